import type { OperationKind } from '../../../shared/contract/operation.ts';
import type { Operations } from '../operations/operations.ts';
import type { Activity } from './activity.ts';

/** What leaves a server running and its keys in place. */
const harmless: ReadonlySet<string> = new Set<OperationKind>([
  'backup',
  'prove',
  'export-backup',
  'import-backup',
  'isolation-proof',
]);

/** A look is dated when all figures have been read: an operation may have ended a little before, ms. */
const SLACK_MS = 300;

/**
 * Whether this app, in any face, was at an instance since a moment: what is seen then is its work. An operation is
 * noted before it lets go of its instance, so it is either running or in the log.
 */
export async function ownWork(
  {
    operations,
    activity,
  }: { readonly operations: Pick<Operations, 'list'>; readonly activity: Pick<Activity, 'list'> },
  id: string,
  since: Date,
): Promise<boolean> {
  const running = (await operations.list()).some(
    ({ instance, state, kind }) => instance === id && state === 'running' && !harmless.has(kind),
  );
  if (running) return true;
  const from = new Date(since.getTime() - SLACK_MS).toISOString();
  const faces = ['desktop', 'browser', 'terminal'] as const;
  const { items } = await activity.list({ instances: [id], faces: [...faces], from, limit: 50 });
  return items.some(({ kind }) => !harmless.has(kind));
}
