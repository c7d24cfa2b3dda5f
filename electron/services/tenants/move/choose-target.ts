import { isAppError } from '../../../../shared/contract/errors.ts';
import type { SwarmNode } from '../../../../shared/contract/machine.ts';
import { LOCAL_ENGINE } from '../../../../shared/contract/names.ts';
import type { TenantRecord } from '../../instances/registry/tenant-record.ts';
import type { NamedEngine } from '../../runtimes/engines/named-engine.ts';
import { chooseNode } from '../../runtimes/engines/swarm-nodes.ts';
import { engineFor } from '../create-tenant.ts';
import type { MoveDeps } from './move-deps.ts';

/** The machine that a tenant moves to. */
export interface MoveTarget {
  /** Null: this computer. */
  readonly engine: NamedEngine | null;
  /** The node of a swarm on which it becomes, or stays, a service; null: it is a container or a process there. */
  readonly node: SwarmNode | null;
}

/** @throws AppError NOT_FOUND, BAD_VALUE, ENGINE_UNREACHABLE */
export async function chooseTarget(
  deps: MoveDeps,
  {
    chosen,
    node: wanted,
    record,
  }: {
    readonly chosen: string;
    readonly node: string | undefined;
    readonly record: Pick<TenantRecord, 'deployment'>;
  },
): Promise<MoveTarget> {
  if (wanted !== undefined) {
    const node = chooseNode(await nodesFrom(deps, chosen), wanted);
    return { engine: engineFor(deps, { engine: node.engine }), node };
  }
  const engine = engineFor(deps, { engine: chosen });
  if (engine === null || record.deployment === undefined) return { engine, node: null };
  // A service remains a service if the other machine is a node of a swarm too.
  const nodes = await nodesFrom(deps, chosen).catch((error: unknown) => {
    if (isAppError(error, 'BAD_VALUE')) return [];
    throw error;
  });
  const node = nodes.find((one) => one.engine === chosen && one.problem === null) ?? null;
  return { engine, node };
}

/** The nodes of the swarm of an engine, which any of its managers in the list knows. @throws AppError of the engine itself */
async function nodesFrom({ engines }: MoveDeps, name: string): Promise<readonly SwarmNode[]> {
  if (name !== LOCAL_ENGINE) engines.require(name).retry();
  try {
    return await engines.nodes(name);
  } catch (error) {
    for (const other of engines.store.all()) {
      const nodes = await engines.nodes(other.name).catch(() => []);
      if (nodes.some(({ engine }) => engine === name)) return nodes;
    }
    throw error;
  }
}
