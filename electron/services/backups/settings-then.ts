import { readStateFile } from '../files/state-file.ts';
import { parseRedisConf, type RedisConf } from '../settings/redis-conf.ts';

/** Directives that hold a secret, or may. */
const secret = /pass|^user$|masterauth|masteruser|key-file/;

/** An instance's `redis.conf` as it is now, to be kept with a backup: each directive's values, without secrets. */
export async function settingsNow(configFile: string): Promise<Record<string, string>> {
  const text = await readStateFile(configFile);
  return text === null ? {} : plainSettings(parseRedisConf(text));
}

export function plainSettings(conf: RedisConf): Record<string, string> {
  const settings: Record<string, string> = {};
  for (const { directive } of conf.lines) {
    if (!directive || secret.test(directive.name)) continue;
    const value = directive.args.join(' ');
    const several = directive.name === 'save' && settings.save ? `${settings.save} ${value}` : value;
    settings[directive.name] = several;
  }
  return settings;
}
