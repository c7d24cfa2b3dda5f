import type { PersistenceMode } from '../../platform/home/environment.ts';
import { fileValue } from './conf-values.ts';
import type { RedisConf } from './redis-conf.ts';

export const persistenceModes = ['rdb', 'aof', 'both', 'none'] as const satisfies readonly PersistenceMode[];

/** The two switches behind a mode, as CONFIG GET writes them. */
export interface Persistence {
  /** `yes` or `no`. */
  readonly appendonly: string;
  /** Save points; empty: none. */
  readonly save: string;
}

export function modeOf({ appendonly, save }: Persistence): PersistenceMode {
  const rdb = save.trim() !== '';
  if (appendonly.toLowerCase() === 'yes') return rdb ? 'both' : 'aof';
  return rdb ? 'rdb' : 'none';
}

/** What a file says, with Redis's own defaults for what it leaves out. */
export function persistenceOf(conf: RedisConf): Persistence {
  return {
    appendonly: (fileValue(conf, 'appendonly') ?? 'no').toLowerCase(),
    save: fileValue(conf, 'save') ?? '3600 1 300 100 60 10000',
  };
}

/** The switches for a mode. Save points that are there already stay as they are. */
export function switchesFor(mode: PersistenceMode, now: Persistence, intervals: string): Persistence {
  const rdb = mode === 'rdb' || mode === 'both';
  const aof = mode === 'aof' || mode === 'both';
  return { appendonly: aof ? 'yes' : 'no', save: rdb ? (now.save.trim() === '' ? intervals : now.save) : '' };
}
