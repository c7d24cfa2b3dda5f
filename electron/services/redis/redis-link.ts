import type { Redis as Client } from 'ioredis';
import { errorCode } from '../files/file-errors.ts';
import { type AskClients, createConnectionCount } from '../own-use/own-connections.ts';
import {
  countConnection,
  noCounts,
  OWN_CONNECTION_NAME,
  type OwnConnection,
  type OwnShare,
  ownCountsOf,
} from '../own-use/own-counters.ts';
import { createSlowLogCount } from '../own-use/own-slow-commands.ts';
import { createInfoReader, type InfoFields } from './info.ts';
import { readTls, type TlsFiles } from './tls-files.ts';

/** Where a server listens and how to be let in. */
export interface RedisTarget {
  readonly host: string;
  readonly port: number;
  readonly password: string | null;
  /** Set, TLS is spoken there. */
  readonly tls?: TlsFiles;
  /** A Unix socket, in place of host and port. */
  readonly path?: string;
}

/** Why a server did not answer as it should. */
export type LinkFailure = 'refused' | 'timed-out' | 'wrong-password' | 'other';

export class LinkError extends Error {
  constructor(
    readonly failure: LinkFailure,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'LinkError';
  }
}

/** What one look at a server brings. */
export interface RedisAnswer {
  readonly info: InfoFields;
  /** The `save` setting, which INFO does not tell; null when the server would not say. */
  readonly save: string | null;
  /** How long a PING took there and back, INFO behind it, ms; null when it was refused. */
  readonly pingMs: number | null;
  /** SLOWLOG LEN without the commands of this app, some seconds old at most; null when that is not allowed. */
  readonly slowLogLength: number | null;
  /** What `info` holds of this app itself. */
  readonly own: OwnShare;
}

/** How long a save setting that was read is taken for granted, ms: a live poll stays at one INFO a tick. */
const SAVE_SETTING_MS = 15_000;
/** The same for the length of the slow log, ms: less than the usual tick. */
const SLOW_LOG_MS = 4000;

/** A kept connection to one server. Reconnects at the next call after it was lost. */
export interface RedisLink {
  /** One pipelined INFO, with a PING before it. @throws LinkError within the time limit */
  ask(timeoutMs: number): Promise<RedisAnswer>;
  /** Any command, on the same connection. @throws LinkError, or the server's own error */
  call(timeoutMs: number, command: string, ...args: readonly string[]): Promise<unknown>;
  /** The same with replies as bytes: values need not be text. */
  callBuffer(timeoutMs: number, command: string, ...args: readonly (string | Buffer)[]): Promise<unknown>;
  /**
   * Several commands in one write: the server runs them one after the other, with nothing of another client in
   * between. A command's own error stands in its place. @throws LinkError
   */
  batch(timeoutMs: number, commands: readonly (readonly [string, ...string[]])[]): Promise<readonly unknown[]>;
  /** Whether it is connected now: asking needs no connecting and no password. */
  isOpen(): boolean;
  close(): void;
}

export function createRedisLink(target: RedisTarget): RedisLink {
  const readInfo = createInfoReader();
  let client: Client | null = null;
  let connecting: Promise<Client> | null = null;
  /** The one that is not let in yet: left to go on when a call has waited too long, as a server that hangs may wake. */
  let fresh: Client | null = null;
  let save: { readonly value: string | null; readonly readAt: number } | null = null;
  let slowLog: { readonly length: number | null; readonly readAt: number } | null = null;
  let counter: OwnConnection | null = null;
  const connections = createConnectionCount();
  const slowLogs = createSlowLogCount();
  const address = target.path ?? `${target.host}:${target.port}`;

  /** Counts a command by its reply. */
  async function counted<T>(command: string, args: readonly unknown[], reply: Promise<T>): Promise<T> {
    const of = counter;
    try {
      const value = await reply;
      of?.executed(command, args, value);
      return value;
    } catch (error) {
      if (error instanceof Error && error.name === 'ReplyError') of?.executed(command, args, error);
      throw error;
    }
  }

  const drop = () => {
    client?.disconnect();
    client = null;
    save = null;
    slowLog = null;
  };

  async function connect(): Promise<Client> {
    // Loaded late: it is a quarter of the time that a terminal command takes, and one on a stopped instance needs none.
    const { Redis } = await import('ioredis');
    const redis = new Redis({
      ...(target.path === undefined ? { host: target.host, port: target.port } : { path: target.path }),
      ...(target.tls && { tls: await readTls(target.tls) }),
      // RESP2: Redis 5 and older know no HELLO.
      protocol: 2,
      lazyConnect: true,
      // A server that loads its data answers INFO; waiting for it is the caller's business.
      enableReadyCheck: false,
      disableClientInfo: true,
      autoResendUnfulfilledCommands: false,
      enableOfflineQueue: false,
      maxRetriesPerRequest: null,
      retryStrategy: () => null,
    });
    fresh = redis;
    // Errors reach the caller by the rejected calls; without a listener they would be printed.
    redis.on('error', () => undefined);
    const own = countConnection(address);
    counter = own;
    redis.once('end', () => {
      own.ended();
      if (client === redis) client = null;
    });
    try {
      await redis.connect();
      if (target.password !== null) await counted('AUTH', [], authenticate(redis, target.password));
      // After AUTH: before it a server with a password refuses the name.
      await counted('CLIENT', ['SETNAME'], redis.call('CLIENT', 'SETNAME', OWN_CONNECTION_NAME)).catch(asNull);
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
        reject(new LinkError('timed-out', `No answer from port ${target.port} within ${timeoutMs / 1000} s.`));
      }, timeoutMs);
    });
    try {
      return await Promise.race([connected().then(work), late]);
    } catch (error) {
      throw asLinkError(error, target.port);
    } finally {
      clearTimeout(timer);
    }
  }

  async function othersSlow(redis: Client, length: unknown): Promise<number | null> {
    if (typeof length !== 'number') return null;
    return slowLogs.of(length, (count) =>
      counted('SLOWLOG', ['GET'], redis.call('SLOWLOG', 'GET', String(count))).catch(asNull),
    );
  }

  async function askClients(redis: Client): ReturnType<AskClients> {
    const list = await counted('CLIENT', ['LIST'], redis.call('CLIENT', 'LIST')).catch(asNull);
    return list === null ? null : String(list);
  }

  return {
    ask: (timeoutMs) =>
      within(timeoutMs, async (redis) => {
        const sent = performance.now();
        const asksSave = save === null || sent - save.readAt >= SAVE_SETTING_MS;
        const asksSlowLog = slowLog === null || sent - slowLog.readAt >= SLOW_LOG_MS;
        // A refusal counts as "it does not say".
        let counts = noCounts;
        const [pingMs, info, length, setting] = await inOneWrite(redis, () =>
          Promise.all([
            counted('PING', [], redis.ping()).then(() => performance.now() - sent, asNull),
            redis.info().then((text) => {
              const read = readInfo(text);
              const runId = read.get('run_id');
              if (runId !== undefined) counter?.identified(runId);
              // Redis counts a command after it has replied, so INFO holds all before it and not itself.
              if (runId !== undefined) counts = ownCountsOf(runId);
              counter?.executed('INFO', [], text);
              return read;
            }),
            asksSlowLog ? counted('SLOWLOG', ['LEN'], redis.slowlog('LEN')).catch(asNull) : null,
            asksSave ? counted('CONFIG', ['GET'], redis.config('GET', 'save')).catch(asNull) : null,
          ]),
        );
        if (asksSlowLog) slowLog = { length: await othersSlow(redis, length), readAt: sent };
        if (asksSave) save = { value: savePoints(setting), readAt: sent };
        const own = { counts, connections: await connections.of(info, () => askClients(redis), sent) };
        return { info, save: save?.value ?? null, pingMs, slowLogLength: slowLog?.length ?? null, own };
      }),
    call: (timeoutMs, command, ...args) =>
      within(timeoutMs, (redis) => counted(command, args, redis.call(command, ...args))),
    callBuffer: (timeoutMs, command, ...args) =>
      within(timeoutMs, (redis) => counted(command, args, redis.callBuffer(command, ...args))),
    batch: (timeoutMs, commands) =>
      within(timeoutMs, async (redis) => {
        const pipeline = redis.pipeline();
        for (const [command, ...args] of commands) pipeline.call(command, ...args);
        const replies = await pipeline.exec();
        if (!replies) throw new Error('The connection was lost.');
        return replies.map(([error, reply], index) => {
          const [command = '', ...args] = commands[index] ?? [];
          counter?.executed(command, args, error ?? reply);
          return error ?? reply;
        });
      }),
    isOpen: () => client?.status === 'ready',
    close() {
      fresh?.disconnect();
      drop();
    },
  };
}

/** What is sent meanwhile leaves together: cheaper than a pipeline, which keeps a record of its own of each command. */
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

/** A server that was given no password, though redis.conf has one, lets everybody in: no reason to stay out. */
export async function authenticate(client: Client, password: string): Promise<void> {
  try {
    await client.call('AUTH', password);
  } catch (error) {
    if (!(error instanceof Error && /without any password configured/.test(error.message))) throw error;
  }
}

/** CONFIG GET answers with name and value in turn. */
function savePoints(reply: unknown): string | null {
  return Array.isArray(reply) && typeof reply[1] === 'string' ? reply[1] : null;
}

function asLinkError(error: unknown, port: number): unknown {
  if (error instanceof LinkError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (/^(WRONGPASS|NOAUTH|ERR invalid password|ERR AUTH|NOPERM)/.test(message)) {
    return new LinkError('wrong-password', `The server on port ${port} does not accept the password in redis.conf.`, {
      cause: error,
    });
  }
  if (errorCode(error) === 'ECONNREFUSED') {
    return new LinkError('refused', `Nothing listens on port ${port}.`, { cause: error });
  }
  if (/Connection is closed|ECONNRESET|EPIPE|connection was lost|Stream isn't writeable/.test(message)) {
    return new LinkError('other', `The server on port ${port} closed the connection.`, { cause: error });
  }
  return error;
}
