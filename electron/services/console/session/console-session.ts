import { AppError } from '../../../../shared/contract/errors.ts';
import { asKeyError } from '../../keyspace/values/server-error.ts';
import type { RedisTarget } from '../../redis/connection/redis-link.ts';
import { openReplyLink, type ReplyLink } from '../../redis/connection/reply-link.ts';
import { type ConnectionState, initialState, originalName, type ReplyStart, stateAfter } from './command-state.ts';
import { createReplyFormat, type ReplyStyle } from './format-reply.ts';
import { createReplyRouter } from './reply-router.ts';

/** Receives the text of replies. */
export interface ReplyOutput {
  write(bytes: Buffer): void;
  /** Whether it wants no more of this reply: the rest is received without being formatted. */
  isFull?(): boolean;
  /** A complete reply or message was written. */
  replied?(): void;
}

export interface CommandResult {
  /** `stopped`: by `stop`; the server may still run the command. */
  readonly end: 'replied' | 'stopped';
  readonly isError: boolean;
  /** The text of an error. */
  readonly error: string | null;
  /** The size of all replies to the command. */
  readonly receivedBytes: number;
  readonly milliseconds: number;
}

/** A console's own connection to a server. */
export interface ConsoleSession {
  readonly state: ConnectionState;
  /** `streaming`: MONITOR or a subscription, which ends by `stop` only. */
  readonly activity: 'idle' | 'running' | 'streaming';
  /**
   * Sends a command and resolves after its reply, or at the end of its stream. Reconnects if the connection was lost or
   * stopped, with the former database, protocol and login.
   * @throws AppError NOT_RUNNING if the connection is lost meanwhile, BAD_VALUE for an unsupported command
   */
  run(words: readonly Buffer[], output: ReplyOutput, onStream?: () => void): Promise<CommandResult>;
  /** Ends the current command by closing the connection. Does nothing when none runs. */
  stop(): void;
  pause(): void;
  resume(): void;
  close(): void;
}

export interface SessionOptions {
  readonly instance: string;
  readonly database: number;
  readonly style: ReplyStyle;
  /** Receives what the server sends unasked, such as messages of client tracking. */
  readonly pushed: ReplyOutput;
}

/** The name of the connection. Views of clients show it: the console belongs to the user, not to the app. */
export const CONSOLE_CLIENT_NAME = 'vrooli-redis-console';

const subscribing = new Set(['SUBSCRIBE', 'PSUBSCRIBE', 'SSUBSCRIBE']);
const pushReplies = new Set([...subscribing, 'UNSUBSCRIBE', 'PUNSUBSCRIBE', 'SUNSUBSCRIBE']);
/** They end without a reply. */
const endsServer = new Set(['SHUTDOWN', 'QUIT']);
/** Replies that a terminal shows without quotes, as redis-cli does. */
const texts =
  /^(INFO|LOLWUT|CLIENT (LIST|INFO)|CLUSTER (NODES|INFO)|MEMORY (DOCTOR|MALLOC-STATS)|LATENCY (GRAPH|DOCTOR)|DEBUG HTSTATS)\b/;

interface Current {
  readonly name: string;
  readonly args: readonly Buffer[];
  readonly output: ReplyOutput;
  readonly style: ReplyStyle;
  readonly sentAt: number;
  readonly onStream: () => void;
  received: number;
  resolve(result: CommandResult): void;
  reject(error: unknown): void;
}

/**
 * Opens a separate connection. @throws AppError NOT_RUNNING; the server's own error if it refuses the login or the
 * database
 */
export async function openConsoleSession(target: RedisTarget, options: SessionOptions): Promise<ConsoleSession> {
  const { instance } = options;
  const place = target.path ?? `port ${target.port}`;
  let state = initialState(options.database);
  let link: ReplyLink | null = null;
  let current: Current | null = null;
  let isStreaming = false;
  let isConnecting = false;
  let isClosed = false;

  const router = createReplyRouter({
    /** The receiver of a reply, chosen by its first piece. */
    choose(start) {
      const takes = current !== null && (start.kind !== 'push' || isStreaming || pushReplies.has(current.name));
      const output = takes && current ? current.output : options.pushed;
      const style = takes && current ? current.style : options.style;
      return {
        sink: createReplyFormat(style, (bytes) => output.write(bytes)),
        isFull: () => output.isFull?.() ?? false,
      };
    },
    replied(start, bytes) {
      const isOwn = current !== null && (start.kind !== 'push' || isStreaming || pushReplies.has(current.name));
      if (!isOwn || current === null) {
        options.pushed.replied?.();
        return;
      }
      current.received += bytes;
      current.output.replied?.();
      if (isStreaming) return;
      state = stateAfter(state, current.name, current.args, start);
      if (beginsStream(current.name, start)) {
        isStreaming = true;
        current.onStream();
        return;
      }
      settle('replied', start);
    },
  });

  function settle(end: CommandResult['end'], start: ReplyStart | null): void {
    const done = current;
    current = null;
    isStreaming = false;
    done?.resolve({
      end,
      isError: start?.kind === 'error',
      error: start?.kind === 'error' ? start.text : null,
      receivedBytes: done.received,
      milliseconds: performance.now() - done.sentAt,
    });
  }

  function onLost(error: Error): void {
    link = null;
    router.reset();
    state = { ...state, inTransaction: false, queuedDatabase: null };
    const failed = current;
    if (failed !== null && endsServer.has(failed.name)) {
      settle('replied', null);
      return;
    }
    current = null;
    isStreaming = false;
    failed?.reject(lostDuring(failed.name, instance, failed.received > 0 || router.wasInReply(), error));
  }

  async function connected(): Promise<ReplyLink> {
    if (link) return link;
    const { database, protocol, login } = state;
    try {
      const opened = await openReplyLink(target, {
        ...{ database, protocol, login, name: CONSOLE_CLIENT_NAME, sink: router.sink, onLost },
      });
      if (isClosed) {
        opened.close();
        throw new AppError('CANCELLED', 'The console was closed.', {});
      }
      link = opened;
      return opened;
    } catch (error) {
      throw asConsoleError(error, instance, place, database);
    }
  }

  await connected();
  return {
    get state() {
      return state;
    },
    get activity() {
      if (current === null) return 'idle';
      return isStreaming ? 'streaming' : 'running';
    },
    async run(words, output, onStream = () => undefined) {
      const name = originalName(words[0], target.renamed);
      const args = words.slice(1);
      const subcommand = args[0]?.toString('latin1').toUpperCase() ?? '';
      if (words.length === 0)
        throw new AppError('BAD_VALUE', 'There is no command.', { field: 'command', expected: 'a command' });
      refuseUnsupported(name, subcommand);
      if (current || isConnecting) throw busy();
      isConnecting = true;
      const open = await connected().finally(() => {
        isConnecting = false;
      });
      const style = texts.test(`${name} ${subcommand}`) ? 'raw' : options.style;
      return new Promise((resolve, reject) => {
        const own = { name, args, output, style, onStream, received: 0, sentAt: performance.now() };
        current = { ...own, resolve, reject };
        open.send(words);
      });
    },
    stop() {
      if (current === null) return;
      link?.close();
      link = null;
      router.reset();
      state = { ...state, inTransaction: false, queuedDatabase: null };
      settle('stopped', null);
    },
    pause: () => link?.pause(),
    resume: () => link?.resume(),
    close() {
      isClosed = true;
      link?.close();
      link = null;
      settle('stopped', null);
    },
  };
}

function busy(): AppError<'CONFLICT'> {
  return new AppError('CONFLICT', 'A command of this console is running. Stop it first.', { what: 'console' });
}

function beginsStream(name: string, start: ReplyStart): boolean {
  if (name === 'MONITOR') return start.kind === 'status' && start.text === 'OK';
  return subscribing.has(name) && (start.kind === 'list' || start.kind === 'push');
}

/** @throws AppError BAD_VALUE for commands whose replies no console can show */
function refuseUnsupported(name: string, subcommand: string): void {
  const refused = (command: string, why: string) => {
    const expected = 'another command';
    throw new AppError('BAD_VALUE', `${command} is not sent: ${why}.`, { field: 'command', expected });
  };
  if (name === 'SYNC' || name === 'PSYNC') refused(name, 'it would turn this connection into a replica');
  if (name === 'CLIENT' && subcommand === 'REPLY')
    refused('CLIENT REPLY', 'this console needs a reply to each command');
}

function lostDuring(name: string, instance: string, inReply: boolean, cause: Error): unknown {
  if (/not from a Redis server|levels/.test(cause.message)) {
    const message = `${instance} sent a reply to ${name} that cannot be read: ${cause.message}. The connection was closed.`;
    return new AppError('NOT_RUNNING', message, { id: instance, state: 'unhealthy' }, { cause });
  }
  const when = inReply ? `in the middle of its reply to ${name}` : `before it replied to ${name}`;
  const message = `${instance} closed the connection ${when}. It is unknown whether ${name} had an effect.`;
  return new AppError('NOT_RUNNING', message, { id: instance, state: 'unhealthy' }, { cause });
}

function asConsoleError(error: unknown, instance: string, place: string, database: number): unknown {
  if (error instanceof Error && /^ERR DB index/.test(error.message)) {
    const message = `${instance} has no database ${database}.`;
    return new AppError('NOT_FOUND', message, { what: 'database', id: String(database) });
  }
  if (
    error instanceof Error &&
    error.name === 'ReplyError' &&
    !/^(NOAUTH|WRONGPASS|DENIED|ERR (AUTH|invalid|max))/.test(error.message)
  ) {
    return error;
  }
  return asKeyError(error, instance, 'AUTH', place);
}
