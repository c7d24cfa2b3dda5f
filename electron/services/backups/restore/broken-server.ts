import { AppError } from '../../../../shared/contract/errors.ts';
import { runtimeOf } from '../../instances/lifecycle/start-instance.ts';
import type { ManagedInstance } from '../../instances/registry/catalogue.ts';
import { requireInstance } from '../../instances/status/status-by-id.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { BackupDeps } from '../store/backup-deps.ts';

/** How long an engine may take to leave a container alone, ms. */
const STOP_MS = 60_000;

/**
 * What a server holds can be saved only when it answers.
 * @throws AppError NOT_RUNNING for one that runs and does not, with what mends it
 */
export async function requireAnswer(deps: BackupDeps, known: ManagedInstance): Promise<void> {
  if (known.entry?.state !== 'running') return;
  const { problem, version, state } = await deps.observer.status(known);
  // One that has a problem and answers, such as one whose memory is full, can be saved very well.
  if (problem === null || version !== null) return;
  const message = `${known.id} cannot be saved now: ${problem.message} ${problem.fix ?? ''}`.trim();
  throw new AppError('NOT_RUNNING', message, { id: known.id, state });
}

export function isCrashing({ entry }: ManagedInstance): boolean {
  return entry?.state === 'running' && entry.problem?.code === 'CRASHED';
}

/**
 * A server that ends as soon as it is started, and is started again and again, is made to stay down: its files are
 * what it holds. Where it was not that, nothing is done.
 */
export async function withoutCrashing(
  deps: BackupDeps,
  known: ManagedInstance,
  op: OperationContext,
): Promise<ManagedInstance> {
  if (!isCrashing(known)) return known;
  op.log(`${known.id} ends as soon as it is started: it is stopped, and its files are taken as they are.`);
  await runtimeOf(deps, known).stop(known.id, { timeoutMs: STOP_MS, signal: op.signal });
  return requireInstance(deps, known.id);
}
