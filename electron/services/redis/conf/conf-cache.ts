import { type Stats, statSync } from 'node:fs';
import { requireAnswer } from '../../platform/files/file-answers.ts';
import type { ConfPlace } from './conf-place.ts';
import { type EffectiveConf, readEffectiveConfNow } from './effective-conf.ts';

/** Parsed configurations, read again only after a change of one of their files. */
export interface ConfCache<T> {
  /**
   * @returns null when there is no redis.conf
   * @throws AppError FILE_UNREADABLE, only for redis.conf itself
   */
  read(place: ConfPlace): Promise<T | null>;
  /** {@link read} without a time limit, for files of the home itself. */
  readNow(place: ConfPlace): T | null;
}

/** A check costs one `stat` per file, since a live view checks every instance every second. */
export function createConfCache<T>(parse: (conf: EffectiveConf, place: ConfPlace) => T): ConfCache<T> {
  const entries = new Map<string, { readonly stamps: readonly Stamp[]; readonly value: T }>();
  const readNow = (place: ConfPlace): T | null => {
    const key = JSON.stringify(place);
    const before = entries.get(key);
    if (before?.stamps.every(isSame)) return before.value;
    entries.delete(key);
    const conf = readEffectiveConfNow(place);
    if (conf === null) return null;
    const stamps = conf.visited.map(stampOf);
    const value = parse(conf, place);
    entries.set(key, { stamps, value });
    return value;
  };
  return {
    readNow,
    async read(place) {
      await requireAnswer(place.file);
      return readNow(place);
    },
  };
}

interface Stamp {
  readonly path: string;
  readonly state: Stats | null;
}

function stampOf(path: string): Stamp {
  return { path, state: statsOf(path) };
}

/** Null if stat fails: the read reports the error. */
function statsOf(path: string): Stats | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch {
    return null;
  }
}

/** A replaced file has another inode; a file written in place has another time or size. */
function isSame({ path, state }: Stamp): boolean {
  const now = statsOf(path);
  if (now === null || state === null) return now === state;
  const { ino, mtimeMs, ctimeMs, size } = now;
  return ino === state.ino && mtimeMs === state.mtimeMs && ctimeMs === state.ctimeMs && size === state.size;
}
