import type { ConnectionOptions, TLSSocket } from 'node:tls';
import type { Redis as Client } from 'ioredis';
import { AppError } from '../../../../shared/contract/errors.ts';
import { createInfoReader, type InfoFields } from '../info/info.ts';
import { type AskClients, createConnectionCount } from '../own-use/own-connections.ts';
import { countConnection, OWN_CONNECTION_NAME, type OwnConnection } from '../own-use/own-counters.ts';
import { createSlowLogCount } from '../own-use/own-slow-commands.ts';
import { greetingOf } from './greeting.ts';
import { asLinkError, isRefusal, LinkError } from './link-failure.ts';
import { withTransport } from './other-transport.ts';
import { type RenamedCommands, serverName, unknownCommand } from './renamed-commands.ts';
import { readTls, requireTrusted, type TlsFiles } from './tls-files.ts';

/** Where a server listens, and its credentials. */
export interface RedisTarget {
  readonly host: string;
  readonly port: number;
  readonly password: string | null;
  /** Set for a TLS connection. */
  readonly tls?: TlsFiles;
  /** A Unix socket, instead of host and port. */
  readonly path?: string;
  /** The `rename-command` lines of its redis.conf. */
  readonly renamed?: RenamedCommands;
}

/** The result of one poll of a server. */
export interface RedisAnswer {
  readonly info: InfoFields;
  /** The `save` setting, which INFO does not include; null when the server refuses CONFIG GET. */
  readonly save: string | null;
  /** Whether the user "default" has a password, at most some seconds old; null when the server refuses ACL GETUSER. */
  readonly passwordSet: boolean | null;
  /** The round trip of a PING in a pipeline with INFO; null when the server refuses PING. */
  readonly pingMs: number | null;
  /** SLOWLOG LEN without the commands of this app, at most some seconds old; null when the server refuses it. */
  readonly slowLogLength: number | null;
  /** The connections of this app in `info`, of all its processes. */
  readonly ownConnections: number;
  /** The INFO reply itself. As bytes, because a text of each reply would fill the heap of an idle process. */
  readonly infoBytes: Buffer;
}

/** Settings are cached, so that a poll usually sends one INFO only. */
const SETTINGS_MS = 15_000;
/** Shorter than the usual interval of polls. */
const SLOW_LOG_MS = 4000;
const NO_BYTES = Buffer.alloc(0);

/** A command and its arguments; bytes where they need not be text. */
export type LinkCommand = readonly [string, ...(string | Buffer)[]];

/** A persistent connection to one server. Reconnects at the next call after a loss. */
export interface RedisLink {
  /** Sends a PING and an INFO with all sections in one write. @throws LinkError within the time limit */
  ask(timeoutMs: number): Promise<RedisAnswer>;
  /** Any command, on the same connection. @throws LinkError, or the server's own error */
  call(timeoutMs: number, command: string, ...args: readonly string[]): Promise<unknown>;
  /** {@link call} with replies as bytes, since values need not be text. */
  callBuffer(timeoutMs: number, command: string, ...args: readonly (string | Buffer)[]): Promise<unknown>;
  /**
   * Sends several commands in one write: the server runs them in order, without commands of other clients in between.
   * The result holds the error of a failed command in its place. @param as the form of the replies @throws LinkError
   */
  batch(timeoutMs: number, commands: readonly LinkCommand[], as?: 'text' | 'bytes'): Promise<readonly unknown[]>;
  /** Whether the next call needs no new connection. */
  isOpen(): boolean;
  close(): void;
}

export function createRedisLink(target: RedisTarget): RedisLink {
  const readInfo = createInfoReader();
  let client: Client | null = null;
  let connecting: Promise<Client> | null = null;
  /** Not authenticated yet. A call that times out leaves it open, since a hung server may resume. */
  let fresh: Client | null = null;
  let settings: (Pick<RedisAnswer, 'save' | 'passwordSet'> & { readonly readAt: number }) | null = null;
  let slowLog: { readonly length: number | null; readonly readAt: number } | null = null;
  let counter: OwnConnection | null = null;
  const connections = createConnectionCount();
  const slowLogs = createSlowLogCount();
  const address = target.path ?? `${target.host}:${target.port}`;

  /** Counts a command after its reply. */
  async function counted<T>(command: string, args: readonly unknown[], reply: Promise<T>): Promise<T> {
    const counting = counter;
    try {
      const value = await reply;
      counting?.executed(command, args, value);
      return value;
    } catch (error) {
      if (error instanceof Error && error.name === 'ReplyError') counting?.executed(command, args, error);
      throw error;
    }
  }
  /** The server's reason for a refused connection, which it sends before it closes it. */
  let said: string | null = null;
  const named = (command: string) => serverName(target.renamed, command);

  const drop = () => {
    client?.disconnect();
    client = null;
    settings = null;
    slowLog = null;
  };

  async function connect(): Promise<Client> {
    // Loaded on demand: it takes a quarter of the time of a CLI command, and a stopped instance does not need it.
    const { Redis } = await import('ioredis');
    const tls = target.tls ? await readTls(target.tls) : null;
    const redis = new Redis({
      ...clientOptions(target, tls),
      autoResendUnfulfilledCommands: false,
      enableOfflineQueue: false,
    });
    fresh = redis;
    // Callers get errors from rejected calls. Without a listener ioredis prints them too.
    said = null;
    redis.on('error', (error: Error) => {
      said ??= error.message;
    });
    const own = countConnection(address);
    counter = own;
    redis.once('end', () => {
      own.ended();
      // A restarted server may have other settings.
      if (client === redis) drop();
    });
    try {
      await redis.connect();
      if (tls !== null) requireTrusted(redis.stream as TLSSocket, tls);
      if (target.password !== null) {
        await counted('AUTH', [], authenticate(redis, target.password, named('AUTH')));
      }
      // A server with a password refuses SETNAME before AUTH.
      await optional(redis, 'CLIENT', 'SETNAME', OWN_CONNECTION_NAME);
    } catch (error) {
      redis.disconnect();
      throw error;
    }
    client = redis;
    return redis;
  }

  async function connected(): Promise<Client> {
    if (client?.status === 'ready') return client;
    connecting ??= connect().finally(() => {
      connecting = null;
      fresh = null;
    });
    return connecting;
  }

  async function within<T>(timeoutMs: number, work: (redis: Client) => Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        drop();
        reject(new LinkError('timed-out', `No answer from ${shownTarget(target)} within ${timeoutMs / 1000} s.`));
      }, timeoutMs);
    });
    try {
      return await Promise.race([connected().then(work), late]);
    } catch (error) {
      const failure = asLinkError(error, shownTarget(target), said);
      const closed = failure instanceof LinkError && failure.failure === 'other';
      if (!closed || target.tls || target.path !== undefined) throw await withTransport(failure, target);
      const greeted = asLinkError(error, shownTarget(target), await greetingOf(target));
      throw isRefusal(greeted) ? greeted : await withTransport(greeted, target);
    } finally {
      clearTimeout(timer);
    }
  }

  async function othersSlow(redis: Client, length: unknown): Promise<number | null> {
    if (typeof length !== 'number') return null;
    return slowLogs.of(length, (count) => optional(redis, 'SLOWLOG', 'GET', String(count)));
  }

  async function askClients(redis: Client): ReturnType<AskClients> {
    const list = await optional(redis, 'CLIENT', 'LIST');
    return list === null ? null : String(list);
  }

  /** The reply of a command that the result does not require; null if the server refuses it. */
  async function optional(redis: Client, command: string, ...args: readonly string[]): Promise<unknown> {
    const name = nameOrError(command);
    return typeof name === 'string' ? counted(command, args, redis.call(name, ...args)).catch(asNull) : null;
  }

  function nameOrError(command: string): string | AppError {
    try {
      return named(command);
    } catch (error) {
      if (error instanceof AppError) return error;
      throw error;
    }
  }

  return {
    ask: (timeoutMs) =>
      within(timeoutMs, async (redis) => {
        const infoName = nameOrError('INFO');
        if (typeof infoName !== 'string') throw new LinkError('unknown-command', infoName.message, { cause: infoName });
        const sent = performance.now();
        const asksSettings = settings === null || sent - settings.readAt >= SETTINGS_MS;
        const asksSlowLog = slowLog === null || sent - slowLog.readAt >= SLOW_LOG_MS;
        // A refusal of an optional command counts as null.
        let infoBytes: Buffer = NO_BYTES;
        const [pingMs, info, length, setting, user] = await inOneWrite(redis, () =>
          Promise.all([
            optional(redis, 'PING').then((reply) => (reply === null ? null : performance.now() - sent)),
            // `all` instead of `everything`, which Redis before 6 does not have.
            redis.callBuffer(infoName, 'all').then(
              (reply) => {
                infoBytes = reply as Buffer;
                const read = readInfo(infoBytes);
                const runId = read.get('run_id');
                if (runId !== undefined) counter?.identified(runId);
                return read;
              },
              (error: Error) => {
                const cause = withName(error, 'INFO');
                throw cause === error ? error : new LinkError('unknown-command', cause.message, { cause });
              },
            ),
            asksSlowLog ? optional(redis, 'SLOWLOG', 'LEN') : null,
            asksSettings ? optional(redis, 'CONFIG', 'GET', 'save') : null,
            asksSettings ? optional(redis, 'ACL', 'GETUSER', 'default') : null,
          ]),
        );
        if (asksSlowLog) slowLog = { length: await othersSlow(redis, length), readAt: sent };
        if (asksSettings) settings = { save: savePoints(setting), passwordSet: hasPassword(user), readAt: sent };
        const ownConnections = await connections.of(info, () => askClients(redis), sent);
        const { save = null, passwordSet = null } = settings ?? {};
        const slowLogLength = slowLog?.length ?? null;
        return { info, save, passwordSet, pingMs, slowLogLength, ownConnections, infoBytes };
      }),
    call: (timeoutMs, command, ...args) =>
      within(timeoutMs, (redis) => counted(command, args, redis.call(named(command), ...args)).catch(rethrow(command))),
    callBuffer: (timeoutMs, command, ...args) =>
      within(timeoutMs, (redis) =>
        counted(command, args, redis.callBuffer(named(command), ...args)).catch(rethrow(command)),
      ),
    batch: (timeoutMs, commands, as = 'text') =>
      within(timeoutMs, async (redis) => {
        const names = commands.map(([command]) => nameOrError(command));
        const pipeline = redis.pipeline();
        for (const [index, [, ...args]] of commands.entries()) {
          const name = names[index];
          if (typeof name === 'string') pipeline[as === 'text' ? 'call' : 'callBuffer'](name, ...args);
        }
        const replies = await pipeline.exec();
        if (!replies) throw new Error('The connection was lost.');
        const rest = replies[Symbol.iterator]();
        return commands.map(([command, ...args], index) => {
          const name = names[index];
          if (typeof name !== 'string') return name;
          const [error, reply] = rest.next().value ?? [];
          // ioredis puts the loss of the connection in the place of each reply.
          if (error && error.name !== 'ReplyError') throw error;
          counter?.executed(command, args, error ?? reply);
          return error ? withName(error, command) : reply;
        });
      }),
    isOpen: () => client?.status === 'ready',
    close() {
      fresh?.disconnect();
      drop();
    },
  };
}

/** Sends the commands of `send` in one write. Cheaper than a pipeline, which keeps its own record of each command. */
function inOneWrite<T>(redis: Client, send: () => T): T {
  redis.stream.cork();
  try {
    return send();
  } finally {
    redis.stream.uncork();
  }
}

function asNull(): null {
  return null;
}

/** Names the command in an "unknown command" error and returns other errors unchanged. */
function withName(error: Error, command: string): Error {
  return /^ERR unknown command/.test(error.message) ? unknownCommand(command, error) : error;
}

function rethrow(command: string): (error: Error) => never {
  return (error) => {
    throw withName(error, command);
  };
}

/** The options of every connection of this app. It never reconnects by itself. */
export function clientOptions(target: RedisTarget, tls: ConnectionOptions | null) {
  return {
    ...(target.path === undefined ? { host: target.host, port: target.port } : { path: target.path }),
    ...(tls && { tls }),
    // RESP2: Redis 5 and older have no HELLO.
    protocol: 2 as const,
    lazyConnect: true,
    // A server that loads its data replies to INFO. The caller decides whether to wait.
    enableReadyCheck: false,
    disableClientInfo: true,
    maxRetriesPerRequest: null,
    retryStrategy: () => null,
  };
}

/** Ignores the error of a running server without a password, though redis.conf has one: it accepts every client. */
export async function authenticate(client: Client, password: string, command = 'AUTH'): Promise<void> {
  try {
    await client.call(command, password);
  } catch (error) {
    if (!(error instanceof Error && /without any password configured/.test(error.message))) throw error;
  }
}

/** CONFIG GET replies with alternating names and values. */
function savePoints(reply: unknown): string | null {
  return Array.isArray(reply) && typeof reply[1] === 'string' ? reply[1] : null;
}

/** ACL GETUSER replies with alternating names and values. Null for Redis before 6 and where the server refuses it. */
function hasPassword(reply: unknown): boolean | null {
  const flags = Array.isArray(reply) ? reply[reply.indexOf('flags') + 1] : null;
  return Array.isArray(flags) ? !flags.includes('nopass') : null;
}

/** The place of a server, for use in a sentence. */
export function shownTarget({ path, port }: RedisTarget): string {
  return path === undefined ? `port ${port}` : `the socket ${path}`;
}
