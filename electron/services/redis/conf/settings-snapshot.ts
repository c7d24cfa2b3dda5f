import type { ConfPlace } from './conf-place.ts';
import { readEffectiveConf } from './effective-conf.ts';
import type { RedisConf } from './redis-conf.ts';
import { mayHoldSecret } from './secrets.ts';

/** The current effective configuration of an instance, for a backup: the values of each directive, without secrets. */
export async function settingsNow(place: ConfPlace): Promise<Record<string, string>> {
  const conf = await readEffectiveConf(place);
  return conf === null ? {} : plainSettings(conf);
}

export function plainSettings(conf: RedisConf): Record<string, string> {
  const settings: Record<string, string> = {};
  for (const { directive } of conf.lines) {
    if (!directive || mayHoldSecret(directive.name)) continue;
    const value = directive.args.join(' ');
    const combined = directive.name === 'save' && settings.save ? `${settings.save} ${value}` : value;
    settings[directive.name] = combined;
  }
  return settings;
}
