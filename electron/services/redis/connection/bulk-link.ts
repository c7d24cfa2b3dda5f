import type { Socket } from 'node:net';
import { asLinkError, LinkError } from './link-failure.ts';
import { openSocket } from './open-socket.ts';
import { type RedisTarget, shownTarget } from './redis-link.ts';
import { serverName } from './renamed-commands.ts';
import { type Reply, replyTree } from './reply-parser.ts';
import { createReplyReader } from './reply-reader.ts';

/** A server that is silent for this long counts as not responding. */
const SILENCE_MS = 20_000;
/** The server is silent while it serialises a large value, or loads one. */
const LARGE_SILENCE_MS = 300_000;

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
   * Like `send`, for commands of any size: the next piece is requested when the socket has room. An error of `pieces`
   * ends the connection, because a command is incomplete then.
   */
  sendPieces(pieces: AsyncIterable<Uint8Array>, count: number): Promise<readonly Reply[]>;
  /**
   * Like `send`, while nothing else is sent. Passes on a long string of the replies, such as that of DUMP, in pieces: it is
   * empty in the result. The socket waits for `take`.
   */
  receive(commands: Uint8Array, count: number, into: LargeReply): Promise<readonly Reply[]>;
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

export interface LargeReply {
  /** Called once with the length, before the bytes. */
  begin(length: number): Promise<void>;
  take(bytes: Buffer): Promise<void>;
}

/** A longer string of a reply is passed on in pieces. */
const PASSED_BYTES = 64 * 1024;

/** A larger write is not copied into one buffer. */
const JOINED_BYTES = 16 * 1024 * 1024;

interface Waiting {
  readonly count: number;
  readonly replies: Reply[];
  resolve(replies: readonly Reply[]): void;
  reject(error: Error): void;
}

/** @throws the error of the server; LinkError if the connection is lost */
export async function openBulkLink(target: RedisTarget, database: number, name: string): Promise<BulkLink> {
  const { password, renamed } = target;
  const link = linkOf(await openSocket(target), shownTarget(target), (command) => serverName(renamed, command));
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

function linkOf(socket: Socket, place: string, name: BulkLink['name']): BulkLink {
  const waiting: Waiting[] = [];
  let ended: Error | null = null;
  let onBytes: ((bytes: Buffer) => void) | null = null;
  const end = (error: Error) => {
    ended ??= error;
    socket.destroy();
    for (const one of waiting.splice(0)) one.reject(ended);
  };
  let receiving: ReturnType<typeof receiverOf> | null = null;
  const tree = replyTree((reply) => {
    const first = waiting[0];
    if (first === undefined) return;
    first.replies.push(reply);
    if (first.replies.length < first.count) return;
    waiting.shift();
    if (waiting.length === 0) socket.setTimeout(0);
    first.resolve(first.replies);
  });
  const parse = createReplyReader({
    ...tree,
    open(kind, length) {
      if (receiving && kind === '$' && length > PASSED_BYTES) receiving.begin(length);
      tree.open(kind, length);
    },
    part(bytes) {
      if (receiving?.isOpen) receiving.take(bytes);
      else tree.part(bytes);
    },
    close() {
      receiving?.close();
      tree.close();
    },
  });
  const wait = (count: number, silenceMs: number) =>
    new Promise<readonly Reply[]>((resolve, reject) => {
      waiting.push({ count, replies: [], resolve, reject });
      socket.setTimeout(silenceMs);
    });
  socket.on('data', (chunk) => {
    try {
      if (onBytes) onBytes(chunk);
      else parse(chunk);
      if (receiving?.isBusy) {
        socket.pause();
        receiving.taken().then(() => socket.resume(), end);
      }
    } catch (error) {
      end(error instanceof Error ? error : new Error(String(error)));
    }
  });
  const lost = (error: unknown) => {
    const known = asLinkError(error, place, null);
    end(known instanceof Error ? known : new Error(String(known)));
  };
  socket.on('error', lost);
  socket.on('close', () => lost(new Error('The connection was lost.')));
  socket.on('timeout', () => {
    const seconds = (socket.timeout ?? SILENCE_MS) / 1000;
    end(new LinkError('timed-out', `No answer from ${place} within ${seconds} s.`));
  });
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
    async sendPieces(pieces, count) {
      if (ended) throw ended;
      const replies = wait(count, LARGE_SILENCE_MS);
      replies.catch(() => undefined);
      try {
        for await (const piece of pieces) {
          if (ended) break;
          if (!socket.write(piece)) await hasRoom(socket);
        }
      } catch (error) {
        end(error instanceof Error ? error : new Error(String(error)));
        throw error;
      }
      return replies;
    },
    async receive(commands, count, into) {
      if (ended) throw ended;
      const receiver = receiverOf(into);
      receiving = receiver;
      try {
        const asked = wait(count, LARGE_SILENCE_MS);
        socket.write(commands);
        const replies = await asked;
        await receiver.taken();
        return replies;
      } finally {
        receiving = null;
      }
    },
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

/** Passes pieces on in their order. */
function receiverOf(into: LargeReply) {
  let isOpen = false;
  let pending = 0;
  let work: Promise<void> = Promise.resolve();
  const then = (next: () => Promise<void>) => {
    pending++;
    work = work.then(next);
    work.then(
      () => pending--,
      () => undefined,
    );
  };
  return {
    /** Between the beginning and the end of a long string. */
    get isOpen() {
      return isOpen;
    },
    get isBusy() {
      return pending > 0;
    },
    begin(length: number) {
      isOpen = true;
      then(() => into.begin(length));
    },
    take: (bytes: Buffer) => then(() => into.take(bytes)),
    close() {
      isOpen = false;
    },
    taken: () => work,
  };
}

/** Resolves also when the socket is closed. */
function hasRoom(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      socket.off('drain', end);
      socket.off('close', end);
      resolve();
    };
    socket.once('drain', end);
    socket.once('close', end);
    if (socket.destroyed) end();
  });
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
