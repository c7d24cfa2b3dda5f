import { existsSync } from 'node:fs';
import Docker from 'dockerode';

/** The engine that tests use: `$DOCKER_HOST`, else the usual socket; null when there is none to try. */
export function testDockerHost(): string | null {
  if (process.env.DOCKER_HOST) return process.env.DOCKER_HOST;
  if (process.platform === 'win32') return null;
  return existsSync('/var/run/docker.sock') ? 'unix:///var/run/docker.sock' : null;
}

/** dockerode on the engine that a `DOCKER_HOST` names. */
export function dockerAt(dockerHost: string): Docker {
  const url = new URL(dockerHost);
  // host: undefined, else dockerode takes the process environment's DOCKER_HOST over the socket.
  if (url.protocol === 'unix:')
    return new Docker({ socketPath: url.pathname, host: undefined } as Docker.DockerOptions);
  return new Docker({ protocol: 'http', host: url.hostname, port: Number(url.port || 2375) });
}

/** Why containers cannot be used in tests here; null when they can. */
export async function dockerProblem(): Promise<string | null> {
  const host = testDockerHost();
  if (!host) return 'no Docker engine on this machine';
  try {
    const { OSType } = await dockerAt(host).info();
    return OSType === 'linux' ? null : `the Docker engine runs ${OSType} containers, not Linux ones`;
  } catch (error) {
    return `no Docker engine answers at ${host} (${error instanceof Error ? error.message : String(error)})`;
  }
}
