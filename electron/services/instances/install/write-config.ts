import type { RuntimeKind } from '../../../../shared/contract/values.ts';
import type { UndoEntry } from '../../operations/undo/undo-entry.ts';
import { readStateFile } from '../../platform/files/state-file.ts';
import type { SettingDefaults } from '../../platform/home/environment.ts';
import type { InstancePaths } from '../../platform/home/paths.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import { effectiveConf } from '../../redis/conf/effective-conf.ts';
import { directiveValue, parseRedisConf } from '../../redis/conf/redis-conf.ts';
import { newRedisConf, placeRedisConf } from '../../redis/conf/template.ts';
import { placementOf } from '../registry/placement.ts';

/** The `redis.conf` of an instance that is about to be made. */
export interface NewConfig {
  /** Null: the file that is there stays as it is. */
  readonly text: string | null;
  /** The password the server will ask for; null: none. */
  readonly password: string | null;
  /** What brings back what was there. */
  readonly undo: readonly UndoEntry[];
}

/**
 * A new file from the defaults, or the one that an earlier installation left, fitted to where it will run and else
 * unchanged. Touches nothing.
 * @param wishes directives that the user named in this very command; they win over a file that was kept
 */
export async function newConfig(options: {
  readonly runtime: RuntimeKind;
  readonly paths: InstancePaths;
  readonly port: number;
  readonly publishOn: string | undefined;
  readonly defaults: SettingDefaults;
  readonly wishes: Readonly<Record<string, readonly string[]>>;
}): Promise<NewConfig> {
  const { runtime, paths, port, publishOn, defaults, wishes } = options;
  const kept = await readStateFile(paths.configFile);
  if (kept === null) {
    const password = defaults.password || null;
    const placement = placementOf(runtime, paths, port, { protectedMode: defaults.protectedMode, password, publishOn });
    return { text: newRedisConf(defaults, placement), password, undo: [{ type: 'file', path: paths.configFile }] };
  }
  const place = confPlaceOf({ paths, entry: null, record: { runtime } });
  const conf = effectiveConf(parseRedisConf(kept), place);
  const password = wishes.requirepass?.[0] ?? (directiveValue(conf, 'requirepass') || null);
  const protectedMode = directiveValue(conf, 'protected-mode')?.toLowerCase() === 'yes' ? 'yes' : 'no';
  const text = placeRedisConf(kept, placementOf(runtime, paths, port, { protectedMode, password, publishOn }), wishes);
  if (text === kept) return { text: null, password, undo: [] };
  return { text, password, undo: [{ type: 'content', path: paths.configFile, text: kept, mode: 0o600 }] };
}
