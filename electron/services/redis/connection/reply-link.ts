import type { Socket } from 'node:net';
import { encodeCommand } from './bulk-link.ts';
import { openSocket } from './open-socket.ts';
import { withTransport } from './other-transport.ts';
import type { RedisTarget } from './redis-link.ts';
import { serverName } from './renamed-commands.ts';
import { createReplyParser, type Reply } from './reply-parser.ts';
import { createReplyReader, type ReplySink } from './reply-reader.ts';

/** A server that does not answer the first commands within this time counts as not responding. */
const GREETING_MS = 10_000;

export interface ReplyLinkOptions {
  readonly database: number;
  /** For CLIENT SETNAME. */
  readonly name: string;
  readonly protocol: 2 | 3;
  /** The arguments of AUTH; null: the password of the target, if it has one. */
  readonly login: readonly Buffer[] | null;
  readonly sink: ReplySink;
  /** The connection has ended by itself. */
  readonly onLost: (error: Error) => void;
}

/** A connection whose replies are passed on as they arrive, whatever their size. Never reconnects. */
export interface ReplyLink {
  send(words: readonly Uint8Array[]): void;
  /** Pauses receiving until `resume`. */
  pause(): void;
  resume(): void;
  close(): void;
}

/** @throws the error of the server or the network; AppError COMMAND_UNAVAILABLE where a required command is disabled */
export async function openReplyLink(target: RedisTarget, options: ReplyLinkOptions): Promise<ReplyLink> {
  try {
    return await openLink(target, options);
  } catch (error) {
    throw await withTransport(error, target);
  }
}

async function openLink(target: RedisTarget, options: ReplyLinkOptions): Promise<ReplyLink> {
  const socket = await openSocket(target);
  const replies: Reply[] = [];
  let wake: () => void = () => undefined;
  let failure: Error | null = null;
  let isReady = false;
  let take = createReplyParser((reply) => {
    replies.push(reply);
    wake();
  });
  const end = (error: Error) => {
    if (failure) return;
    failure = error;
    socket.destroy();
    wake();
    if (isReady) options.onLost(error);
  };
  socket.on('data', (chunk) => {
    if (failure) return;
    try {
      take(chunk);
    } catch (error) {
      end(error instanceof Error ? error : new Error(String(error)));
    }
  });
  socket.on('error', end);
  socket.on('close', () => end(lost()));
  socket.setTimeout(GREETING_MS, () =>
    end(Object.assign(new Error('the server did not answer'), { code: 'ETIMEDOUT' })),
  );

  const ask = async (command: string, ...args: readonly (string | Buffer)[]): Promise<Reply> => {
    socket.write(encodeCommand([serverName(target.renamed, command), ...args]));
    while (replies.length === 0) {
      if (failure) throw failure;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return replies.shift() ?? null;
  };
  try {
    await greet(target, options, ask);
    if (failure) throw failure;
  } catch (error) {
    end(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
  socket.setTimeout(0);
  take = createReplyReader(options.sink);
  isReady = true;
  return linkOf(socket, () => {
    isReady = false;
    end(lost());
  });
}

type Ask = (command: string, ...args: readonly (string | Buffer)[]) => Promise<Reply>;

async function greet(target: RedisTarget, options: ReplyLinkOptions, ask: Ask): Promise<void> {
  const login = options.login ?? (target.password === null ? null : [Buffer.from(target.password)]);
  if (login !== null) {
    const reply = await ask('AUTH', ...login);
    if (reply instanceof Error && !/without any password/.test(reply.message)) throw reply;
  }
  if (options.protocol === 3) {
    const reply = await ask('HELLO', '3');
    if (reply instanceof Error) throw reply;
  }
  if (options.database !== 0) {
    const reply = await ask('SELECT', String(options.database));
    if (reply instanceof Error) throw reply;
  }
  // The reply also distinguishes a server that refuses the connection, for example by NOAUTH or maxclients, from one
  // that is ready.
  const named = await ask('CLIENT', 'SETNAME', options.name).catch(() => null);
  if (named instanceof Error && /^(DENIED|ERR max number)/.test(named.message)) throw named;
}

function linkOf(socket: Socket, close: () => void): ReplyLink {
  return {
    send: (words) => void socket.write(encodeCommand(words)),
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    close,
  };
}

function lost(): Error {
  return Object.assign(new Error('the connection was lost'), { code: 'ECONNRESET' });
}
