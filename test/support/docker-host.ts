import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import type Docker from 'dockerode';

const require = createRequire(import.meta.url);

/** The Docker engine of tests: `$DOCKER_HOST`, otherwise the default socket; null when neither exists. */
export function testDockerHost(): string | null {
  if (process.env.DOCKER_HOST) return process.env.DOCKER_HOST;
  if (process.platform === 'win32') return null;
  return existsSync('/var/run/docker.sock') ? 'unix:///var/run/docker.sock' : null;
}

/** A dockerode client for a `DOCKER_HOST`. */
export function dockerAt(dockerHost: string): Docker {
  // Loaded when needed: it takes longer than all other support files, and every test file loads this one.
  const Client: typeof Docker = require('dockerode');
  const url = new URL(dockerHost);
  // host: undefined, otherwise dockerode prefers DOCKER_HOST in the process environment to the socket.
  if (url.protocol === 'unix:')
    return new Client({ socketPath: url.pathname, host: undefined } as Docker.DockerOptions);
  return new Client({ protocol: 'http', host: url.hostname, port: Number(url.port || 2375) });
}

/** Why tests cannot use containers on this machine; null when they can. */
export async function dockerProblem(): Promise<string | null> {
  const host = testDockerHost();
  if (!host) return 'no Docker engine on this machine';
  try {
    const { OSType } = await dockerAt(host).info();
    return OSType === 'linux' ? null : `the Docker engine runs ${OSType} containers, not Linux ones`;
  } catch (error) {
    return `no Docker engine responds at ${host} (${error instanceof Error ? error.message : String(error)})`;
  }
}
