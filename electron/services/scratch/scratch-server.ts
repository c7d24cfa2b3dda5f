import type { BackupDatabase } from '../../../shared/contract/backup.ts';
import type { RedisLink, RedisTarget } from '../redis/connection/redis-link.ts';
import type { Checker, CheckResult } from './check-data.ts';
import type { ScratchData } from './overrides.ts';

/** The resources that a scratch server uses. */
export interface ScratchUsage {
  readonly memoryBytes: number;
  /** Bytes read from files so far: while this grows, the server makes progress. */
  readonly readBytes: number;
}

/**
 * A temporary Redis: a local program, or one in a container. It has no network if possible, listens on a Unix
 * socket, has a memory limit, and ends with us.
 */
export interface ScratchServer {
  /** A connection for reading values; null if only `call` works. */
  readonly link: () => RedisLink | null;
  call(timeoutMs: number, command: string): Promise<unknown>;
  /** Another connection, with a password or without one; null if only `call` works. The caller closes it. */
  connect(password: string | null): RedisLink | null;
  /** Where other programs of this computer reach it; null if only programs in its container do. */
  target(): RedisTarget | null;
  /** Runs a program in its container and returns its output; null for a local program. */
  readonly runInside: ((command: readonly string[]) => Promise<string>) | null;
  readonly ended: Promise<void>;
  /** What it has printed and written to its log. */
  output(): Promise<string>;
  /** Null if only Docker knows. */
  usage(): Promise<ScratchUsage | null>;
  /** The memory limit; null: none. */
  readonly memoryBytes: number | null;
  /** Whether Docker killed it because it exceeded its memory limit. */
  ranOutOfMemory(): boolean;
  /** Kills it without saving, and removes its files. */
  close(): Promise<void>;
}

/** What a scratch server found in the data it was given. */
export interface Loaded {
  /** All keys in the data, expired ones included. */
  readonly databases: readonly BackupDatabase[];
  readonly keys: number;
  readonly redisVersion: string | null;
  readonly memoryBytes: number | null;
}

export interface LoadedServer {
  readonly loaded: Loaded;
  /** A connection for reading values; null if only redis-cli in the container works. */
  readonly link: RedisLink | null;
  /** Saves the data as an RDB under the name in its options. Resolves when that is done. */
  save(timeoutMs: number): Promise<void>;
  close(): Promise<void>;
}

export interface LoadOptions extends ScratchData {
  /** The folder with the data, in which nothing is written unless the server is told to save. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly progress?: (fraction: number | null) => void;
}

/** A Redis to load data in and to check files with: a local program, or an image that Docker has. */
export interface ScratchRedis {
  readonly version: string;
  /** Checks one file below a folder. */
  check(as: Checker, folder: string, file: string, signal: AbortSignal): Promise<CheckResult>;
  /** Starts a scratch server on data and waits until it has loaded it. @throws ScratchError when it cannot */
  open(options: LoadOptions): Promise<LoadedServer>;
}

/** A scratch server did not start or could not load its data; the message is the reason, without a full stop. */
export class ScratchError extends Error {
  constructor(
    message: string,
    /** All that the server has printed and logged. */
    readonly output = '',
  ) {
    super(message);
    this.name = 'ScratchError';
  }
}
