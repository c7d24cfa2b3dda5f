import { statSync } from 'node:fs';
import { request } from 'node:http';
import { errorCode } from '../../../platform/files/file-errors.ts';
import { candidateEndpoints, type Endpoint, type Env } from './endpoint.ts';
import { connectionCode, unreachable } from './engine-failure.ts';

const pingLimitMs = 2000;

/**
 * The engine to use: the one in `DOCKER_HOST`, else the first candidate that answers. A single candidate is not pinged:
 * the next call shows whether it works.
 * @throws AppError ENGINE_UNREACHABLE
 */
export async function findEndpoint(
  env: Env,
  candidates: readonly Endpoint[] = candidateEndpoints(env),
): Promise<Endpoint> {
  const present = candidates.filter(exists);
  const [first, ...others] = present;
  if (!first) {
    throw unreachable(env.DOCKER_HOST ? 'ENOENT' : 'NO_SOCKET', candidates[0]?.url ?? '');
  }
  if (others.length === 0) return first;
  const failures = await Promise.all(present.map(ping));
  const answering = failures.indexOf(null);
  if (answering >= 0) return present[answering] as Endpoint;
  // Missing permission is more useful to report than an engine that is not running.
  const forbidden = failures.findIndex((code) => code === 'EACCES' || code === 'EPERM');
  const reported = Math.max(forbidden, 0);
  throw unreachable(failures[reported] ?? 'ECONNREFUSED', present[reported]?.url ?? '');
}

/** Synchronous: on a computer without an engine, every poll calls it. */
function exists(endpoint: Endpoint): boolean {
  // A TCP port has no file, and stat on a Windows pipe opens it.
  if (!('socketPath' in endpoint) || endpoint.socketPath.startsWith('//./pipe/')) return true;
  try {
    return statSync(endpoint.socketPath, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    return errorCode(error) === 'EACCES';
  }
}

/** Null if an engine answers, else the reason. */
function ping(endpoint: Endpoint): Promise<string | null> {
  const where = 'socketPath' in endpoint ? { socketPath: endpoint.socketPath } : endpoint;
  return new Promise((resolve) => {
    const sent = request({ ...where, path: '/_ping', agent: false, timeout: pingLimitMs }, (response) => {
      response.resume();
      resolve(response.statusCode === 200 ? null : `HTTP ${response.statusCode}`);
    });
    sent.on('timeout', () => sent.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })));
    sent.on('error', (error) => resolve(connectionCode(error) ?? error.message));
    sent.end();
  });
}
