import type { FileHandle } from 'node:fs/promises';
import { type BulkLink, encodeCommand, type LargeReply } from '../../redis/connection/bulk-link.ts';
import type { Reply } from '../../redis/connection/reply-parser.ts';
import { bytePieces } from '../../redis/data/decode/byte-source.ts';
import type { BulkConnection } from '../values/bulk-connection.ts';
import type { Command, KeyConnection } from '../values/key-connection.ts';
import { asRefusal, hasExpireTime, unlink } from './key-state.ts';
import type { StoredDump } from './stored-dump.ts';

/** A key under WATCH, without its value. */
export interface WatchedKey {
  readonly exists: boolean;
  /** Milliseconds since 1970; -1 without an expiry. */
  readonly expireAtMs: number;
  /** Seconds since its last use; null if the server does not report it, or was not asked. */
  readonly idleSeconds: number | null;
}

interface ChangedKey extends Pick<WatchedKey, 'exists' | 'expireAtMs'> {
  readonly failed: Error | null;
}

/** A value to write: the payload of RESTORE in pieces. */
export interface LargePayload {
  readonly length: number;
  pieces(): AsyncIterable<Uint8Array>;
  /** Milliseconds since 1970; -1 without an expiry. */
  readonly expireAtMs: number;
}

export function payloadOf({ file, offset, length }: StoredDump, expireAtMs: number): LargePayload {
  return { length, expireAtMs, pieces: () => bytePieces(file, offset, length) };
}

/**
 * Watches a key on the connection for large values, and reads its state.
 * @param withIdle whether the last use is needed @throws AppError
 */
export async function watchKey(
  { connection, link }: BulkConnection,
  key: Buffer,
  withIdle = false,
): Promise<WatchedKey> {
  const names = [['WATCH'], ['EXISTS'], [timeCommand(connection)], ...(withIdle ? [['OBJECT', 'IDLETIME']] : [])];
  const commands = names.map(([name = '', ...rest]) => encodeCommand([link.name(name), ...rest, key]));
  const [watched = null, exists = null, expiry = null, idle = null] = await link.send(commands, commands.length);
  for (const reply of [watched, exists, expiry]) if (reply instanceof Error) throw asRefusal(connection, reply);
  return {
    exists: exists === 1,
    expireAtMs: expiryOf(connection, expiry),
    idleSeconds: typeof idle === 'number' ? idle : null,
  };
}

function timeCommand(connection: KeyConnection): string {
  return hasExpireTime(connection) ? 'PEXPIRETIME' : 'PTTL';
}

function expiryOf(connection: KeyConnection, reply: Reply): number {
  const ms = reply === null ? -1 : Number(reply);
  return ms < 0 ? -1 : hasExpireTime(connection) ? ms : Date.now() + ms;
}

export async function unwatch({ link }: BulkConnection): Promise<void> {
  await link.send([encodeCommand([link.name('UNWATCH')])], 1);
}

/** Reads the reply of DUMP in pieces. @returns false without a key @throws AppError */
export async function receiveDump(
  { connection, link }: BulkConnection,
  key: Buffer,
  into: LargeReply,
): Promise<boolean> {
  try {
    return await dumpFrom(link, key, into);
  } catch (error) {
    throw error instanceof Error && error.name === 'ReplyError' ? asRefusal(connection, error) : error;
  }
}

/** Like `receiveDump`. @throws the error of the server */
export async function dumpFrom(link: BulkLink, key: Buffer, into: LargeReply): Promise<boolean> {
  const [reply = null] = await link.receive(encodeCommand([link.name('DUMP'), key]), 1, into);
  if (reply instanceof Error) throw reply;
  return takeRest(reply, into);
}

/** A short reply has not been passed on. */
async function takeRest(reply: Reply, into: LargeReply): Promise<boolean> {
  if (Buffer.isBuffer(reply) && reply.length > 0) {
    await into.begin(reply.length);
    await into.take(reply);
  }
  return reply !== null;
}

/** Receives a DUMP into a file, from its beginning on. */
export function intoFile(file: FileHandle): LargeReply & { readonly dump: StoredDump } {
  let length = 0;
  let at = 0;
  return {
    begin: async (bytes) => {
      length = bytes;
    },
    take: async (bytes) => {
      // A disk without room for all of them takes some of them.
      for (let done = 0; done < bytes.length; ) {
        const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at);
        done += bytesWritten;
        at += bytesWritten;
      }
    },
    get dump() {
      return { file, offset: 0, length };
    },
  };
}

/**
 * Replaces a watched key, or deletes it, in a transaction. The server verifies the checksum of the payload before it
 * accepts it, so the value is not read back: another DUMP would stop the server for as long again.
 * @param next null deletes the key
 * @returns whether the key exists at the end; null if another client has changed it, and nothing was written
 * @throws AppError WRITE_REFUSED
 */
export async function replaceWatched(
  to: BulkConnection,
  key: Buffer,
  next: LargePayload | null,
): Promise<{ readonly exists: boolean } | null> {
  const { connection, link } = to;
  const simple = (name: string, ...words: readonly Buffer[]) => encodeCommand([link.name(name), ...words]);
  async function* commands() {
    yield simple('MULTI');
    if (next) yield* restoreCommand(to, key, next);
    else yield simple(unlink(connection), key);
    yield Buffer.concat([simple('EXISTS', key), simple('EXEC')]);
  }
  const [begun, queued, , executed] = await link.sendPieces(commands(), 4);
  for (const reply of [begun, queued, executed]) if (reply instanceof Error) throw asRefusal(connection, reply);
  if (!Array.isArray(executed)) return null;
  const [written, exists] = executed as readonly Reply[];
  if (written instanceof Error) throw asRefusal(connection, written);
  return { exists: exists === 1 };
}

/**
 * Runs other commands on a watched key, and reads the resulting value in the same transaction.
 * @param read null if the result is known
 * @returns the resulting state, and the error of a command; null if another client has changed the key
 * @throws AppError WRITE_REFUSED if none of them has run
 */
export async function changeWatched(
  { connection, link }: BulkConnection,
  commands: readonly Command[],
  read: { readonly key: Buffer; readonly into: LargeReply } | null,
): Promise<ChangedKey | null> {
  const reads: readonly Command[] =
    read === null
      ? []
      : [
          ['DUMP', read.key],
          [timeCommand(connection), read.key],
        ];
  const all: readonly Command[] = [['MULTI'], ...commands, ...reads, ['EXEC']];
  const parts = all.map(([name, ...words]) =>
    encodeCommand([link.name(name), ...words.map((word) => (typeof word === 'number' ? String(word) : word))]),
  );
  const none: LargeReply = { begin: async () => undefined, take: async () => undefined };
  const replies = await link.receive(Buffer.concat(parts), parts.length, read?.into ?? none);
  const executed = replies.at(-1) ?? null;
  const refused = replies.find((reply) => reply instanceof Error);
  if (refused instanceof Error) throw asRefusal(connection, refused);
  if (!Array.isArray(executed)) return null;
  const results = executed as readonly Reply[];
  const failed = results.find((reply) => reply instanceof Error) ?? null;
  const [dump = null, time = null] = results.slice(commands.length);
  const exists = read !== null && (await takeRest(dump, read.into));
  return { exists, expireAtMs: expiryOf(connection, time), failed: failed instanceof Error ? failed : null };
}

/**
 * A server at its memory limit refuses RESTORE and every command of a transaction, but not a RESTORE in a script that
 * has deleted something before. The script skips a key that has changed since its DUMP.
 */
export const DELETE_AND_RESTORE = `
local dump = redis.call('DUMP', KEYS[1])
if redis.sha1hex(dump or '') ~= ARGV[1] then return 0 end
redis.call('UNLINK', KEYS[1])
if #ARGV > 1 then redis.call('RESTORE', KEYS[1], unpack(ARGV, 2)) end
return 1`;

/** @param sha1 of the current DUMP @returns whether the key was as expected @throws AppError */
export async function replaceWithoutMemory(
  { connection, link }: BulkConnection,
  key: Buffer,
  sha1: string,
  next: LargePayload | null,
): Promise<boolean> {
  const script = [link.name('EVAL'), DELETE_AND_RESTORE, '1', key, sha1];
  async function* command() {
    if (next === null) yield encodeCommand(script);
    else yield* withPayload(script, next, restoreWords(connection.traits, next, false));
  }
  const [reply] = await link.sendPieces(command(), 1);
  if (reply instanceof Error) throw asRefusal(connection, reply);
  return reply === 1;
}

function restoreCommand({ connection, link }: BulkConnection, key: Buffer, next: LargePayload) {
  return withPayload([link.name('RESTORE'), key], next, restoreWords(connection.traits, next, true));
}

/** The words of RESTORE before its payload and after it. */
function restoreWords(
  { version }: BulkConnection['connection']['traits'],
  { expireAtMs }: LargePayload,
  replaces: boolean,
): { readonly time: string; readonly options: readonly string[] } {
  const hasAbsolute = version === 0 || version >= 50_000;
  const time = expireAtMs < 0 ? 0 : hasAbsolute ? expireAtMs : Math.max(1, Math.ceil(expireAtMs - Date.now()));
  const isAbsolute = hasAbsolute && expireAtMs >= 0;
  return { time: String(time), options: [...(replaces ? ['REPLACE'] : []), ...(isAbsolute ? ['ABSTTL'] : [])] };
}

async function* withPayload(
  before: readonly (string | Buffer)[],
  { length, pieces }: LargePayload,
  { time, options }: { readonly time: string; readonly options: readonly string[] },
): AsyncGenerator<Uint8Array> {
  const words = [...before, time].map((word) => wordOf(word));
  const count = words.length + 1 + options.length;
  yield Buffer.concat([Buffer.from(`*${count}\r\n`), ...words, Buffer.from(`$${length}\r\n`)]);
  yield* pieces();
  yield Buffer.concat([Buffer.from('\r\n'), ...options.map((word) => wordOf(word))]);
}

function wordOf(word: string | Buffer): Buffer {
  const bytes = typeof word === 'string' ? Buffer.from(word) : word;
  return Buffer.concat([Buffer.from(`$${bytes.length}\r\n`), bytes, Buffer.from('\r\n')]);
}

/** The name of a key in a progress line. */
export function shownKey(key: Buffer): string {
  return `"${key.subarray(0, 60).toString()}"`;
}
