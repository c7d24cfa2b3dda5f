import { factsOf } from '../directives/catalogue.ts';
import type { ConfPlace } from './conf-place.ts';
import { fileDirectives, fileValue } from './conf-values.ts';
import { readEffectiveConf } from './effective-conf.ts';
import { directiveArgs, type RedisConf } from './redis-conf.ts';
import { mayHoldSecret } from './secrets.ts';

/** The current effective configuration of an instance, for a backup: the values of each directive, without secrets. */
export async function settingsNow(place: ConfPlace): Promise<Record<string, string>> {
  const conf = await readEffectiveConf(place);
  return conf === null ? {} : plainSettings(conf);
}

export function plainSettings(conf: RedisConf): Record<string, string> {
  const names = [...fileDirectives(conf)].filter((name) => !mayHoldSecret(name));
  return Object.fromEntries(names.map((name) => [name, shownValue(conf, name)]));
}

/** In a directive that we do not know, each word may be an argument. */
function shownValue(conf: RedisConf, name: string): string {
  const value = factsOf(name) ? fileValue(conf, name) : directiveArgs(conf, name)?.join(' ');
  return value ?? '';
}
