import { isAppError } from '../../../../shared/contract/errors.ts';
import { isRefusal } from '../../redis/connection/link-failure.ts';
import { createRedisLink, type RedisTarget } from '../../redis/connection/redis-link.ts';
import { parseInfo } from '../../redis/info/info.ts';

/** What a server says of itself, enough to know whether it is ours. */
export interface ServerIdentity {
  readonly pid: number;
  readonly runId: string;
  /** The absolute path it was started with; empty when it was started without. */
  readonly configFile: string;
  /** Whether it still loads its data. */
  readonly loading: boolean;
}

/**
 * Asks whatever listens at an address who it is: by INFO alone, as nothing else of a sample is needed here.
 * @returns `refused` when a Redis there does not let us in; null when nothing there answers
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
