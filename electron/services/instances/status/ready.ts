import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { isRefusal, LinkError } from '../../redis/connection/link-failure.ts';
import { createRedisLink } from '../../redis/connection/redis-link.ts';
import { infoNumber } from '../../redis/info/info.ts';
import type { Runtime, RuntimeEntry } from '../../runtimes/runtime.ts';

/** Pause between two attempts: short at first, because most servers answer within milliseconds. */
const FIRST_PAUSE_MS = 2;
const LONGEST_PAUSE_MS = 100;
/** How often to ask the runtime whether the server still runs. */
const ALIVE_EVERY_MS = 500;

/**
 * Waits until a started server answers and has loaded its data. Loading has no time limit. Call it after `start` has
 * returned, because the address must be final.
 * @param refusal whether a server that runs but rejects our connection counts as started; its status reports the reason
 * @throws AppError START_FAILED if the server exits or is silent for `timeoutMs`
 */
export async function untilReady(
  runtime: Runtime,
  entry: RuntimeEntry,
  password: string | null,
  timeoutMs: number,
  op: OperationContext,
  refusal: 'fails' | 'allowed' = 'fails',
): Promise<void> {
  if (entry.loaded) return;
  if (!entry.address) throw await startFailed(runtime, entry.id, 'it has no port on this computer');
  const link = createRedisLink({ ...entry.address, password });
  let lastAnswer = Date.now();
  let lastAlive = Date.now();
  let pause = FIRST_PAUSE_MS;
  try {
    for (;;) {
      op.signal.throwIfAborted();
      try {
        const { info } = await link.ask(Math.min(timeoutMs, 5000));
        if (info.get('loading') !== '1') return;
        lastAnswer = Date.now();
        const percent = infoNumber(info, 'loading_loaded_perc');
        op.progress(
          percent === null ? null : percent / 100,
          percent === null ? 'loading data' : `loading data, ${Math.round(percent)} %`,
        );
      } catch (error) {
        // Waiting does not change a refusal.
        if (error instanceof LinkError && isRefusal(error)) {
          if (refusal === 'allowed') return;
          throw await startFailed(runtime, entry.id, error.message);
        }
        if (Date.now() - lastAnswer > timeoutMs) {
          throw await startFailed(runtime, entry.id, `it did not respond within ${timeoutMs / 1000} s`);
        }
      }
      if (Date.now() - lastAlive > ALIVE_EVERY_MS) {
        lastAlive = Date.now();
        const now = (await runtime.list(entry.id)).find((candidate) => candidate.id === entry.id);
        if (now?.state !== 'running' || now.problem)
          throw await startFailed(runtime, entry.id, now?.problem?.message ?? 'it exited immediately');
      }
      await sleep(pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  } finally {
    link.close();
  }
}

async function startFailed(runtime: Runtime, id: string, reason: string): Promise<AppError<'START_FAILED'>> {
  const log = await runtime.recentOutput(id, 20).catch(() => []);
  const last = log.findLast((line) => line.trim() !== '');
  const logEnd = last ? ` Its log ends with: ${last.trim()}` : '';
  return new AppError('START_FAILED', `${id} was started, but ${lowerFirst(reason)}.${logEnd}`.replace('..', '.'), {
    id,
    log: [...log],
  });
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
