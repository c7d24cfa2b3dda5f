import type { ManagedInstance } from '../../instances/registry/catalogue.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import { configuredSettings } from '../../redis/conf/server-settings.ts';
import { createRedisLink, type RedisLink } from '../../redis/connection/redis-link.ts';
import { compareSample } from '../../redis/data/sample.ts';
import type { SaveMark } from '../../redis/data/save-mark.ts';
import { infoNumber, parseInfo } from '../../redis/info/info.ts';
import type { Loaded } from '../../scratch/scratch-server.ts';
import type { BackupDeps } from '../store/backup-deps.ts';

/** The server that a backup was just taken from, and the state of that save. */
export interface LiveServer {
  readonly instance: ManagedInstance;
  readonly mark: SaveMark;
}

/** Compares values with the server, but only if it has not changed since the save, until the comparison is done. */
export async function compareWithLive(
  deps: BackupDeps,
  loaded: RedisLink,
  databases: Loaded['databases'],
  { instance, mark }: LiveServer,
) {
  const address = instance.entry?.address;
  const none = { compared: 0, different: null };
  if (!address) return none;
  const settings = await configuredSettings(confPlaceOf(instance));
  const link = createRedisLink({ ...address, password: settings?.password ?? null });
  const unchanged = async () => {
    const info = parseInfo(String(await link.call(5000, 'INFO')));
    return (
      info.get('run_id') === mark.runId &&
      infoNumber(info, 'rdb_saves') === mark.saves &&
      infoNumber(info, 'rdb_changes_since_last_save') === 0
    );
  };
  try {
    if (!(await unchanged())) return none;
    const sample = await compareSample(loaded, link, databases);
    return (await unchanged()) ? sample : none;
  } catch (error) {
    // A server that ends meanwhile is no evidence against the backup.
    deps.log.error('comparing a backup with its server failed', error);
    return none;
  } finally {
    link.close();
  }
}
