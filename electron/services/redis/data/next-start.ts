import { realpath } from 'node:fs/promises';
import { type ConfPlace, pathHere, serverPath } from '../conf/conf-place.ts';
import { fileValue, type Values } from '../conf/conf-values.ts';
import { configValues } from '../conf/config-get.ts';
import { persistenceOf } from '../conf/persistence-mode.ts';
import type { RedisConf } from '../conf/redis-conf.ts';
import type { RedisLink } from '../connection/redis-link.ts';
import { type DataNames, dataNames } from './data-form.ts';

/** Where a server keeps its data, and by what: a running one by its own word, the next start by its configuration. */
export interface DataPlace {
  /** As the server names it. */
  readonly dir: string;
  /** The same folder as this computer has it; null where a container shares it with nobody. */
  readonly here: string | null;
  readonly names: DataNames;
  readonly aof: boolean;
  /** It has save points, and so saves a snapshot when it ends. */
  readonly saves: boolean;
}

const SETTINGS = ['dir', 'dbfilename', 'appendonly', 'save', 'appendfilename', 'appenddirname'];

/** @throws LinkError, or the server's own error where it does not allow CONFIG GET */
export async function livePlace(link: RedisLink, place: ConfPlace, timeoutMs: number): Promise<DataPlace> {
  return placeOf(await configValues(link, timeoutMs, SETTINGS), place);
}

export function placeOf(live: Values, place: ConfPlace): DataPlace {
  const dir = live.dir ?? place.cwd;
  return {
    dir,
    here: pathHere(place, dir),
    names: {
      dump: live.dbfilename || 'dump.rdb',
      // Redis before 7 has one file and no folder.
      aofFolder: live.appenddirname ?? 'appendonlydir',
      aof: live.appendfilename || 'appendonly.aof',
    },
    aof: live.appendonly === 'yes',
    saves: (live.save ?? '').trim() !== '',
  };
}

/** What a start on this configuration loads from. */
export function nextPlace(conf: RedisConf, place: ConfPlace): DataPlace {
  const dir = serverPath(place, place.cwd, fileValue(conf, 'dir') ?? '.');
  const { appendonly, save } = persistenceOf(conf);
  const names = dataNames(conf);
  return { dir, here: pathHere(place, dir), names, aof: appendonly === 'yes', saves: save.trim() !== '' };
}

/** What has to be done so that the next start loads what a running server holds. */
export interface Missing {
  /** The dump has to be where the next start reads it, and the server saves it elsewhere. */
  readonly moved: boolean;
}

/**
 * Compares what a server leaves behind when it ends with what the next start loads. Where the AOF holds all data, and
 * the configuration names it or not, the start itself finds the newer one of the two.
 * @param keepsAll also what a server without persistence would drop by choice
 * @returns null when nothing has to be done
 */
export async function missingAtNextStart(live: DataPlace, next: DataPlace, keepsAll: boolean): Promise<Missing | null> {
  const sameFolder = await isSameFolder(live, next);
  const sameAof = sameFolder && live.names.aof === next.names.aof && live.names.aofFolder === next.names.aofFolder;
  if (live.aof && sameAof) return null;
  const sameDump = sameFolder && live.names.dump === next.names.dump;
  if (!live.aof && !next.aof) {
    const keepsNothing = !live.saves && !next.saves;
    if (keepsNothing ? sameDump || !keepsAll : sameDump && live.saves) return null;
  }
  return { moved: !sameDump };
}

/** Whether it has its data on disk when it has ended. */
export function keepsData({ aof, saves }: Pick<DataPlace, 'aof' | 'saves'>): boolean {
  return aof || saves;
}

/** Whether both mean the same snapshot. */
export async function isSameDump(a: DataPlace, b: DataPlace): Promise<boolean> {
  return a.names.dump === b.names.dump && (await isSameFolder(a, b));
}

/** A server tells its folder without the symbolic links that led there. */
export async function isSameFolder(a: Pick<DataPlace, 'dir' | 'here'>, b: typeof a): Promise<boolean> {
  if (a.dir === b.dir) return true;
  if (a.here === null || b.here === null) return false;
  const [left, right] = await Promise.all([realOf(a.here), realOf(b.here)]);
  return left === right;
}

async function realOf(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}
