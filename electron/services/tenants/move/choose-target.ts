import { isAppError } from '../../../../shared/contract/errors.ts';
import type { SwarmNode } from '../../../../shared/contract/machine.ts';
import { LOCAL_ENGINE } from '../../../../shared/contract/names.ts';
import type { Publishing } from '../../../../shared/contract/values.ts';
import type { TenantRecord } from '../../instances/registry/tenant-record.ts';
import { isDirect } from '../../runtimes/engines/engine-target.ts';
import type { NamedEngine } from '../../runtimes/engines/named-engine.ts';
import { chooseNode } from '../../runtimes/engines/swarm-nodes.ts';
import { engineFor } from '../create-tenant.ts';
import { addressFor } from '../published-address.ts';
import type { MoveDeps } from './move-deps.ts';

/** The machine that a tenant moves to. */
export interface MoveTarget {
  /** Null: this computer. */
  readonly engine: NamedEngine | null;
  /** The node of a swarm on which it becomes, or stays, a service; null: it is a container or a process there. */
  readonly node: SwarmNode | null;
  /** The address of the machine at which its port is open; null: it is forwarded here, or that of a service. */
  readonly publishedAt: string | null;
}

/** @throws AppError NOT_FOUND, BAD_VALUE, ENGINE_UNREACHABLE */
export async function chooseTarget(
  deps: MoveDeps,
  {
    chosen,
    node: wanted,
    publish,
    record,
  }: {
    readonly chosen: string;
    readonly node: string | undefined;
    readonly publish: Publishing | undefined;
    readonly record: Pick<TenantRecord, 'deployment' | 'publishedAt'>;
  },
): Promise<MoveTarget> {
  if (wanted !== undefined) {
    const node = chooseNode(await nodesFrom(deps, chosen), wanted);
    return { engine: engineFor(deps, { engine: node.engine }), node, publishedAt: null };
  }
  const engine = engineFor(deps, { engine: chosen });
  const asContainer = async () => ({ engine, node: null, publishedAt: await publishedThere(engine, publish, record) });
  if (engine === null || record.deployment === undefined) return asContainer();
  // A service remains a service if the other machine is a node of a swarm too.
  const nodes = await nodesFrom(deps, chosen).catch((error: unknown) => {
    if (isAppError(error, 'BAD_VALUE')) return [];
    throw error;
  });
  const node = nodes.find((one) => one.engine === chosen && one.problem === null);
  return node ? { engine, node, publishedAt: null } : asContainer();
}

/** A tenant with an open port keeps one where nothing is forwarded: its user has chosen it already. */
function publishedThere(
  engine: NamedEngine | null,
  publish: Publishing | undefined,
  { deployment, publishedAt }: Pick<TenantRecord, 'deployment' | 'publishedAt'>,
): Promise<string | null> {
  const isOpen = deployment !== undefined || publishedAt !== undefined;
  const keeps = isOpen && engine !== null && isDirect(engine.target);
  return addressFor(engine, publish ?? (keeps ? 'tls' : undefined));
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
