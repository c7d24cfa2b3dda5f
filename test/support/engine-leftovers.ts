import type Docker from 'dockerode';
import { dockerAt } from './docker-host.ts';

export interface Leftovers {
  readonly containers: readonly { readonly id: string; readonly name: string; readonly networks: readonly string[] }[];
  readonly networks: readonly string[];
}

/** The containers and networks of a test: with its token in their name, or with mounts from below `folder`. */
export async function engineLeftovers(docker: Docker, token: string, folder: string): Promise<Leftovers> {
  const [containers, networks] = await Promise.all([docker.listContainers({ all: true }), docker.listNetworks()]);
  return {
    containers: containers
      .filter(
        ({ Names, Mounts }) =>
          Names.some((name) => name.includes(token)) || Mounts.some(({ Source }) => Source?.startsWith(folder)),
      )
      .map(({ Id, Names, NetworkSettings }) => ({
        id: Id,
        name: Names[0]?.slice(1) ?? Id,
        networks: Object.keys(NetworkSettings.Networks),
      })),
    networks: networks.map(({ Name }) => Name).filter((name) => name.includes(token)),
  };
}

/** Removes the result of {@link engineLeftovers}, and the networks of its containers. */
export async function removeEngineLeftovers(dockerHost: string, token: string, folder: string): Promise<void> {
  const docker = dockerAt(dockerHost);
  const { containers, networks } = await engineLeftovers(docker, token, folder);
  await Promise.all(
    containers.map(({ id }) => docker.getContainer(id).remove({ force: true, v: true }).catch(ignoreGone)),
  );
  const own = new Set([...networks, ...containers.flatMap((container) => container.networks)]);
  for (const name of ['bridge', 'host', 'none']) own.delete(name);
  await Promise.all([...own].map((name) => docker.getNetwork(name).remove().catch(ignoreGone)));
}

function ignoreGone(error: unknown): void {
  const status = (error as { statusCode?: number }).statusCode;
  // 404: already removed; 409: removal in progress; 403: other containers use the network.
  if (status !== 404 && status !== 409 && status !== 403) throw error;
}
