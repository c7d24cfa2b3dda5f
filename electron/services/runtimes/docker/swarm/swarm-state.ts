import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, isAppError } from '../../../../../shared/contract/errors.ts';
import type { EngineConnection } from '../engine/engine-connection.ts';
import { engineMessage, engineStatus } from '../engine/engine-failure.ts';

/** Managers notice the loss of their leader after 10 to 20 s, and then elect another one. */
export const ELECTION_MS = 40_000;
export const ELECTION_POLL_MS = 500;

/** An engine's role in a swarm. */
export interface SwarmState {
  readonly nodeId: string;
  /** The address at which other nodes reach it; null if it reports none. */
  readonly address: string | null;
  readonly isManager: boolean;
  /** Node ids of the managers that it knows, including its own. */
  readonly managerIds: readonly string[];
  /** Only a manager knows them. */
  readonly nodes: number | null;
  readonly managers: number | null;
  /** Why the engine cannot use the swarm, such as too few managers; null if it can. */
  readonly error: string | null;
}

/** The fields of `info().Swarm`, which dockerode's types lack. */
interface SwarmInfo {
  readonly NodeID?: string;
  readonly NodeAddr?: string;
  readonly LocalNodeState?: string;
  readonly ControlAvailable?: boolean;
  readonly Error?: string;
  readonly RemoteManagers?: readonly { readonly NodeID?: string }[] | null;
  readonly Nodes?: number;
  readonly Managers?: number;
}

/** An engine's role in a swarm, from its `info`; null if it is in none. */
export function swarmStateOf(info: { readonly Swarm?: unknown }): SwarmState | null {
  const swarm = (info.Swarm ?? {}) as SwarmInfo;
  if (!swarm.NodeID || swarm.LocalNodeState === 'inactive') return null;
  const isManager = swarm.ControlAvailable === true;
  const others = (swarm.RemoteManagers ?? []).flatMap(({ NodeID }) => (NodeID ? [NodeID] : []));
  return {
    nodeId: swarm.NodeID,
    address: swarm.NodeAddr || null,
    isManager,
    managerIds: isManager ? [swarm.NodeID, ...others] : others,
    nodes: swarm.Nodes || null,
    managers: swarm.Managers || null,
    error: swarm.Error || null,
  };
}

export async function readSwarmState(connection: EngineConnection): Promise<SwarmState | null> {
  return swarmStateOf(await connection.ask((docker) => docker.info()));
}

/**
 * The connection to a manager of the swarm of a node: the node itself, or the first engine that replies and is one. If
 * a manager is lost, another one takes over. Until the others have elected a leader, they may reply to nothing.
 * @throws AppError ENGINE_UNREACHABLE if none of the engines in the list is a manager of that swarm and replies
 */
export async function findManager(
  node: EngineConnection,
  name: string,
  others: readonly EngineConnection[],
): Promise<EngineConnection> {
  const until = Date.now() + ELECTION_MS;
  let own: SwarmState | null;
  for (;;) {
    const read = await stateOrSilence(node);
    if (read instanceof AppError && (!isSilent(read) || Date.now() > until)) throw read;
    own = read instanceof AppError ? null : read;
    if (own?.isManager && own.error === null) return node;
    const ids = own?.managerIds ?? [];
    const states = await Promise.all(others.map(stateOrSilence));
    const managers = states.map((state) =>
      state && !(state instanceof AppError) && state.isManager && ids.includes(state.nodeId) ? state : null,
    );
    const found = others.find((_, index) => managers[index]?.error === null);
    if (found) return found;
    const isElecting = own?.isManager || managers.some((state) => state !== null) || [read, ...states].some(isSilent);
    if (!isElecting || Date.now() > until) break;
    await sleep(ELECTION_POLL_MS);
  }
  const message =
    own === null
      ? `The engine ${name} is no longer in a swarm.`
      : own.error === null
        ? `No manager of the swarm of ${name} is in the list of engines and answers.`
        : `The swarm of ${name} cannot be changed: ${own.error.replace(/\.$/, '')}.`;
  const fix =
    own === null
      ? 'Join it again with "docker swarm join", or destroy the tenant.'
      : 'Start its managers, or add the engine of another manager. Running tenants keep running.';
  throw new AppError('ENGINE_UNREACHABLE', `${message} ${fix}`, { endpoint: name, reason: message });
}

type Silence = AppError<'ENGINE_UNREACHABLE'>;

async function stateOrSilence(connection: EngineConnection): Promise<SwarmState | Silence | null> {
  try {
    return await readSwarmState(connection);
  } catch (error) {
    if (isAppError(error, 'ENGINE_UNREACHABLE')) return error;
    throw error;
  }
}

/** Whether an engine accepts connections and does not reply, as a manager without a leader. */
function isSilent(state: SwarmState | Silence | null): boolean {
  return state instanceof AppError && state.data.reason === 'TIMED_OUT';
}

/** ENGINE_UNREACHABLE if a manager cannot act because too many managers are lost. */
export function withoutQuorum(error: unknown, name: string): AppError<'ENGINE_UNREACHABLE'> | null {
  const said = engineMessage(error);
  if (engineStatus(error) !== 503 && !/does not have a leader|too few managers/i.test(said)) return null;
  const message = `The swarm of ${name} has lost too many managers to change anything.`;
  const fix = 'Start them again. Running tenants keep running.';
  return new AppError('ENGINE_UNREACHABLE', `${message} ${fix}`, { endpoint: name, reason: message }, { cause: error });
}
