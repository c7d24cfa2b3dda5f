import { statSync } from 'node:fs';
import { request } from 'node:http';
import { errorCode } from '../../../platform/files/file-errors.ts';
import { candidateEndpoints, type Endpoint, type Env } from './endpoint.ts';
import { connectionCode, unreachable } from './engine-failure.ts';

const pingLimitMs = 2000;

/**
 * The engine to use: the one of `DOCKER_HOST`, else the first candidate that answers. Where there is only one
 * it is not pinged first: the call that needs it will tell.
 * @throws AppError ENGINE_UNREACHABLE
 */
export async function findEndpoint(
  env: Env,
  candidates: readonly Endpoint[] = candidateEndpoints(env),
): Promise<Endpoint> {
  const present = candidates.filter(exists);
  const [first, ...others] = present;
  if (!first) {
    const asked = candidates[0];
    throw unreachable(env.DOCKER_HOST ? 'ENOENT' : 'NO_SOCKET', asked?.url ?? '');
  }
  if (others.length === 0) return first;
  const failures = await Promise.all(present.map(ping));
  const answering = failures.indexOf(null);
  if (answering >= 0) return present[answering] as Endpoint;
  // A socket that we may not use says more than one whose engine is not running.
  const forbidden = failures.findIndex((code) => code === 'EACCES' || code === 'EPERM');
  const telling = Math.max(forbidden, 0);
  throw unreachable(failures[telling] ?? 'ECONNREFUSED', present[telling]?.url ?? '');
}

/** In one go: on a machine without an engine every look at the instances asks it. */
function exists(endpoint: Endpoint): boolean {
  // A TCP port has no file, and looking at a Windows pipe opens it.
  if (!('socketPath' in endpoint) || endpoint.socketPath.startsWith('//./pipe/')) return true;
  try {
    return statSync(endpoint.socketPath, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    return errorCode(error) === 'EACCES';
  }
}

/** Null when an engine answers there, else why not. */
function ping(endpoint: Endpoint): Promise<string | null> {
  const where = 'socketPath' in endpoint ? { socketPath: endpoint.socketPath } : endpoint;
  return new Promise((resolve) => {
    const asking = request({ ...where, path: '/_ping', agent: false, timeout: pingLimitMs }, (response) => {
      response.resume();
      resolve(response.statusCode === 200 ? null : `HTTP ${response.statusCode}`);
    });
    asking.on('timeout', () => asking.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })));
    asking.on('error', (error) => resolve(connectionCode(error) ?? error.message));
    asking.end();
  });
}
