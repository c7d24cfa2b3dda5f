import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BackupDatabase } from '../../../shared/contract/backup.ts';
import { orNull } from '../files/file-errors.ts';
import { infoNumber, keyspace, parseInfo } from '../redis/info.ts';
import { createRedisLink, type RedisLink } from '../redis/redis-link.ts';

/** How long one answer may take while it loads, ms. */
const ANSWER_MS = 30_000;
const LONGEST_PAUSE_MS = 50;

export interface SandboxOptions {
  /** The `redis-server` program. */
  readonly program: string;
  /** The folder with the data, in which nothing is written unless it is told to save. */
  readonly folder: string;
  readonly rdbFile: string;
  /** Set, it loads the AOF of that folder and name in place of the RDB. */
  readonly aof: { readonly folder: string; readonly name: string } | null;
  /** The least number of databases. */
  readonly databases: number;
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

export interface Sandbox {
  readonly loaded: Loaded;
  readonly link: RedisLink;
  /** Ends it at once and removes what it made for itself. */
  close(): Promise<void>;
}

/** A throwaway Redis could not load what it was given; the message is what it said. */
export class SandboxError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SandboxError';
  }
}

/**
 * Starts a throwaway Redis on a copy of some data and waits until it has loaded it. It listens on a Unix socket in a
 * folder of its own and nowhere else. As the replica of a master that cannot be, it keeps keys whose time has come,
 * which a master would drop as it loads: so all keys of the data are counted.
 * @throws SandboxError when it cannot load the data
 */
export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  // Not in the home: a socket's path may have 108 bytes, the home's may be longer.
  const own = await mkdtemp(join(tmpdir(), 'vrooli-redis-'));
  const socket = join(own, 's');
  const logFile = join(own, 'log');
  const server = startServer(options, socket, logFile);
  const link = createRedisLink({ host: '', port: 0, password: null, path: socket });
  const close = async () => {
    link.close();
    await server.end();
    await rm(own, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    const loaded = await untilLoaded(link, server, options, logFile);
    return { loaded, link, close };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Server {
  ended(): boolean;
  end(): Promise<void>;
}

/**
 * The shell stands between so that the server never outlives us: it holds a pipe from us, and when that closes,
 * because we are done or were killed, it kills the server.
 */
const guard =
  'exec 3<&0; "$@" </dev/null & server=$!; { read -r _ <&3; kill -9 $server; } 2>/dev/null & exec 3<&-; wait $server';

function startServer(options: SandboxOptions, socket: string, logFile: string): Server {
  const { program, folder, rdbFile, aof, databases } = options;
  const aofArgs = aof ? ['--appendonly', 'yes', '--appendfilename', aof.name] : ['--appendonly', 'no'];
  const args = [
    ...['--port', '0', '--unixsocket', socket, '--unixsocketperm', '700', '--daemonize', 'no'],
    ...['--dir', folder, '--dbfilename', rdbFile, '--logfile', logFile, '--save', ''],
    ...['--databases', String(Math.max(16, databases)), '--replicaof', '127.0.0.1', '0', '--maxmemory', '0'],
    ...aofArgs,
    // Redis before 7 knows no such folder.
    ...(aof && aof.folder !== '' ? ['--appenddirname', aof.folder] : []),
  ];
  const child = spawn('/bin/sh', ['-c', guard, 'sandbox', program, ...args], {
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: folder,
    // A group of its own: Ctrl-C in a terminal is for us to obey, in order.
    detached: true,
  });
  child.stdin.on('error', () => undefined);
  const gone = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  let isGone = false;
  void gone.then(() => {
    isGone = true;
  });
  return {
    ended: () => isGone,
    async end() {
      child.stdin.end();
      await gone;
    },
  };
}

async function untilLoaded(link: RedisLink, server: Server, options: SandboxOptions, logFile: string): Promise<Loaded> {
  let pause = 2;
  for (;;) {
    options.signal.throwIfAborted();
    if (server.ended()) throw new SandboxError(await lastWords(logFile));
    const info = await link.call(ANSWER_MS, 'INFO').then(
      (text) => parseInfo(String(text)),
      () => null,
    );
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
    options.progress?.(percent === null ? null : percent / 100);
    await sleep(pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
}

/** The line of its log that says why, without its date. */
async function lastWords(logFile: string): Promise<string> {
  const text = (await orNull(readFile(logFile, 'utf8'))) ?? '';
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const telling = lines.findLast((line) =>
    /error|wrong|bad|corrupt|can't|cannot|unexpected|fatal|crashed|short read/i.test(line),
  );
  return (telling ?? lines.at(-1) ?? 'it ended without a word').replace(/^\d+:[A-Z] .{20,28} [#*.-] /, '').trim();
}
