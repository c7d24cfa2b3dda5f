import type { RuntimeKind } from '../../../../shared/contract/values.ts';
import type { UndoEntry } from '../../operations/undo/undo-entry.ts';
import { readStateFile } from '../../platform/files/state-file.ts';
import type { SettingDefaults } from '../../platform/home/environment.ts';
import type { InstancePaths } from '../../platform/home/paths.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import { type Values, withValue } from '../../redis/conf/conf-values.ts';
import { effectiveConf } from '../../redis/conf/effective-conf.ts';
import { directiveValue, formatRedisConf, parseRedisConf, type RedisConf } from '../../redis/conf/redis-conf.ts';
import { newRedisConf, placeRedisConf } from '../../redis/conf/template.ts';
import { tlsPort } from '../../redis/conf/tls-place.ts';
import { placementOf } from '../registry/placement.ts';

/** The `redis.conf` for a new instance. */
export interface NewConfig {
  /** Null: keep the existing file. */
  readonly text: string | null;
  /** The server's password; null: none. */
  readonly password: string | null;
  /** Entries that restore the previous file. */
  readonly undo: readonly UndoEntry[];
}

/**
 * Returns a file with the defaults, or the file of an earlier installation with only its placement updated. Writes
 * nothing.
 * @param settings directives in the format of CONFIG GET; a new file has them instead of the defaults
 * @param overrides directives of the current command; they win over an existing file
 */
export async function newConfig(options: {
  readonly runtime: RuntimeKind;
  readonly paths: InstancePaths;
  readonly port: number;
  readonly publishOn: string | undefined;
  readonly defaults: SettingDefaults;
  readonly settings?: Values;
  readonly overrides: Readonly<Record<string, readonly string[]>>;
}): Promise<NewConfig> {
  const { runtime, paths, port, publishOn, defaults, settings = {}, overrides } = options;
  const kept = await readStateFile(paths.configFile);
  if (kept === null) {
    const password = defaults.password || null;
    const placement = placementOf(runtime, paths, port, { protectedMode: defaults.protectedMode, password, publishOn });
    let conf = parseRedisConf(newRedisConf(defaults, placement));
    for (const [name, value] of Object.entries(settings)) conf = withValue(conf, name, value);
    return { text: formatRedisConf(conf), password, undo: [{ type: 'file', path: paths.configFile }] };
  }
  const place = confPlaceOf({ paths, entry: null, record: { runtime } });
  const conf = effectiveConf(parseRedisConf(kept), place);
  const password = overrides.requirepass?.[0] ?? (directiveValue(conf, 'requirepass') || null);
  const protectedMode = directiveValue(conf, 'protected-mode')?.toLowerCase() === 'yes' ? 'yes' : 'no';
  const placement = placementOf(runtime, paths, port, { protectedMode, password, publishOn });
  const text = placeRedisConf(kept, placement, { ...onlyTls(conf, placement.port), ...overrides });
  if (text === kept) return { text: null, password, undo: [] };
  return { text, password, undo: [{ type: 'content', path: paths.configFile, text: kept, mode: 0o600 }] };
}

/** A plain port that is closed stays closed, and TLS gets the port of the instance. */
function onlyTls(conf: RedisConf, port: number): Readonly<Record<string, readonly string[]>> {
  const closed = directiveValue(conf, 'port') === '0' && tlsPort(conf) !== 0;
  return closed ? { port: ['0'], 'tls-port': [String(port)] } : {};
}
