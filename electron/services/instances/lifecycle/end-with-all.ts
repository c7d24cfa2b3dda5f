import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { Runtime } from '../../runtimes/runtime.ts';
import type { ManagedInstance } from '../registry/catalogue.ts';
import type { InstanceDeps } from '../registry/instance-deps.ts';
import { ownLink } from './keep-data.ts';
import { saveAndEnd } from './stop-instance.ts';
import { stopPreview } from './stop-preview.ts';

const ANSWER_MS = 30_000;
/** With any save point Redis saves when it ends. */
const SAVE_POINT = '3600 1';

/**
 * Ends a server whose data stays for whoever uses it next: also keys that it would drop, because it has persistence
 * none, are saved as it ends. How many a server holds that does not let us in is not known, and it ends as it is.
 * @throws AppError TIMED_OUT when it hangs, SAVE_FAILED
 */
export async function endWithAll(
  deps: Pick<InstanceDeps, 'environment' | 'observer'>,
  runtime: Runtime,
  known: ManagedInstance,
  op: OperationContext,
): Promise<void> {
  const { losesKeys, keys } = await stopPreview(deps, known);
  const link = losesKeys && keys !== null ? await ownLink(known) : null;
  if (link === null) return saveAndEnd(deps, runtime, known, op);
  try {
    await link.call(ANSWER_MS, 'CONFIG', 'SET', 'save', SAVE_POINT);
    op.log(`${known.id} has persistence none: its ${keys} keys are saved as it ends.`);
    await saveAndEnd(deps, runtime, known, op);
  } catch (error) {
    await link.call(ANSWER_MS, 'CONFIG', 'SET', 'save', '').catch(() => undefined);
    throw error;
  } finally {
    link.close();
  }
}
