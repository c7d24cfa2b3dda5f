import { type Stats, statSync } from 'node:fs';
import { requireAnswer } from '../../platform/files/file-answers.ts';
import type { ConfPlace } from './conf-place.ts';
import { type EffectiveConf, readEffectiveConfNow } from './effective-conf.ts';

/** What configurations say, read again only when one of their files has changed. */
export interface ConfCache<T> {
  /**
   * @returns null when there is no redis.conf
   * @throws AppError FILE_UNREADABLE, of redis.conf itself alone
   */
  read(place: ConfPlace): Promise<T | null>;
  /** The same without a time limit, for files of the home itself. */
  readNow(place: ConfPlace): T | null;
}

/** Each look costs one `stat` a file: a live view looks at every instance every second. */
export function createConfCache<T>(parse: (conf: EffectiveConf, place: ConfPlace) => T): ConfCache<T> {
  const known = new Map<string, { readonly stamps: readonly Stamp[]; readonly value: T }>();
  const readNow = (place: ConfPlace): T | null => {
    const key = JSON.stringify(place);
    const before = known.get(key);
    if (before?.stamps.every(isSame)) return before.value;
    known.delete(key);
    const conf = readEffectiveConfNow(place);
    if (conf === null) return null;
    const stamps = conf.looked.map(stampOf);
    const value = parse(conf, place);
    known.set(key, { stamps, value });
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

/** Null where it cannot be looked at: reading it says why. */
function statsOf(path: string): Stats | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch {
    return null;
  }
}

/** A file that was replaced has another inode, one that was written in place another time or size. */
function isSame({ path, state }: Stamp): boolean {
  const now = statsOf(path);
  if (now === null || state === null) return now === state;
  const { ino, mtimeMs, ctimeMs, size } = now;
  return ino === state.ino && mtimeMs === state.mtimeMs && ctimeMs === state.ctimeMs && size === state.size;
}
