import type { Socket } from 'node:net';
import { openSocket } from './open-socket.ts';
import type { RedisTarget } from './redis-link.ts';
import { serverName } from './renamed-commands.ts';
import { createReplyParser, type Reply } from './reply-parser.ts';

/** A server that is silent for this long counts as not responding. */
const SILENCE_MS = 20_000;

/**
 * A connection for many commands that the caller has encoded. It needs a tenth of the work per command of a client that
 * creates an object for each. Never reconnects.
 */
export interface BulkLink {
  /**
   * @param count the number of commands in `parts` @returns their replies in order, an error in place of a failed one
   */
  send(parts: readonly Uint8Array[], count: number): Promise<readonly Reply[]>;
  /**
   * Sends a command whose reply does not end, such as MONITOR, and passes on all bytes from then on. Nothing else can be
   * sent afterwards.
   * @returns never resolves. @throws the error that ends the connection
   */
  stream(command: Uint8Array, onBytes: (bytes: Buffer) => void): Promise<never>;
  /** This server's name of a command. */
  name(command: string): string;
  close(): void;
}

/** A larger write is not copied into one buffer. */
const JOINED_BYTES = 16 * 1024 * 1024;

interface Waiting {
  readonly count: number;
  readonly replies: Reply[];
  resolve(replies: readonly Reply[]): void;
  reject(error: Error): void;
}

/** @throws the error of the server or the network */
export async function openBulkLink(target: RedisTarget, database: number, name: string): Promise<BulkLink> {
  const { password, renamed } = target;
  const link = linkOf(await openSocket(target), (command) => serverName(renamed, command));
  const ask = async (command: string, ...args: readonly string[]) => {
    const [reply = null] = await link.send([encodeCommand([link.name(command), ...args])], 1);
    return reply;
  };
  try {
    if (password !== null) {
      const refused = await ask('AUTH', password);
      if (refused instanceof Error && !/without any password/.test(refused.message)) throw refused;
    }
    await ask('CLIENT', 'SETNAME', name).catch(() => null);
    if (database !== 0) {
      const refused = await ask('SELECT', String(database));
      if (refused instanceof Error) throw refused;
    }
    // Reading a value must not make its key look used. Servers before 7.2 do not know the option.
    await ask('CLIENT', 'NO-TOUCH', 'ON').catch(() => null);
    return link;
  } catch (error) {
    link.close();
    throw error;
  }
}

function linkOf(socket: Socket, name: BulkLink['name']): BulkLink {
  const waiting: Waiting[] = [];
  let ended: Error | null = null;
  let onBytes: ((bytes: Buffer) => void) | null = null;
  const end = (error: Error) => {
    ended ??= error;
    socket.destroy();
    for (const one of waiting.splice(0)) one.reject(ended);
  };
  const parse = createReplyParser((reply) => {
    const first = waiting[0];
    if (first === undefined) return;
    first.replies.push(reply);
    if (first.replies.length < first.count) return;
    waiting.shift();
    if (waiting.length === 0) socket.setTimeout(0);
    first.resolve(first.replies);
  });
  socket.on('data', (chunk) => {
    try {
      if (onBytes) onBytes(chunk);
      else parse(chunk);
    } catch (error) {
      end(error instanceof Error ? error : new Error(String(error)));
    }
  });
  socket.on('error', end);
  socket.on('close', () => end(Object.assign(new Error('the connection was lost'), { code: 'ECONNRESET' })));
  socket.on('timeout', () => end(Object.assign(new Error('the server did not answer'), { code: 'ETIMEDOUT' })));
  return {
    send: (parts, count) =>
      new Promise((resolve, reject) => {
        if (ended) {
          reject(ended);
          return;
        }
        waiting.push({ count, replies: [], resolve, reject });
        socket.setTimeout(SILENCE_MS);
        // A write for each command would cost more than the command.
        const bytes = parts.reduce((sum, { length }) => sum + length, 0);
        if (parts.length > 1 && bytes <= JOINED_BYTES) {
          socket.write(Buffer.concat(parts, bytes));
          return;
        }
        socket.cork();
        for (const part of parts) socket.write(part);
        socket.uncork();
      }),
    stream: (command, take) =>
      new Promise((_, reject) => {
        if (ended) {
          reject(ended);
          return;
        }
        onBytes = take;
        waiting.push({ count: 1, replies: [], resolve: () => undefined, reject });
        socket.write(command);
      }),
    name,
    close: () => end(new Error('the connection was closed')),
  };
}

/** A command in the protocol of Redis. */
export function encodeCommand(words: readonly (string | Uint8Array)[]): Buffer {
  const parts: Uint8Array[] = [Buffer.from(`*${words.length}\r\n`)];
  for (const word of words) {
    const bytes = typeof word === 'string' ? Buffer.from(word) : word;
    parts.push(Buffer.from(`$${bytes.length}\r\n`), bytes, LINE_END);
  }
  return Buffer.concat(parts);
}

const LINE_END = Buffer.from('\r\n');
