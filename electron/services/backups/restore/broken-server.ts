import { AppError } from '../../../../shared/contract/errors.ts';
import { runtimeOf } from '../../instances/lifecycle/start-instance.ts';
import type { ManagedInstance } from '../../instances/registry/catalogue.ts';
import { requireInstance } from '../../instances/status/status-by-id.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { BackupDeps } from '../store/backup-deps.ts';

/** Docker may take this long to stop a container that restarts again and again. */
const STOP_MS = 60_000;

/**
 * A running server can be backed up only if it replies.
 * @throws AppError NOT_RUNNING with the fix, if it runs and does not reply
 */
export async function requireAnswer(deps: BackupDeps, instance: ManagedInstance): Promise<void> {
  if (instance.entry?.state !== 'running') return;
  const { problem, version, state } = await deps.observer.status(instance);
  // A server that has a problem but replies can be saved, for example one whose memory is full.
  if (problem === null || version !== null) return;
  const message = `${instance.id} cannot be backed up now: ${problem.message} ${problem.fix ?? ''}`.trim();
  throw new AppError('NOT_RUNNING', message, { id: instance.id, state });
}

export function isCrashing({ entry }: ManagedInstance): boolean {
  return entry?.state === 'running' && entry.problem?.code === 'CRASHED';
}

/**
 * Stops a server that is in a crash loop, so that its files no longer change. Does nothing for any other server.
 */
export async function withoutCrashing(
  deps: BackupDeps,
  instance: ManagedInstance,
  op: OperationContext,
): Promise<ManagedInstance> {
  if (!isCrashing(instance)) return instance;
  op.warn(`${instance.id} crashes at every start. It was stopped, and its files are used as they are.`);
  await runtimeOf(deps, instance).stop(instance.id, { timeoutMs: STOP_MS, signal: op.signal });
  return requireInstance(deps, instance.id);
}
