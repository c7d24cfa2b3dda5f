import type { OperationOf } from '../../../../shared/contract/operations.ts';
import type { InstanceDeps } from '../status/instance-deps.ts';
import { notRunning } from '../status/not-running.ts';
import { requireInstance, statusById } from '../status/status-by-id.ts';
import { runtimeOf } from './start-instance.ts';

/**
 * Kills a server without saving, for one that hangs. The files on disk do not change.
 * @throws AppError NOT_FOUND, NOT_RUNNING
 */
export async function killInstance(deps: InstanceDeps, id: string): Promise<OperationOf<'stop'>> {
  const instance = await requireInstance(deps, id);
  const runtime = runtimeOf(deps, instance);
  if (instance.entry?.state !== 'running') throw notRunning(instance, `${id} is not running.`);
  const plan = {
    kind: 'stop',
    instance: id,
    title: `Kill ${id}`,
    steps: ['kill-redis'],
    cancellable: false,
  } as const;
  return deps.operations.begin(plan, async (op) => {
    await op.step('kill-redis', () => runtime.kill(id));
    return statusById(deps, id);
  });
}
