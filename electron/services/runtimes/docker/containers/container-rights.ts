import type { ContainerInfo } from 'dockerode';
import type { EngineConnection } from '../engine/engine-connection.ts';
import type { EngineFacts } from '../engine/engine-facts.ts';
import { serviceOf } from '../engine/service-labels.ts';
import { findNetwork } from '../networks/networks.ts';
import { closesOutgoing, isOpen } from '../networks/outgoing.ts';
import { networkOf } from './container-entry.ts';
import { reportedLimit } from './memory-limit.ts';
import { excessPrivileges } from './privileges.ts';

/** Privileges and limits of an instance's container, as the engine reports them. */
export interface ContainerRights {
  /** Privileges that it has but does not need, a few words each. */
  readonly excess: readonly string[];
  /** Memory limit; null: none. */
  readonly memoryBytes: number | null;
  /** Whether the engine can limit memory. */
  readonly limitsMemory: boolean;
  /** Whether the engine changes that limit without recreating the container. */
  readonly updatesLive: boolean;
  /** Whether it can communicate with other computers. */
  readonly outgoing: 'open' | 'closed';
  /** Whether the engine can block outgoing traffic. */
  readonly closesOutgoing: boolean;
}

/** @param outgoing whether the user allows outgoing traffic */
export async function containerRights(
  connection: EngineConnection,
  container: ContainerInfo,
  facts: EngineFacts,
  outgoing: boolean,
): Promise<ContainerRights> {
  const isService = serviceOf(container) !== null;
  const name = isService ? null : networkOf(container);
  const [details, network] = await Promise.all([
    connection.ask((docker, abortSignal) => docker.getContainer(container.Id).inspect({ abortSignal })),
    name === null ? null : findNetwork(connection, name),
  ]);
  return {
    // Docker before 25 cannot keep a service from gaining privileges, and none can close its outgoing traffic.
    excess: excessPrivileges(details, network, facts, outgoing || isService).filter(
      (one) => !isService || one !== 'may gain privileges',
    ),
    memoryBytes: reportedLimit(details.HostConfig.Memory),
    limitsMemory: facts.limitsMemory,
    // Podman's Docker API does not support it, and a swarm replaces the task.
    updatesLive: facts.product === 'Docker' && !isService,
    outgoing: isOpen(network) ? 'open' : 'closed',
    closesOutgoing: closesOutgoing(facts) && !isService,
  };
}
