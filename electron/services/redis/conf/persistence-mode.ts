import type { PersistenceMode } from '../../platform/home/environment.ts';
import { fileValue } from './conf-values.ts';
import type { RedisConf } from './redis-conf.ts';

export const persistenceModes = ['rdb', 'aof', 'both', 'none'] as const satisfies readonly PersistenceMode[];

/** The two directives behind a mode, in the format of CONFIG GET. */
export interface Persistence {
  /** `yes` or `no`. */
  readonly appendonly: string;
  /** Save points; empty for none. */
  readonly save: string;
}

export function modeOf({ appendonly, save }: Persistence): PersistenceMode {
  const rdb = save.trim() !== '';
  if (appendonly.toLowerCase() === 'yes') return rdb ? 'both' : 'aof';
  return rdb ? 'rdb' : 'none';
}

/** The persistence of a file, with Redis's defaults for missing directives. */
export function persistenceOf(conf: RedisConf): Persistence {
  return {
    appendonly: (fileValue(conf, 'appendonly') ?? 'no').toLowerCase(),
    save: fileValue(conf, 'save') ?? '3600 1 300 100 60 10000',
  };
}

/** The directives for a mode. Keeps existing save points. */
export function switchesFor(mode: PersistenceMode, now: Persistence, intervals: string): Persistence {
  const rdb = mode === 'rdb' || mode === 'both';
  const aof = mode === 'aof' || mode === 'both';
  return { appendonly: aof ? 'yes' : 'no', save: rdb ? (now.save.trim() === '' ? intervals : now.save) : '' };
}
