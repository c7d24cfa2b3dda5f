import { realpath } from 'node:fs/promises';
import { type ConfPlace, pathHere, serverPath } from '../conf/conf-place.ts';
import { fileValue, type Values } from '../conf/conf-values.ts';
import { configGets, configValues, valuesOf } from '../conf/config-get.ts';
import { persistenceOf } from '../conf/persistence-mode.ts';
import type { RedisConf } from '../conf/redis-conf.ts';
import type { RedisLink } from '../connection/redis-link.ts';
import { type DataNames, dataNames } from './data-form.ts';

/** Where a server stores its data: a running server by CONFIG GET, the next start by its configuration. */
export interface DataPlace {
  /** The server's own path. */
  readonly dir: string;
  /** The same folder as a path on this computer; null for a folder inside a container that is not mounted. */
  readonly here: string | null;
  readonly names: DataNames;
  readonly aof: boolean;
  /** It has save points and therefore saves a snapshot on shutdown. */
  readonly saves: boolean;
}

const SETTINGS = ['dir', 'dbfilename', 'appendonly', 'save', 'appendfilename', 'appenddirname'];

/** @throws LinkError, or the server's own error where it does not allow CONFIG GET */
export async function livePlace(link: RedisLink, place: ConfPlace, timeoutMs: number): Promise<DataPlace> {
  return placeOf(await configValues(link, timeoutMs, SETTINGS), place);
}

/** The commands of {@link livePlace}, for a batch with others. */
export const livePlaceCommands = configGets(SETTINGS);

/** {@link livePlace} from the replies to {@link livePlaceCommands}; null if the server does not allow them. */
export function livePlaceFrom(replies: readonly unknown[], place: ConfPlace): DataPlace | null {
  return replies.some((reply) => reply instanceof Error) ? null : placeOf(valuesOf(replies), place);
}

export function placeOf(live: Values, place: ConfPlace): DataPlace {
  // Redis reports no name for a folder whose path has more than 1,023 characters.
  const dir = live.dir || place.cwd;
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

/** The place that a start with this configuration loads from. */
export function nextPlace(conf: RedisConf, place: ConfPlace): DataPlace {
  const dir = serverPath(place, place.cwd, fileValue(conf, 'dir') ?? '.');
  const { appendonly, save } = persistenceOf(conf);
  const names = dataNames(conf);
  return { dir, here: pathHere(place, dir), names, aof: appendonly === 'yes', saves: save.trim() !== '' };
}

/** The action that makes the next start load the data of the running server. */
export interface Missing {
  /** The server saves its dump elsewhere than the next start reads it, so the dump must be moved. */
  readonly moved: boolean;
}

/**
 * Compares the files that a server leaves on shutdown with those that the next start loads. Where the AOF holds all
 * data, the start itself finds the newer of AOF and dump, whether the configuration uses the AOF or not.
 * @param keepsAll also keep data that a server without persistence would drop
 * @returns null when no action is needed
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

/** Whether the data is on disk after a shutdown. */
export function keepsData({ aof, saves }: Pick<DataPlace, 'aof' | 'saves'>): boolean {
  return aof || saves;
}

/** Whether both places have the same dump file. */
export async function isSameDump(a: DataPlace, b: DataPlace): Promise<boolean> {
  return a.names.dump === b.names.dump && (await isSameFolder(a, b));
}

/** A server reports its folder with symbolic links resolved. */
export async function isSameFolder(a: Pick<DataPlace, 'dir' | 'here'>, b: typeof a): Promise<boolean> {
  if (a.dir === b.dir) return true;
  if (a.here === null || b.here === null) return false;
  const [left, right] = await Promise.all([realOf(a.here), realOf(b.here)]);
  return left === right;
}

async function realOf(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}
