import { AppError } from '../../../../shared/contract/errors.ts';
import type { OperationOf } from '../../../../shared/contract/operations.ts';
import type { ManagedInstance } from '../registry/catalogue.ts';
import type { InstanceDeps } from '../status/instance-deps.ts';
import { requireInstance, statusById } from '../status/status-by-id.ts';
import { runtimeOf } from './start-instance.ts';

/**
 * Kills a server without saving, for one that hangs. The files on disk do not change.
 * @throws AppError NOT_FOUND, NOT_RUNNING
 */
export async function killInstance(deps: InstanceDeps, id: string): Promise<OperationOf<'stop'>> {
  const instance = await requireInstance(deps, id);
  const runtime = runtimeOf(deps, instance);
  if (instance.entry?.state !== 'running') throw notRunning(instance);
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

function notRunning({ id, entry }: ManagedInstance): AppError<'NOT_RUNNING'> {
  return new AppError('NOT_RUNNING', `${id} is not running.`, {
    id,
    state: entry?.state ?? 'missing',
  });
}
