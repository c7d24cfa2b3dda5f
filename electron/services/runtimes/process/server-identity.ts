import { readFile } from 'node:fs/promises';
import { orNull } from '../../files/file-errors.ts';
import { createRedisLink } from '../../redis/redis-link.ts';
import { directiveValue, parseRedisConf } from '../../settings/redis-conf.ts';

/** What a server says of itself, enough to know whether it is ours. */
export interface ServerIdentity {
  readonly pid: number;
  readonly runId: string;
  /** The absolute path it was started with; empty when it was started without. */
  readonly configFile: string;
}

/**
 * Asks whatever listens on a port who it is, with the password of the given `redis.conf`.
 * @returns null when nothing there answers as a Redis that lets us in
 */
export async function askIdentity(port: number, configFile: string, timeoutMs: number): Promise<ServerIdentity | null> {
  const link = createRedisLink({ host: '127.0.0.1', port, password: await configuredPassword(configFile) });
  try {
    const { info } = await link.ask(timeoutMs);
    const pid = Number(info.get('process_id'));
    const runId = info.get('run_id');
    if (!Number.isInteger(pid) || runId === undefined) return null;
    return { pid, runId, configFile: info.get('config_file') ?? '' };
  } catch {
    return null;
  } finally {
    link.close();
  }
}

/** `requirepass` of a `redis.conf`; null when it has none or is not there. */
export async function configuredPassword(configFile: string): Promise<string | null> {
  const text = await orNull(readFile(configFile, 'utf8'));
  return text === null ? null : directiveValue(parseRedisConf(text), 'requirepass') || null;
}
