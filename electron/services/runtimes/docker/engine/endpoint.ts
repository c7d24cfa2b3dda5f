import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../../../../shared/contract/errors.ts';
import type { Preferences } from '../../../preferences/preferences.ts';
import type { EngineAddress } from '../../engine-address.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/** The address of an engine: a socket (a named pipe on Windows) or a TCP port. */
export type Endpoint =
  | { readonly url: string; readonly socketPath: string }
  | { readonly url: string; readonly host: string; readonly port: number; readonly secure: boolean };

const windowsPipe = '//./pipe/docker_engine';

/**
 * Parses `DOCKER_HOST` in the formats of Docker's command line.
 * @throws AppError ENGINE_UNREACHABLE for ssh:// and for an invalid endpoint
 */
export function endpointFromUrl(given: string, env: Env): Endpoint {
  const url = given.trim();
  if (url.startsWith('unix://')) return { url, socketPath: url.slice('unix://'.length) || '/var/run/docker.sock' };
  if (url.startsWith('npipe://')) return { url, socketPath: url.slice('npipe://'.length) || windowsPipe };
  if (url.startsWith('ssh://')) {
    throw refused(
      url,
      'ssh:// is not supported',
      'DOCKER_HOST names an engine on another computer through ssh, which is not supported.',
    );
  }
  const text = url.includes('://') ? url : `tcp://${url}`;
  const parsed = URL.canParse(text) ? new URL(text) : null;
  if (!parsed?.hostname || !/^(tcp|https?):$/.test(parsed.protocol)) {
    throw refused(url, 'not an endpoint', `DOCKER_HOST is "${url}", which is not a valid engine address.`);
  }
  // Docker's defaults: 2375 without TLS, 2376 with TLS.
  const secure = parsed.protocol === 'https:' || Boolean(env.DOCKER_TLS_VERIFY) || parsed.port === '2376';
  return { url, host: parsed.hostname, port: Number(parsed.port) || (secure ? 2376 : 2375), secure };
}

function refused(endpoint: string, reason: string, problem: string): AppError<'ENGINE_UNREACHABLE'> {
  const fix = 'Set it to the socket of an engine on this computer, such as unix:///var/run/docker.sock, or unset it.';
  return new AppError('ENGINE_UNREACHABLE', `${problem} ${fix}`, { endpoint, reason });
}

/**
 * An environment in which the recorded engine wins over `DOCKER_HOST`: on another engine, the app would not find this
 * home's containers and would create a second one for the same data. `DOCKER_HOST` wins only if the recorded socket no
 * longer exists.
 */
export function engineEnv(env: Env, recorded: EngineAddress | null): Env {
  if (recorded === null || (env.DOCKER_HOST && isGone(recorded, env))) return env;
  return {
    ...env,
    DOCKER_HOST: recorded.host,
    DOCKER_TLS_VERIFY: recorded.tls ? '1' : undefined,
    DOCKER_CERT_PATH: recorded.certificates ?? undefined,
  };
}

/** An environment in which the preferred engine takes the place of `DOCKER_HOST` while that is not set. */
export function withPreferredEngine(env: Env, preferences: Pick<Preferences, 'get'>): Env {
  if (env.DOCKER_HOST) return env;
  return {
    ...env,
    // Read at each connection, so that a change takes effect without a restart.
    get DOCKER_HOST() {
      return preferences.get('engine') || undefined;
    },
  };
}

function isGone({ host }: EngineAddress, env: Env): boolean {
  const endpoint = endpointFromUrl(host, env);
  return 'socketPath' in endpoint && !existsSync(endpoint.socketPath);
}

/** Endpoints where an engine on this computer may listen, most likely first. */
export function candidateEndpoints(env: Env, platform: NodeJS.Platform = process.platform): readonly Endpoint[] {
  if (env.DOCKER_HOST) return [endpointFromUrl(env.DOCKER_HOST, env)];
  if (platform === 'win32') return [windowsPipe, '//./pipe/podman-machine-default'].map(pipeEndpoint);
  const home = env.HOME || homedir();
  const runtime = env.XDG_RUNTIME_DIR || null;
  const sockets = [
    '/var/run/docker.sock',
    runtime && join(runtime, 'docker.sock'),
    join(home, '.docker/run/docker.sock'),
    join(home, '.docker/desktop/docker.sock'),
    runtime && join(runtime, 'podman/podman.sock'),
    '/run/podman/podman.sock',
    join(home, '.local/share/containers/podman/machine/podman.sock'),
  ];
  return sockets.filter((path) => path !== null).map((path) => ({ url: `unix://${path}`, socketPath: path }));
}

function pipeEndpoint(path: string): Endpoint {
  return { url: `npipe://${path}`, socketPath: path };
}
