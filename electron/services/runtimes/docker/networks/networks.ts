import type { ContainerInfo, NetworkInspectInfo } from 'dockerode';
import { AppError } from '../../../../../shared/contract/errors.ts';
import { MAIN } from '../../../../../shared/contract/names.ts';
import type { InstanceSpec } from '../../instance-spec.ts';
import { type EngineConnection, OPERATION_LIMIT_MS } from '../engine/engine-connection.ts';
import type { EngineFacts } from '../engine/engine-facts.ts';
import { engineMessage, engineStatus } from '../engine/engine-failure.ts';
import { containerName, HOME_LABEL } from '../engine/ownership.ts';
import { freeSubnets, ownRange } from './free-subnets.ts';
import { closesOutgoing, MASQUERADE } from './outgoing.ts';

/** The engine's predefined networks, which cannot be removed. */
const predefined = new Set(['bridge', 'host', 'none', 'podman']);

/** The network of that name; null if there is none. */
export async function findNetwork(
  connection: EngineConnection,
  name: string,
  signal?: AbortSignal,
): Promise<NetworkInspectInfo | null> {
  const filters = { name: [name] };
  // The engine's filter also matches names that only contain the text.
  const found = await connection.ask((docker, abortSignal) => docker.listNetworks({ filters, abortSignal }), {
    limitMs: OPERATION_LIMIT_MS,
    signal,
  });
  return found.find(({ Name }) => Name === name) ?? null;
}

/**
 * Creates an instance's own bridge network, without masquerading unless the user allows outgoing traffic: the published
 * port works, but other computers cannot reply to the container. (An `internal` network would silently drop the
 * published port.) Tries the subnets of the spec in order, then a subnet of the engine's choice (it has about 30), then
 * our own range.
 * @throws AppError START_FAILED if no subnet is free
 */
export async function createNetwork(
  connection: EngineConnection,
  spec: InstanceSpec,
  home: string,
  facts: Pick<EngineFacts, 'product'>,
): Promise<void> {
  const attempt = (subnet: string | null) =>
    connection.call(
      (docker, abortSignal) =>
        docker.createNetwork({
          Name: spec.network,
          Driver: 'bridge',
          CheckDuplicate: true,
          ...(closesOutgoing(facts) && !spec.outgoing && { Options: { [MASQUERADE]: 'false' } }),
          Labels: { ...spec.labels, [HOME_LABEL]: home },
          ...(subnet === null ? {} : { IPAM: { Config: [{ Subnet: subnet }] } }),
          abortSignal,
        }),
      { limitMs: OPERATION_LIMIT_MS },
    );
  const fits = async (subnet: string | null): Promise<boolean> => {
    try {
      await attempt(subnet);
      return true;
    } catch (error) {
      if (isSubnetTaken(error) || isPoolExhausted(error)) return false;
      throw error;
    }
  };
  for (const subnet of [...spec.subnets, null]) {
    if (await fits(subnet)) return;
  }
  const networks = await connection.ask((docker, abortSignal) => docker.listNetworks({ abortSignal }), {
    limitMs: OPERATION_LIMIT_MS,
  });
  const taken = networks.flatMap(({ IPAM }) => (IPAM?.Config ?? []).map(({ Subnet }) => Subnet ?? ''));
  // A simultaneous creation may take the first ones.
  for (const subnet of freeSubnets(taken).slice(0, 64)) {
    if (await fits(subnet)) return;
  }
  throw noAddressesLeft(spec);
}

function noAddressesLeft({ id, network }: InstanceSpec): AppError<'START_FAILED'> {
  const message = `The engine has no free subnet for the network ${network}: its address pools and the range ${ownRange} are exhausted. Remove unused networks with "docker network prune", then try again. Everything was rolled back.`;
  return new AppError('START_FAILED', message, { id, log: [] });
}

function isSubnetTaken(error: unknown): boolean {
  return engineStatus(error) !== null && /overlaps|already used on the host/i.test(engineMessage(error));
}

function isPoolExhausted(error: unknown): boolean {
  return /non-overlapping IPv4 address pool|predefined address pools|could not find free subnet/i.test(
    engineMessage(error),
  );
}

/** @throws AppError ALREADY_EXISTS if the network belongs to a tenant of another home: both tenants could connect to each other */
export function refuseForeignNetwork(network: NetworkInspectInfo | null, spec: InstanceSpec, home: string): void {
  const label = network?.Labels?.[HOME_LABEL];
  if (spec.id === MAIN || label === undefined || label === home) return;
  const message = `The Docker network ${spec.network} already exists and belongs to the home ${label}. Choose another id, or remove that network.`;
  throw new AppError('ALREADY_EXISTS', message, { id: spec.id, detail: `network ${spec.network} of ${label}` });
}

/**
 * Removes an unused network of this home. Does nothing if it does not exist, has other containers (running or stopped)
 * or belongs to another home.
 * @param removed the container that was just removed, which the list may still contain
 */
export async function removeNetwork(
  connection: EngineConnection,
  name: string,
  home: string,
  containers: readonly ContainerInfo[],
  removed: string | null,
): Promise<void> {
  if (predefined.has(name)) return;
  const users = containers.filter((other) => name in (other.NetworkSettings?.Networks ?? {}));
  if (users.some((other) => containerName(other) !== removed)) return;
  const network = await findNetwork(connection, name);
  if (!network || (network.Labels?.[HOME_LABEL] ?? home) !== home) return;
  try {
    await connection.call((docker, abortSignal) => docker.getNetwork(network.Id).remove({ abortSignal }), {
      limitMs: OPERATION_LIMIT_MS,
    });
  } catch (error) {
    const status = engineStatus(error);
    // It was removed meanwhile, or another container has just joined it.
    if (status !== 404 && status !== 403 && status !== 409) throw error;
  }
}
