import type { RedisLink } from '../connection/redis-link.ts';
import type { DataFiles } from './data-files.ts';

const REPLY_TIMEOUT_MS = 30_000;

/** The names in use by the running server, which may differ from its redis.conf. */
export async function liveNames(link: RedisLink, configured: DataFiles): Promise<DataFiles> {
  const setting = async (name: string) => {
    const reply = await link.call(REPLY_TIMEOUT_MS, 'CONFIG', 'GET', name).catch(() => null);
    return Array.isArray(reply) && typeof reply[1] === 'string' ? reply[1] : null;
  };
  const [rdb, save, appendonly, aof, aofFolder] = await Promise.all(
    ['dbfilename', 'save', 'appendonly', 'appendfilename', 'appenddirname'].map(setting),
  );
  return {
    ...configured,
    rdb: rdb || configured.rdb,
    aof: aof || configured.aof,
    aofFolder: aofFolder || configured.aofFolder,
    saves: save == null ? configured.saves : save !== '',
    usesAof: appendonly == null ? configured.usesAof : appendonly === 'yes',
  };
}
