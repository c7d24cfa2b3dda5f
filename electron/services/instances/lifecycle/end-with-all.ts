import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { Runtime } from '../../runtimes/runtime.ts';
import type { ManagedInstance } from '../registry/catalogue.ts';
import type { InstanceDeps } from '../status/instance-deps.ts';
import { ownLink } from './keep-data.ts';
import { saveAndEnd } from './stop-instance.ts';
import { stopPreview } from './stop-preview.ts';

const ANSWER_MS = 30_000;
/** Redis saves on exit if it has at least one save point. */
const SAVE_POINT = '3600 1';

/**
 * Stops a server and keeps all its keys: with persistence none, sets a save point so that Redis saves on exit. A server
 * that rejects our password does not report its keys, so it stops by its own settings.
 * @throws AppError TIMED_OUT if it hangs, SAVE_FAILED
 */
export async function endWithAll(
  deps: Pick<InstanceDeps, 'environment' | 'observer'>,
  runtime: Runtime,
  instance: ManagedInstance,
  op: OperationContext,
): Promise<void> {
  const { losesKeys, keys } = await stopPreview(deps, instance);
  const link = losesKeys && keys !== null ? await ownLink(instance) : null;
  if (link === null) return saveAndEnd(deps, runtime, instance, op);
  try {
    await link.call(ANSWER_MS, 'CONFIG', 'SET', 'save', SAVE_POINT);
    op.log(`${instance.id} has persistence none; saving its ${keys} keys before it stops.`);
    await saveAndEnd(deps, runtime, instance, op);
  } catch (error) {
    await link.call(ANSWER_MS, 'CONFIG', 'SET', 'save', '').catch(() => undefined);
    throw error;
  } finally {
    link.close();
  }
}
