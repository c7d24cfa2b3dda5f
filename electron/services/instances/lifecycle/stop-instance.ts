import type { OperationOf } from '../../../../shared/contract/operations.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { Runtime } from '../../runtimes/runtime.ts';
import type { ManagedInstance } from '../registry/catalogue.ts';
import type { InstanceDeps } from '../registry/instance-deps.ts';
import { requireInstance, statusById } from '../status/status-by-id.ts';
import { endServer } from './end-server.ts';
import { refuseLoss } from './refuse-loss.ts';
import { runtimeOf } from './start-instance.ts';
import type { PatienceDeps } from './wait-while-alive.ts';

/** What somebody who ends a server accepts. */
export interface EndOptions {
  /** Ends it also where it holds keys in memory only, and where its data cannot be brought to where the next start reads it. */
  readonly acceptsLoss?: boolean | undefined;
}

/**
 * Asks the server to save as its settings say and to end. One that does not run is left as it is.
 * @throws AppError BAD_VALUE where it holds keys in memory only, and nobody accepts their loss
 */
export async function stopInstance(
  deps: InstanceDeps,
  id: string,
  options: EndOptions = {},
): Promise<OperationOf<'stop'>> {
  const known = await requireInstance(deps, id);
  const runtime = runtimeOf(deps, known);
  await refuseLoss(deps, known, options.acceptsLoss ?? false);
  const plan = {
    kind: 'stop',
    instance: id,
    title: `Stop ${id}`,
    steps: ['Save and end Redis'],
    cancellable: false,
  } as const;
  return deps.operations.begin(plan, async (op) => {
    await saveAndEnd(deps, runtime, known, op, options);
    const wasStopped = known.entry?.state !== 'running';
    const unchanged = `${id} is already stopped; nothing was changed.`;
    return { ...(await statusById(deps, id)), ...(wasStopped && { unchanged }) };
  });
}

/** The part of stopping that others share. @throws AppError TIMED_OUT when it hangs, SAVE_FAILED */
export async function saveAndEnd(
  deps: PatienceDeps,
  runtime: Runtime,
  known: ManagedInstance,
  op: OperationContext,
  { acceptsLoss = false }: EndOptions = {},
): Promise<void> {
  await op.step('Save and end Redis', () => endServer(deps, runtime, known, op, { acceptsLoss }));
}
