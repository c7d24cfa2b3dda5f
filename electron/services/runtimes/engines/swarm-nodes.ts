import { AppError, isAppError } from '../../../../shared/contract/errors.ts';
import type { SwarmNode } from '../../../../shared/contract/machine.ts';
import { AUTOMATIC_NODE, LOCAL_ENGINE } from '../../../../shared/contract/names.ts';
import type { EngineConnection } from '../docker/engine/engine-connection.ts';
import { readSwarmState, withoutQuorum } from '../docker/swarm/swarm-state.ts';
import { freeMemoryBytes } from './free-resources.ts';
import type { NamedEngine } from './named-engine.ts';

/** The fields of the API's nodes and services that are read. */
interface FoundNode {
  readonly ID: string;
  readonly Spec?: { readonly Role?: string; readonly Availability?: string };
  readonly Description?: {
    readonly Hostname?: string;
    readonly Resources?: { readonly MemoryBytes?: number };
  };
  readonly Status?: { readonly State?: string; readonly Addr?: string; readonly Message?: string };
}

interface FoundTask {
  readonly NodeID?: string;
  readonly Spec?: { readonly Resources?: { readonly Limits?: { readonly MemoryBytes?: number } } };
}

/** An engine that may be a node: by its name in the list, and its connection. */
interface Candidate {
  readonly name: string;
  readonly connection: EngineConnection;
  /** Null: the engine of this computer. */
  readonly engine: NamedEngine | null;
}

/**
 * The nodes of the swarm that an engine manages, the best first: the one with the most memory that is currently free
 * and not reserved for services.
 * @throws AppError BAD_VALUE if the engine is no manager, ENGINE_UNREACHABLE
 */
export async function swarmNodes(
  manager: Candidate,
  named: readonly NamedEngine[],
  local: EngineConnection,
): Promise<readonly SwarmNode[]> {
  await requireManager(manager);
  const candidates: readonly Candidate[] = [
    ...named.map((engine) => ({ name: engine.record.name, connection: engine.connection, engine })),
    { name: LOCAL_ENGINE, connection: local, engine: null },
  ];
  const [[nodes, tasks], ids] = await Promise.all([
    readNodes(manager),
    Promise.all(candidates.map(({ connection }) => readSwarmState(connection).catch(noneIfUnreachable))),
  ]);
  const shown = nodes.map(async (node) => {
    const at = candidates.find((_, index) => ids[index]?.nodeId === node.ID) ?? null;
    const limits = tasks.filter(({ NodeID }) => NodeID === node.ID).map(({ Spec }) => Spec?.Resources?.Limits);
    const hostname = node.Description?.Hostname ?? node.ID;
    return {
      id: node.ID,
      hostname,
      address: node.Status?.Addr || null,
      role: node.Spec?.Role === 'manager' ? ('manager' as const) : ('worker' as const),
      state: node.Status?.State ?? 'unknown',
      engine: at?.engine ? at.name : null,
      memoryBytes: node.Description?.Resources?.MemoryBytes ?? null,
      freeBytes: at?.engine ? await freeMemoryBytes(at.engine).catch(() => null) : null,
      promisedBytes: limits.reduce((sum, one) => sum + (one?.MemoryBytes ?? 0), 0),
      services: limits.length,
      problem: problemOf(node, hostname, at),
    };
  });
  return (await Promise.all(shown)).toSorted(byRoom);
}

async function requireManager({ name, connection }: Candidate): Promise<void> {
  const state = await readSwarmState(connection);
  if (state?.isManager) return;
  const expected = 'an engine that is a manager of a swarm';
  const reason =
    state === null
      ? 'is in no swarm. Initialise one there with "docker swarm init"'
      : 'is a worker of its swarm, and only a manager can place services';
  throw new AppError('BAD_VALUE', `engine: ${name} ${reason}, or choose ${expected}.`, { field: 'engine', expected });
}

async function readNodes({ name, connection }: Candidate): Promise<[readonly FoundNode[], readonly FoundTask[]]> {
  try {
    const filters = { 'desired-state': ['running'] };
    return await Promise.all([
      connection.ask((docker) => docker.listNodes()),
      connection.ask((docker) => docker.listTasks({ filters })),
    ]);
  } catch (error) {
    throw withoutQuorum(error, name) ?? error;
  }
}

function problemOf(node: FoundNode, hostname: string, at: Candidate | null): string | null {
  const { State: state = 'unknown', Addr: address = 'ADDRESS' } = node.Status ?? {};
  if (state !== 'ready') return `The swarm reports the node as ${state}.`;
  const availability = node.Spec?.Availability ?? 'active';
  if (availability !== 'active')
    return `The node takes no new services (${availability}). Make it available with "docker node update --availability active ${hostname}".`;
  if (at === null) return `The node is not in the list of engines. Add it as ssh://${address}.`;
  if (at.engine === null)
    return 'The node is this computer. Add its engine under a name, as unix:///var/run/docker.sock.';
  return null;
}

function noneIfUnreachable(error: unknown): null {
  if (isAppError(error, 'ENGINE_UNREACHABLE')) return null;
  throw error;
}

function byRoom(one: SwarmNode, other: SwarmNode): number {
  return (
    Number(one.problem !== null) - Number(other.problem !== null) ||
    roomOf(other) - roomOf(one) ||
    one.promisedBytes - other.promisedBytes ||
    one.services - other.services ||
    one.hostname.localeCompare(other.hostname)
  );
}

/** In steps of 256 MB, so that small fluctuations of free memory do not decide. */
function roomOf({ freeBytes, memoryBytes, promisedBytes }: SwarmNode): number {
  const remaining = (memoryBytes ?? 0) - promisedBytes;
  return Math.floor(Math.min(freeBytes ?? remaining, remaining) / 2 ** 28);
}

/**
 * The node that a user names by its host name, its id or its engine, or the best one.
 * @param nodes the best first
 * @throws AppError BAD_VALUE
 */
export function chooseNode(nodes: readonly SwarmNode[], name: string): SwarmNode & { readonly engine: string } {
  const found =
    name === AUTOMATIC_NODE
      ? nodes.find(({ problem }) => problem === null)
      : nodes.find((node) => [node.hostname, node.id, node.engine].includes(name));
  const usable = nodes.filter(({ problem }) => problem === null).map(({ hostname }) => hostname);
  const expected = usable.length === 0 ? 'a node that can be used' : `one of ${[AUTOMATIC_NODE, ...usable].join(', ')}`;
  const reason = found
    ? (found.problem ?? 'The node is not in the list of engines.')
    : name === AUTOMATIC_NODE
      ? `No node can be used. ${nodes.map((node) => `${node.hostname}: ${node.problem}`).join(' ')}`
      : `The swarm has no node "${name}".`;
  if (found && found.problem === null && found.engine !== null) return { ...found, engine: found.engine };
  throw new AppError('BAD_VALUE', `node: ${reason} Give ${expected}.`, { field: 'node', expected });
}
