import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import { configuredSettings } from '../../redis/conf/server-settings.ts';
import { LinkError } from '../../redis/connection/link-failure.ts';
import { createRedisLink, type RedisLink } from '../../redis/connection/redis-link.ts';
import { parseInfo } from '../../redis/info/info.ts';
import type { Runtime } from '../../runtimes/runtime.ts';
import type { ManagedInstance } from '../registry/catalogue.ts';
import { endKeeping, type Keeping, ownLink } from './keep-data.ts';
import { type PatienceDeps, type WaitOptions, waitWhileAlive } from './wait-while-alive.ts';

/** A server saves before it ends: tens of gigabytes take minutes, and killing it then would lose them. */
const STOP_MS = 15 * 60_000;

const ANSWER_MS = 1000;
const AOF_POLL_MS = 50;
/** How long a cancel waits for a server that is about to end, so that what starts it again finds it ended, ms. */
const LINGER_MS = 10_000;

/** What it is ended with, beside what everybody needs. */
interface Ending extends Keeping {
  /** A connection that lets us in, where the caller has one: redis.conf may have another password by now. */
  readonly link?: RedisLink;
}

/**
 * Tells a server to save and to end, and waits for it as `waitWhileAlive` does. What it holds is then what the next start
 * loads, also where somebody has changed where or how it saves.
 * @returns whether it was killed, as the user chose
 * @throws AppError TIMED_OUT saying what it does instead of ending, and what can be done; SAVE_FAILED
 */
export function endServer(
  deps: PatienceDeps,
  runtime: Runtime,
  known: ManagedInstance,
  op: WaitOptions['op'] & Pick<OperationContext, 'log'>,
  { link: given, ...keeping }: Ending = {},
): Promise<boolean> {
  const silent = (seconds: number) => doesNotEnd(runtime, known, seconds);
  const patience = { runtime, known, op, asked: 'to save and to end', silent, lingersMs: LINGER_MS };
  return waitWhileAlive(deps, patience, async (signal) => {
    const end = async () => {
      const hurried = hurry(deps, known).catch(() => undefined);
      try {
        await runtime.stop(known.id, { timeoutMs: STOP_MS, signal });
      } finally {
        // Nothing is sent any more to whatever runs there next.
        await hurried;
      }
    };
    const link = given ?? (await ownLink(known));
    if (link === null) return end();
    const close = () => {
      if (link !== given) link.close();
    };
    signal.addEventListener('abort', close, { once: true });
    try {
      await aofWritten(link, op, signal);
      await endKeeping(deps, { known, op, keeping, link, signal }, end);
    } finally {
      signal.removeEventListener('abort', close);
      close();
    }
  });
}

/**
 * Waits while Redis writes its AOF from scratch: until the first one is whole it ignores SIGTERM and refuses SHUTDOWN
 * ("Writing initial AOF, can't exit"). INFO does not tell the first from a later rewrite, so that is waited for too.
 */
async function aofWritten(link: RedisLink, op: Pick<OperationContext, 'progress'>, signal: AbortSignal): Promise<void> {
  for (;;) {
    const reply = await link.call(ANSWER_MS, 'INFO', 'persistence').catch(() => null);
    // A server that does not answer is ended as it is.
    if (reply === null) return;
    const info = parseInfo(String(reply));
    const isOn = info.get('aof_enabled') === '1';
    const isWriting = info.get('aof_rewrite_in_progress') === '1' || info.get('aof_rewrite_scheduled') === '1';
    if (!isOn || !isWriting) return;
    op.progress(null, 'waiting until Redis has written its AOF');
    await sleep(AOF_POLL_MS, undefined, { signal });
  }
}

/**
 * Redis heeds a signal only at its next tick, ten times a second, and SHUTDOWN at once, with the same saves. The signal
 * is sent all the same: where this is refused, it decides. Not where it was set to mean something else (Redis 7), nor
 * in a container, which its engine would start again.
 */
async function hurry({ observer }: Pick<PatienceDeps, 'observer'>, known: ManagedInstance): Promise<void> {
  const runId = known.entry?.runId ?? null;
  const link = runId === null ? null : await observer.link(known);
  if (!link) return;
  const [info, signal] = await link.batch(ANSWER_MS, [
    ['INFO', 'server'],
    ['CONFIG', 'GET', 'shutdown-on-sigterm'],
  ]);
  // Somebody may have changed the port in redis.conf, and another server be there.
  const isIt = String(info).includes(`run_id:${runId}`);
  const asEver = Array.isArray(signal) && (signal[1] ?? 'default') === 'default';
  if (isIt && asEver) await link.call(ANSWER_MS, 'SHUTDOWN');
}

async function doesNotEnd(runtime: Runtime, known: ManagedInstance, seconds: number): Promise<AppError<'TIMED_OUT'>> {
  const { id } = known;
  const told = `${id} was told to end ${seconds} s ago`;
  const rest = 'Nothing was killed, and it ends as soon as it can.';
  const kill = `If it has to end now, kill it ("Kill…" in its menu, or --action stop --kill yes): what is not on disk is then lost.`;
  const state = await stateOf(known);
  if (state === 'busy') {
    const message = `${told}, but a script or function of a client keeps it busy. ${rest} End that with SCRIPT KILL or FUNCTION KILL and stop it again. ${kill}`;
    return new AppError('TIMED_OUT', message, { seconds });
  }
  if (state === 'answers') {
    const log = await runtime.recentOutput(id, 20).catch(() => []);
    const last = log.findLast((line) => line.trim() !== '');
    const said = last ? ` Its log ends with: ${last.trim()}` : '';
    const message = `${told} and goes on answering: most likely it cannot save.${said} ${rest} ${kill}`;
    return new AppError('TIMED_OUT', message, { seconds });
  }
  const message = `${told} and has neither answered nor written anything since: it hangs. ${rest} ${kill}`;
  return new AppError('TIMED_OUT', message, { seconds });
}

async function stateOf(known: ManagedInstance): Promise<'answers' | 'busy' | 'silent'> {
  const { entry } = known;
  if (!entry?.address) return 'silent';
  const settings = await configuredSettings(confPlaceOf(known));
  const link = createRedisLink({ ...entry.address, password: settings?.password ?? null });
  try {
    await link.call(ANSWER_MS, 'PING');
    return 'answers';
  } catch (error) {
    if (error instanceof LinkError) return /BUSY/.test(error.message) ? 'busy' : 'silent';
    return /BUSY/.test(String(error)) ? 'busy' : 'answers';
  } finally {
    link.close();
  }
}
