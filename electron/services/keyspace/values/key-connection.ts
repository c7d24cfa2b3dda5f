import type { Redis as Client } from 'ioredis';
import { AppError } from '../../../../shared/contract/errors.ts';
import { openClient } from '../../redis/connection/open-client.ts';
import type { RedisTarget } from '../../redis/connection/redis-link.ts';
import { serverName } from '../../redis/connection/renamed-commands.ts';
import { type InfoFields, parseInfo } from '../../redis/info/info.ts';
import { countConnection, OWN_CONNECTION_NAME } from '../../redis/own-use/own-counters.ts';
import { countPipeline } from './count-pipeline.ts';
import { asKeyError } from './server-error.ts';

export type Argument = string | Buffer | number;
export type Command = readonly [name: string, ...args: readonly Argument[]];

/** A server that takes longer for one page or batch counts as not responding. */
const REPLY_MS = 20_000;

/** The fields of INFO that decide how keys are read. */
export interface ServerTraits {
  /** As a number: 70205 for 7.2.5; 0 if the server refuses INFO. For Valkey, its own version. */
  readonly version: number;
  readonly isValkey: boolean;
  /** Null if the server refuses INFO. */
  readonly keeps: 'idle time' | 'frequency' | null;
}

/** One connection to a database of a server. Replies are bytes. Never reconnects. */
export interface KeyConnection {
  readonly instance: string;
  readonly database: number;
  readonly traits: ServerTraits;
  readonly isOpen: boolean;
  /** @throws AppError, or the error of the server */
  call(...command: Command): Promise<unknown>;
  /**
   * Sends several commands in one write. An error replaces the reply of a failed one.
   * @throws AppError if the connection was lost, or a command is disabled
   */
  pipeline(commands: readonly Command[]): Promise<readonly unknown[]>;
  /** Runs `work`, and closes the connection as soon as more than `bytes` have arrived. */
  limitReplies<T>(bytes: number, work: () => Promise<T>): Promise<T | 'too large'>;
  close(): void;
}

/** @throws AppError NOT_RUNNING, COMMAND_UNAVAILABLE */
export async function openKeyConnection(
  instance: string,
  target: RedisTarget,
  database: number,
): Promise<KeyConnection> {
  const place = target.path ?? `port ${target.port}`;
  const failed = (error: unknown, command: string) => asKeyError(error, instance, command, place);
  let client: Client;
  try {
    client = await openClient(target, database, OWN_CONNECTION_NAME);
  } catch (error) {
    if (error instanceof Error && /^ERR DB index/.test(error.message)) throw noDatabase(instance, database);
    throw failed(error, 'SELECT');
  }
  const name = (command: string) => serverName(target.renamed, command);
  // Metrics leave the app's own commands out.
  const counter = countConnection(target.path ?? `${target.host}:${target.port}`);
  client.once('end', counter.ended);
  if (database !== 0) counter.executed('SELECT', [String(database)], 'OK');

  async function within<T>(work: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        client.disconnect();
        const message = `${instance} did not answer within ${REPLY_MS / 1000} s. Try again when it responds.`;
        reject(new AppError('TIMED_OUT', message, { seconds: REPLY_MS / 1000 }));
      }, REPLY_MS);
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  async function call(...[command, ...args]: Command): Promise<unknown> {
    try {
      const reply = await within(client.callBuffer(name(command), ...args));
      counter.executed(command, args, reply);
      return reply;
    } catch (error) {
      if (error instanceof Error && error.name === 'ReplyError') counter.executed(command, args, error);
      throw failed(error, command);
    }
  }

  async function readTraits(): Promise<ServerTraits> {
    const text = await call('INFO').catch(() => null);
    if (text === null) return { version: 0, isValkey: false, keeps: null };
    const info = parseInfo(String(text));
    const run = info.get('run_id');
    if (run !== undefined) counter.identified(run);
    return traitsOf(info);
  }

  let traits: ServerTraits;
  try {
    traits = await readTraits();
    // Reading a value must not make its key look used.
    if (!traits.isValkey && traits.version >= 70_200) await call('CLIENT', 'NO-TOUCH', 'ON').catch(() => null);
  } catch (error) {
    client.disconnect();
    throw error;
  }

  return {
    instance,
    database,
    traits,
    get isOpen() {
      return client.status === 'ready';
    },
    call,
    async pipeline(commands) {
      const pipeline = client.pipeline();
      for (const [command, ...args] of commands) pipeline.callBuffer(name(command), ...args);
      const replies = await within(pipeline.exec()).catch((error: unknown) => {
        throw failed(error, commands[0]?.[0] ?? '');
      });
      countPipeline(
        counter,
        commands,
        (replies ?? []).map(([error, reply]) => error ?? reply),
      );
      return (replies ?? []).map(([error, reply], at) => {
        if (error === null) return reply;
        const known = failed(error, commands[at]?.[0] ?? '');
        if (client.status !== 'ready' && known instanceof AppError) throw known;
        return known;
      });
    },
    async limitReplies(bytes, work) {
      const { stream } = client;
      let received = 0;
      let isTooLarge = false;
      const count = (data: Buffer) => {
        received += data.length;
        if (received <= bytes || isTooLarge) return;
        isTooLarge = true;
        client.disconnect();
        // Without this the rest would still be received.
        stream.destroy();
      };
      stream.on('data', count);
      try {
        return await work();
      } catch (error) {
        if (isTooLarge) return 'too large';
        throw error;
      } finally {
        stream.off('data', count);
      }
    },
    close: () => client.disconnect(),
  };
}

function traitsOf(info: InfoFields): ServerTraits {
  const valkey = info.get('valkey_version');
  const [major = 0, minor = 0, patch = 0] = (valkey ?? info.get('redis_version') ?? '').split('.').map(Number);
  const policy = info.get('maxmemory_policy') ?? '';
  return {
    version: major * 10_000 + minor * 100 + patch,
    isValkey: valkey !== undefined,
    keeps: policy.includes('lfu') ? 'frequency' : 'idle time',
  };
}

function noDatabase(instance: string, database: number): AppError<'NOT_FOUND'> {
  const message = `${instance} has no database ${database}: "databases" in its settings limits their number.`;
  return new AppError('NOT_FOUND', message, { what: 'database', id: String(database) });
}
