import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { RedisTarget } from '../connection/redis-link.ts';
import { serverName } from '../connection/renamed-commands.ts';
import { readTls } from '../connection/tls-files.ts';

/** During the fork a server sends a line break from time to time, so a longer silence means a failure. */
const SILENCE_MS = 60_000;

export interface Received {
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Requests the dataset of a server like a replica, and writes the received RDB to a new file. For a server whose files
 * cannot be read: they belong to another user, or are in a Docker volume.
 * @throws AppError SAVE_FAILED
 * @see https://redis.io/docs/latest/operate/oss_and_stack/management/replication/
 */
export async function receiveSnapshot(
  id: string,
  target: RedisTarget,
  to: string,
  options: { readonly signal: AbortSignal; readonly progress?: (bytes: number) => void },
): Promise<Received> {
  const { host, port, tls, path } = target;
  const place = path === undefined ? { host, port } : { path };
  const socket = tls ? connectTls({ host, port, ...(await readTls(tls)) }) : connect(place);
  const abort = () => socket.destroy(options.signal.reason as Error);
  options.signal.addEventListener('abort', abort, { once: true });
  socket.setTimeout(SILENCE_MS, () => socket.destroy(new Error('the server stopped sending')));
  const file = await open(to, 'wx', 0o600);
  try {
    const received = await receive(socket, target, file, options.progress);
    await file.sync();
    return received;
  } catch (error) {
    options.signal.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError(
      'SAVE_FAILED',
      `${id} did not send its data: ${reason}. Try again; nothing was changed.`,
      { id, reason },
      { cause: error },
    );
  } finally {
    options.signal.removeEventListener('abort', abort);
    socket.destroy();
    await file.close();
  }
}

/**
 * The protocol: AUTH, REPLCONF capa eof (for a stream without a known length), SYNC. The server sends line breaks while
 * it works, then `$<length>` or `$EOF:<40 bytes>`, in which case the same 40 bytes end the stream.
 */
async function receive(
  socket: Socket,
  { password, renamed }: Pick<RedisTarget, 'password' | 'renamed'>,
  file: FileHandle,
  progress: ((bytes: number) => void) | undefined,
): Promise<Received> {
  const reader = chunkReader(socket);
  if (password !== null) {
    socket.write(command(serverName(renamed, 'AUTH'), password));
    const reply = await reader.line();
    if (reply.startsWith('-') && !/without any password/.test(reply)) throw new Error(reply.slice(1));
  }
  socket.write(command(serverName(renamed, 'REPLCONF'), 'capa', 'eof'));
  await reader.line();
  socket.write(command(serverName(renamed, 'SYNC')));
  const head = await reader.line();
  if (!head.startsWith('$')) throw new Error(head.replace(/^-/, ''));
  const endMark = head.startsWith('$EOF:') ? Buffer.from(head.slice(5), 'latin1') : null;
  const length = endMark ? Number.POSITIVE_INFINITY : Number(head.slice(1));
  const hash = createHash('sha256');
  let bytes = 0;
  const take = async (chunk: Buffer) => {
    hash.update(chunk);
    await file.writeFile(chunk);
    bytes += chunk.length;
    progress?.(bytes);
  };
  let held: Buffer = Buffer.alloc(0);
  while (bytes < length) {
    const chunk = await reader.chunk(length - bytes - held.length);
    if (endMark === null) {
      await take(chunk);
      continue;
    }
    // Two chunks may split the end mark, so as many bytes are held back.
    held = Buffer.concat([held, chunk]);
    if (held.subarray(-endMark.length).equals(endMark)) {
      await take(held.subarray(0, -endMark.length));
      break;
    }
    await take(Buffer.from(held.subarray(0, -endMark.length)));
    held = Buffer.from(held.subarray(-endMark.length));
  }
  return { bytes, sha256: hash.digest('hex') };
}

function command(...args: readonly string[]): string {
  return `*${args.length}\r\n${args.map((arg) => `$${Buffer.byteLength(arg)}\r\n${arg}\r\n`).join('')}`;
}

/** Reads lines, then bytes, from a socket with back-pressure. */
function chunkReader(socket: Socket) {
  const source = socket[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let rest: Buffer = Buffer.alloc(0);
  const more = async () => {
    const { value, done } = await source.next();
    if (done) throw new Error('the connection was closed');
    return value;
  };
  return {
    /** Returns the next non-empty line. */
    async line(): Promise<string> {
      for (;;) {
        const end = rest.indexOf('\n');
        if (end === -1) {
          rest = Buffer.concat([rest, await more()]);
          continue;
        }
        const line = rest.toString('latin1', 0, end).trim();
        rest = rest.subarray(end + 1);
        if (line !== '') return line;
      }
    },
    async chunk(max: number): Promise<Buffer> {
      const chunk = rest.length > 0 ? rest : await more();
      rest = chunk.length > max ? chunk.subarray(max) : Buffer.alloc(0);
      return chunk.length > max ? chunk.subarray(0, max) : chunk;
    },
  };
}
