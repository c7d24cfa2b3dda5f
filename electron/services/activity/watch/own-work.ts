import type { OperationKind } from '../../../../shared/contract/operation.ts';
import type { Operations } from '../../operations/run/operations.ts';
import type { Activity } from '../log/activity.ts';

/** Operations that stop or start a server. */
export const stateChangingKinds: ReadonlySet<string> = new Set<OperationKind>([
  ...(['install', 'uninstall', 'start', 'stop', 'restart', 'config', 'modules', 'tls', 'upgrade', 'repair'] as const),
  ...(['create-client', 'branch', 'destroy-client', 'undo-destroy', 'restore', 'undo', 'move-client'] as const),
]);

/** Operations that leave a server stopped. A crash after any other operation is a real crash. */
export const stoppingKinds: ReadonlySet<string> = new Set<OperationKind>(['stop', 'uninstall', 'destroy-client']);

/** Operations that delete keys. A restart or a settings change loses none, so a drop after one is reported. */
export const keyDeletingKinds: ReadonlySet<string> = new Set<OperationKind>([
  ...([
    'install',
    'uninstall',
    'create-client',
    'branch',
    'destroy-client',
    'undo-destroy',
    'restore',
    'undo',
    'flush',
  ] as const),
]);

/** The operation may have ended slightly before the sample that does not show its effect yet. */
const SLACK_MS = 300;

/**
 * Whether an operation of this app, from any client, explains a change since that time. An operation is recorded before
 * it releases its instance, so it is either running or in the log.
 * @param since when the last sample before the change began; on a slow machine a sample takes seconds
 */
export async function causedByOperation(
  {
    operations,
    activity,
  }: { readonly operations: Pick<Operations, 'list'>; readonly activity: Pick<Activity, 'list'> },
  id: string,
  kinds: ReadonlySet<string>,
  since: Date,
): Promise<boolean> {
  const running = (await operations.list()).some(
    ({ instance, state, kind }) =>
      instance === id && state === 'running' && (stateChangingKinds.has(kind) || kinds.has(kind)),
  );
  if (running) return true;
  const from = new Date(since.getTime() - SLACK_MS).toISOString();
  const clients = ['desktop', 'browser', 'terminal'] as const;
  const { items } = await activity.list({ instances: [id], clients: [...clients], from, limit: 50 });
  return items.some(({ kind }) => kinds.has(kind));
}
