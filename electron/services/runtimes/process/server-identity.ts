import { isRefusal } from '../../redis/link-failure.ts';
import { createRedisLink } from '../../redis/redis-link.ts';
import type { ServerSettings } from '../../settings/server-settings.ts';

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
 * Asks whatever listens on the port of a `redis.conf` who it is.
 * @returns `refused` when a Redis there does not let us in; null when nothing there answers
 */
export async function askIdentity(
  settings: ServerSettings,
  timeoutMs: number,
): Promise<ServerIdentity | 'refused' | null> {
  const { host, port, password, tls, renamed } = settings;
  const link = createRedisLink({ host, port, password, renamed, ...(tls && { tls }) });
  try {
    const { info } = await link.ask(timeoutMs);
    const pid = Number(info.get('process_id'));
    const runId = info.get('run_id');
    if (!Number.isInteger(pid) || runId === undefined) return null;
    return { pid, runId, configFile: info.get('config_file') ?? '', loading: info.get('loading') === '1' };
  } catch (error) {
    return isRefusal(error) ? 'refused' : null;
  } finally {
    link.close();
  }
}
