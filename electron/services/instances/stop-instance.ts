import type { Operation } from '../../../shared/contract/operation.ts';
import type { OperationContext } from '../operations/operation-context.ts';
import type { Runtime } from '../runtimes/runtime.ts';
import type { InstanceDeps } from './deps.ts';
import { runtimeOf } from './start-instance.ts';
import { knownById, statusById } from './status-by-id.ts';

/** A server saves before it ends: tens of gigabytes take minutes, and killing it then would lose them. */
export const STOP_MS = 15 * 60_000;

/** Asks the server to save as its settings say and to end. One that does not run is left as it is. */
export async function stopInstance(deps: InstanceDeps, id: string): Promise<Operation> {
  const known = await knownById(deps, id);
  const runtime = runtimeOf(deps, known);
  const plan = {
    kind: 'stop',
    instance: id,
    title: `Stop ${id}`,
    steps: ['Save and end Redis'],
    cancellable: false,
  } as const;
  return deps.operations.begin(plan, async (op) => {
    await saveAndEnd(runtime, id, op);
    return statusById(deps, id);
  });
}

export async function saveAndEnd(runtime: Runtime, id: string, op: OperationContext): Promise<void> {
  await op.step('Save and end Redis', () => runtime.stop(id, { timeoutMs: STOP_MS, signal: op.signal }));
}
