import { isAppError } from '../../../../shared/contract/errors.ts';
import { isRefusal } from '../../redis/connection/link-failure.ts';
import { createRedisLink, type RedisTarget } from '../../redis/connection/redis-link.ts';
import { parseInfo } from '../../redis/info/info.ts';

/** The fields of INFO that identify a server. */
export interface ServerIdentity {
  readonly pid: number;
  readonly runId: string;
  /** The absolute path of its redis.conf; empty if it was started without one. */
  readonly configFile: string;
  /** Whether it is still loading its data. */
  readonly loading: boolean;
}

/**
 * Identifies the server at an address. Sends INFO only.
 * @returns `refused` if a Redis server there rejects our connection; null if there is no reply
 */
export async function askIdentity(target: RedisTarget, timeoutMs: number): Promise<ServerIdentity | 'refused' | null> {
  const link = createRedisLink(target);
  try {
    const info = parseInfo(String(await link.call(timeoutMs, 'INFO')));
    const pid = Number(info.get('process_id'));
    const runId = info.get('run_id');
    if (!Number.isInteger(pid) || runId === undefined) return null;
    return { pid, runId, configFile: info.get('config_file') ?? '', loading: info.get('loading') === '1' };
  } catch (error) {
    return isRefusal(error) || isAppError(error, 'COMMAND_UNAVAILABLE') ? 'refused' : null;
  } finally {
    link.close();
  }
}
