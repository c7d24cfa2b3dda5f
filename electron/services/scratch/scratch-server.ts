import type { BackupDatabase } from '../../../shared/contract/backup.ts';
import type { RedisLink } from '../redis/connection/redis-link.ts';
import type { Checker, CheckResult } from './check-data.ts';
import type { ScratchData } from './overrides.ts';

/** What a scratch server takes of the computer. */
export interface ScratchUsage {
  readonly memoryBytes: number;
  /** Everything it has read from files so far: while this grows, it works. */
  readonly readBytes: number;
}

/**
 * A temporary Redis: a local program, or one in a container. It has no network where that is possible, listens on a Unix
 * socket, has a memory limit, and ends with us.
 */
export interface ScratchServer {
  /** For reading values; null where only `call` reaches it. */
  readonly link: () => RedisLink | null;
  call(timeoutMs: number, command: string): Promise<unknown>;
  /** Another connection, with a password or without one; null where only `call` reaches it. The caller closes it. */
  connect(password: string | null): RedisLink | null;
  readonly ended: Promise<void>;
  /** What it has printed and written to its log. */
  output(): Promise<string>;
  /** Null where nobody but the engine knows. */
  usage(): Promise<ScratchUsage | null>;
  /** What it may use of memory; null: whatever it needs. */
  readonly memoryBytes: number | null;
  /** The engine ended it because it needed more memory. */
  ranOutOfMemory(): boolean;
  /** Ends it immediately, without saving, and removes what was made for it. */
  close(): Promise<void>;
}

/** What a scratch server found in the data it was given. */
export interface Loaded {
  /** Every key that stood in the data, those whose time has come among them. */
  readonly databases: readonly BackupDatabase[];
  readonly keys: number;
  readonly redisVersion: string | null;
  readonly memoryBytes: number | null;
}

export interface LoadedServer {
  readonly loaded: Loaded;
  /** For reading values; null where the server can only be asked by its own client. */
  readonly link: RedisLink | null;
  /** Saves the data as an RDB of the name it was given. Answers when that is done. */
  save(timeoutMs: number): Promise<void>;
  close(): Promise<void>;
}

export interface LoadOptions extends ScratchData {
  /** The folder with the data, in which nothing is written unless the server is told to save. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly progress?: (fraction: number | null) => void;
}

/** A Redis to load data in and to check files with: a program of this computer, or an image that its engine has. */
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
