import { setTimeout as sleep } from 'node:timers/promises';
import type { BackupDatabase } from '../../../shared/contract/backup.ts';
import { infoNumber, keyspace, parseInfo } from '../redis/info.ts';
import type { RedisLink } from '../redis/redis-link.ts';
import type { Checker, CheckResult } from './check-data.ts';

export interface LoadOptions {
  /** The folder with the data, in which nothing is written unless it is told to save. */
  readonly folder: string;
  readonly rdbFile: string;
  /** Set, it loads the AOF of that folder and name in place of the RDB; the folder is empty for the one file of old. */
  readonly aof: { readonly folder: string; readonly name: string } | null;
  /** The least number of databases. */
  readonly databases: number;
  /** The checksum inside the RDB is looked at elsewhere: computing it here too is a tenth of the time of loading. */
  readonly checksumElsewhere?: boolean;
  readonly signal: AbortSignal;
  readonly progress?: (fraction: number | null) => void;
}

/** What a throwaway Redis found in the data it was given. */
export interface Loaded {
  /** Every key that stood in the data, those whose time has come among them. */
  readonly databases: readonly BackupDatabase[];
  readonly keys: number;
  readonly redisVersion: string | null;
  readonly memoryBytes: number | null;
}

export interface ScratchServer {
  readonly loaded: Loaded;
  /** For reading values; null where only `call` reaches it. */
  readonly link: RedisLink | null;
  call(timeoutMs: number, command: string): Promise<unknown>;
  /** Ends it at once and removes what it made for itself. */
  close(): Promise<void>;
}

/** A Redis to load data in and to check files with: a program of this machine, or an image that its engine has. */
export interface ScratchRedis {
  readonly version: string;
  /** Checks one file below a folder. */
  check(as: Checker, folder: string, file: string, signal: AbortSignal): Promise<CheckResult>;
  /** Starts a throwaway Redis on data and waits until it has loaded it. @throws ScratchError when it cannot */
  open(options: LoadOptions): Promise<ScratchServer>;
}

/** A throwaway Redis could not load what it was given; the message is what it said. */
export class ScratchError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ScratchError';
  }
}

/**
 * What a throwaway server is started with. It listens on a Unix socket and nowhere else. As the replica of a master
 * that cannot be, it keeps keys whose time has come, which a master would drop as it loads: so all keys of the data
 * are counted.
 * @param folder the folder with the data, as the server sees it
 * @param logFile empty: it logs to its standard output
 */
export function scratchArgs(
  { rdbFile, aof, databases, checksumElsewhere = false }: LoadOptions,
  { folder, socket, logFile }: { readonly folder: string; readonly socket: string; readonly logFile: string },
): readonly string[] {
  return [
    ...['--port', '0', '--unixsocket', socket, '--unixsocketperm', '700', '--daemonize', 'no'],
    ...['--dir', folder, '--dbfilename', rdbFile, '--logfile', logFile, '--save', ''],
    ...['--databases', String(Math.max(16, databases)), '--replicaof', '127.0.0.1', '0', '--maxmemory', '0'],
    ...(checksumElsewhere ? ['--rdbchecksum', 'no'] : []),
    ...(aof ? ['--appendonly', 'yes', '--appendfilename', aof.name] : ['--appendonly', 'no']),
    // Redis before 7 knows no such folder.
    ...(aof && aof.folder !== '' ? ['--appenddirname', aof.folder] : []),
  ];
}

/** How long one may take between two looks at a server that loads, ms. */
const LONGEST_PAUSE_MS = 50;

/** Waits until a server has loaded. @throws ScratchError when it ends instead */
export async function untilLoaded(
  server: {
    /** The text of INFO; null while it does not answer. */
    readonly info: () => Promise<string | null>;
    readonly ended: () => boolean;
    /** Why it has ended. */
    readonly lastWords: () => Promise<Error>;
  },
  { signal, progress }: LoadOptions,
): Promise<Loaded> {
  let pause = 2;
  for (;;) {
    signal.throwIfAborted();
    if (server.ended()) throw await server.lastWords();
    const text = await server.info();
    const info = text === null ? null : parseInfo(text);
    if (info?.get('loading') === '0') {
      const databases = keyspace(info).map(({ index, keys, expires }) => ({ index, keys, expires }));
      return {
        databases,
        keys: databases.reduce((sum, database) => sum + database.keys, 0),
        redisVersion: info.get('valkey_version') ?? info.get('redis_version') ?? null,
        memoryBytes: infoNumber(info, 'used_memory'),
      };
    }
    const percent = info ? infoNumber(info, 'loading_loaded_perc') : null;
    progress?.(percent === null ? null : percent / 100);
    await sleep(pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
}

/** The line of a log that says why, without its date. */
export function tellingLine(log: string): string {
  const lines = log.split('\n').filter((line) => line.trim() !== '');
  const telling = lines.findLast((line) =>
    /error|wrong|bad|corrupt|can't|cannot|unexpected|fatal|crashed|short read/i.test(line),
  );
  return (telling ?? lines.at(-1) ?? 'it ended without a word').replace(/^\d+:[A-Z] .{20,28} [#*.-] /, '').trim();
}
