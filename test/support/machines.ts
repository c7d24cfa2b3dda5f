import { type EngineLab, startLab } from './engine-lab/lab.ts';
import type { LabNode } from './engine-lab/node.ts';
import { waitFor } from './wait-for.ts';

export interface MachinesOptions {
  /** How many, at most 13. */
  readonly count: number;
  /** The first ones form a swarm with this many managers, and the others join it as workers; omitted: no swarm. */
  readonly managers?: number;
  /** How many of the last ones stay outside the swarm. Their containers survive the end of their engine. */
  readonly outside?: number;
  /** Which of them also open a TCP port with TLS, by index. */
  readonly tls?: readonly number[];
}

/**
 * Raises machines on this one: each has a Docker engine, an SSH server and a network address of its own, and reaches the
 * others by a switch. Their host names are node1, node2 and so on.
 */
export async function raiseMachines({
  count,
  managers = 0,
  outside = 0,
  tls = [],
}: MachinesOptions): Promise<EngineLab> {
  const inSwarm = count - outside;
  const options = (_: unknown, index: number) => ({ tls: tls.includes(index), liveRestore: index >= inSwarm });
  const lab = await startLab(Array.from({ length: count }, options));
  if (managers === 0) return lab;
  try {
    await formSwarm(lab.nodes.slice(0, inSwarm), managers);
    return lab;
  } catch (error) {
    await lab.remove();
    throw error;
  }
}

const SWARM_PORT = 2377;

/** Makes the first machine a manager, and lets the others join it. */
export async function formSwarm(nodes: readonly LabNode[], managers: number): Promise<void> {
  const [first, ...others] = nodes;
  if (!first) return;
  const { address } = first.network;
  await first.docker.swarmInit({ ListenAddr: `0.0.0.0:${SWARM_PORT}`, AdvertiseAddr: address, ForceNewCluster: false });
  const { JoinTokens } = await first.docker.swarmInspect();
  // One after the other: a manager that joins needs the agreement of the others.
  for (const [index, { docker, network }] of others.entries()) {
    await docker.swarmJoin({
      ListenAddr: `0.0.0.0:${SWARM_PORT}`,
      AdvertiseAddr: network.address,
      RemoteAddrs: [`${address}:${SWARM_PORT}`],
      JoinToken: index + 1 < managers ? JoinTokens.Manager : JoinTokens.Worker,
    });
  }
  await waitFor('all nodes of the swarm', async () => {
    const known = await first.docker.listNodes();
    const ready = known.filter(({ Status }) => Status?.State === 'ready');
    return ready.length === nodes.length;
  });
}
