import type { OperationOf } from '../../../../shared/contract/operations.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { Runtime } from '../../runtimes/runtime.ts';
import type { ManagedInstance } from '../registry/catalogue.ts';
import { companionStops } from '../status/companion-steps.ts';
import type { InstanceDeps } from '../status/instance-deps.ts';
import { requireInstance, statusById } from '../status/status-by-id.ts';
import { endServer } from './end-server.ts';
import { refuseLoss } from './refuse-loss.ts';
import { runtimeOf } from './start-instance.ts';
import type { WaitDeps } from './wait-while-alive.ts';

export interface EndOptions {
  /** Stops the server even if keys exist in memory only, or if the next start will not find its data. */
  readonly acceptsLoss?: boolean | undefined;
}

/**
 * Asks the server to save by its settings and exit. Does nothing if it is stopped.
 * @throws AppError BAD_VALUE if keys exist in memory only and their loss is not accepted
 */
export async function stopInstance(
  deps: InstanceDeps,
  id: string,
  options: EndOptions = {},
): Promise<OperationOf<'stop'>> {
  const instance = await requireInstance(deps, id);
  const runtime = runtimeOf(deps, instance);
  await refuseLoss(deps, instance, options.acceptsLoss ?? false);
  const plan = {
    kind: 'stop',
    instance: id,
    title: `Stop ${id}`,
    steps: ['save-and-end', ...companionStops((await deps.companions?.list(id)) ?? [])],
    cancellable: false,
  } as const;
  return deps.operations.begin(plan, async (op) => {
    await saveAndEnd(deps, runtime, instance, op, options);
    const companionProblems = (await deps.companions?.stop(id, op)) ?? [];
    const wasStopped = instance.entry?.state !== 'running';
    const unchanged = `${id} is already stopped; nothing was changed.`;
    return {
      ...(await statusById(deps, id)),
      ...(wasStopped && { unchanged }),
      ...(companionProblems.length > 0 && { companionProblems: [...companionProblems] }),
    };
  });
}

/** The step that other operations share. @throws AppError TIMED_OUT if it hangs, SAVE_FAILED */
export async function saveAndEnd(
  deps: WaitDeps,
  runtime: Runtime,
  instance: ManagedInstance,
  op: OperationContext,
  { acceptsLoss = false }: EndOptions = {},
): Promise<void> {
  await op.step('save-and-end', () => endServer(deps, runtime, instance, op, { acceptsLoss }));
}
