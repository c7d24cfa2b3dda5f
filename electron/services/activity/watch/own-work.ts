import type { OperationKind } from '../../../../shared/contract/operation.ts';
import type { Operations } from '../../operations/run/operations.ts';
import type { Activity } from '../log/activity.ts';

/** What ends or starts a server. */
export const stateWork: ReadonlySet<string> = new Set<OperationKind>([
  ...(['install', 'uninstall', 'start', 'stop', 'restart', 'config', 'upgrade', 'repair'] as const),
  ...(['create-client', 'destroy-client', 'undo-destroy', 'restore', 'undo'] as const),
]);

/** What leaves a server ended: one that has crashed after anything else has crashed by itself. */
export const endWork: ReadonlySet<string> = new Set<OperationKind>(['stop', 'uninstall', 'destroy-client']);

/** What takes keys away: a restart or changed settings should not, so it is told when they do. */
export const keyWork: ReadonlySet<string> = new Set<OperationKind>([
  ...(['install', 'uninstall', 'create-client', 'destroy-client', 'undo-destroy', 'restore', 'undo', 'flush'] as const),
]);

/** A look is dated when all figures have been read: an operation may have ended a little before, ms. */
const SLACK_MS = 300;

/**
 * Whether this app, in any face, was at such work on an instance since a moment: what is seen then is its doing. An operation is
 * noted before it lets go of its instance, so it is either running or in the log.
 */
export async function ownWork(
  {
    operations,
    activity,
  }: { readonly operations: Pick<Operations, 'list'>; readonly activity: Pick<Activity, 'list'> },
  id: string,
  ended: ReadonlySet<string>,
  since: Date,
): Promise<boolean> {
  const running = (await operations.list()).some(
    ({ instance, state, kind }) => instance === id && state === 'running' && (stateWork.has(kind) || ended.has(kind)),
  );
  if (running) return true;
  const from = new Date(since.getTime() - SLACK_MS).toISOString();
  const faces = ['desktop', 'browser', 'terminal'] as const;
  const { items } = await activity.list({ instances: [id], faces: [...faces], from, limit: 50 });
  return items.some(({ kind }) => ended.has(kind));
}
