import type { RedisTarget } from '../connection/redis-link.ts';
import { serverName } from '../connection/renamed-commands.ts';
import { openTls } from '../connection/tls-files.ts';
import { type ChunkReader, chunkReader, connectBuffered, incomingOf } from './chunk-reader.ts';
import { upToMark } from './snapshot-end.ts';

/** During the fork a server sends a line break from time to time, so a longer silence means a failure. */
const SILENCE_MS = 60_000;
/** A dead peer is noticed by the system although a follower may receive nothing for long. */
const KEEP_ALIVE_MS = 15_000;
/** Until the first command arrives, which may be a PING after 10 s. */
const ACK_INTERVAL_MS = 50;

export interface ReplicationOptions {
  readonly signal: AbortSignal;
  /**
   * Whether to announce `capa eof`. A server with `repl-diskless-sync yes` then sends the RDB without a file of its own,
   * but waits for its `repl-diskless-sync-delay` (5 s by default) first. Otherwise it saves immediately, to its dump.
   */
  readonly diskless: boolean;
  /** For CLIENT LIST. */
  readonly name?: string;
}

/** The error of a server that refuses to send its data. */
export class ReplicationRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ReplicationRefused';
  }
}

/** A connection that requested the dataset of a server like a replica. */
export interface ReplicationConnection {
  /** Null for a stream that ends with a mark. */
  readonly length: number | null;
  /** The RDB in chunks, once; each is valid until the next one. @throws Error if the connection ends first */
  rdb(): AsyncGenerator<Buffer>;
  /** The commands after the RDB, once. A server that sent the RDB without a file starts them after the first ACK. */
  commands(): AsyncGenerator<Buffer>;
  close(): void;
}

/**
 * Requests the dataset with SYNC: AUTH, CLIENT SETNAME, REPLCONF capa eof, SYNC. The server sends line breaks while it
 * works, then `$<length>` or `$EOF:<40 bytes>`, in which case the same 40 bytes end the RDB.
 *
 * SYNC instead of PSYNC: a server never disconnects such a replica for missing acknowledgements, so none are sent, and
 * neither WAIT after a write nor FAILOVER counts it.
 * @throws ReplicationRefused; the error of the network; the signal's reason
 * @see https://redis.io/docs/latest/operate/oss_and_stack/management/replication/
 */
export async function openReplication(
  target: RedisTarget,
  { signal, diskless, name }: ReplicationOptions,
): Promise<ReplicationConnection> {
  const { host, port, tls, path, password, renamed } = target;
  signal.throwIfAborted();
  const incoming = tls
    ? incomingOf(await openTls({ host, port }, tls, signal))
    : connectBuffered(path === undefined ? { host, port } : { path });
  const { socket } = incoming;
  const abort = () => socket.destroy(signal.reason as Error);
  signal.addEventListener('abort', abort, { once: true });
  const close = () => {
    signal.removeEventListener('abort', abort);
    socket.destroy();
  };
  socket.setKeepAlive(true, KEEP_ALIVE_MS);
  socket.setTimeout(SILENCE_MS, () => socket.destroy(new Error('the server stopped sending')));
  const reader = chunkReader(incoming);
  /** @returns the reply where it is an error */
  const send = async (...args: readonly [string, ...string[]]): Promise<string | null> => {
    socket.write(command(serverName(renamed, args[0]), ...args.slice(1)));
    const reply = await reader.line();
    return reply.startsWith('-') ? reply.slice(1) : null;
  };
  try {
    if (password !== null) {
      const refused = await send('AUTH', password);
      if (refused !== null && !/without any password/.test(refused)) throw new ReplicationRefused(refused);
    }
    // Neither must succeed: without them the connection has no name, or the RDB goes through a file.
    if (name !== undefined) await send('CLIENT', 'SETNAME', name).catch(ignoreDisabled);
    if (diskless) await send('REPLCONF', 'capa', 'eof');
    socket.write(command(serverName(renamed, 'SYNC')));
    const head = await reader.line();
    if (!head.startsWith('$')) throw new ReplicationRefused(head.replace(/^-/, ''));
    const mark = head.startsWith('$EOF:') ? Buffer.from(head.slice(5), 'latin1') : null;
    const length = mark ? null : Number(head.slice(1));
    if (length !== null && !Number.isSafeInteger(length)) throw new Error(`"${head}" is not a length`);
    return {
      length,
      rdb: () => (mark ? untilMark(reader, mark) : untilLength(reader, length ?? 0)),
      async *commands() {
        // The server's own PING comes at an interval of its choice.
        socket.setTimeout(0);
        const acknowledge = () => void socket.write(command(serverName(renamed, 'REPLCONF'), 'ACK', '0'));
        // The server ignores an ACK that comes before it has noticed the end of its child, so it is repeated.
        const timer = mark === null ? undefined : setInterval(acknowledge, ACK_INTERVAL_MS);
        if (mark) acknowledge();
        try {
          for (;;) {
            // Copied, because a command may begin in one chunk and end in the next.
            const chunk = Buffer.from(await reader.chunk(Number.POSITIVE_INFINITY));
            clearInterval(timer);
            yield chunk;
          }
        } finally {
          clearInterval(timer);
        }
      },
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

/** `serverName` throws for a command that redis.conf disables. */
function ignoreDisabled(error: unknown): void {
  if (!(error instanceof Error && error.name === 'AppError')) throw error;
}

async function* untilLength(reader: ChunkReader, length: number): AsyncGenerator<Buffer> {
  for (let left = length; left > 0; ) {
    const chunk = await reader.chunk(left);
    left -= chunk.length;
    yield chunk;
  }
}

async function* untilMark(reader: ChunkReader, mark: Buffer): AsyncGenerator<Buffer> {
  const marked = upToMark(mark);
  for (;;) {
    const { pieces, isEnd } = marked(await reader.chunk(Number.POSITIVE_INFINITY));
    yield* pieces;
    if (isEnd) return;
  }
}

function command(...args: readonly string[]): string {
  return `*${args.length}\r\n${args.map((arg) => `$${Buffer.byteLength(arg)}\r\n${arg}\r\n`).join('')}`;
}
