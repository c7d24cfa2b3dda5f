import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { CompanionHost, Placed } from '../host/companion-host.ts';

/** A new database takes seconds to initialize, and recovery after a crash takes minutes. */
const READY_MS = 3 * 60_000;
const POLL_MS = 50;
const LOG_LINES = 20;

/**
 * Waits until a companion accepts connections.
 * @throws AppError START_FAILED with the end of its output if it ends or does not accept connections in time; CANCELLED
 */
export async function untilCompanionReady(
  host: CompanionHost,
  placed: Placed,
  op: Pick<OperationContext, 'signal'>,
): Promise<void> {
  const { kind, record } = placed;
  const port = record.ports[kind.ports[0]?.name ?? ''] ?? 0;
  const deadline = Date.now() + READY_MS;
  for (;;) {
    op.signal.throwIfAborted();
    if ((await kind.probe(port)) === 'ready') return;
    const { state, problem } = await host.stateOf(placed);
    if (state !== 'running' || problem?.code === 'CRASHED')
      throw await startFailure(host, placed, 'ended after its start');
    if (Date.now() > deadline) {
      throw await startFailure(host, placed, `did not accept connections within ${READY_MS / 1000} s`);
    }
    await sleep(POLL_MS, undefined, { signal: op.signal });
  }
}

async function startFailure(host: CompanionHost, placed: Placed, what: string): Promise<AppError<'START_FAILED'>> {
  const { client, kind } = placed;
  const log = await host.output(placed, LOG_LINES).catch(() => []);
  const last = log.findLast((line) => /error|fatal|panic/i.test(line)) ?? log.findLast((line) => line.trim() !== '');
  const reason = last === undefined ? 'It wrote no output' : `Its output ends with: ${last.trim()}`;
  const message = `${kind.title} of ${client} ${what}. ${reason}`;
  return new AppError('START_FAILED', message, { id: client, log: [...log] });
}
