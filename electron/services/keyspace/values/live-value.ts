import { AppError } from '../../../../shared/contract/errors.ts';
import type { KeyName, KeyType } from '../../../../shared/contract/key-name.ts';
import type { KeyDetails, KeyValue } from '../../../../shared/contract/keyspace.ts';
import { bufferOf, type Reconnect } from './bounded-reply.ts';
import { fromBytes, toBytes } from './bytes.ts';
import type { KeyConnection } from './key-connection.ts';
import { hasFieldExpiry, readHash, readList, readSet, readSortedSet } from './live-elements.ts';
import { readStream } from './live-stream.ts';
import { badPosition, isoTime, STRING_PAGE_BYTES, stringPage, type ValuePageOptions } from './rdb-value.ts';
import { keyNotFound } from './server-error.ts';

/** Details of a live key. Its serialised size is known to the index only. */
export type LiveKeyDetails = Omit<KeyDetails, 'sizeBytes'>;

const MEMORY_SAMPLES = '5';

const lengthCommands: Readonly<Partial<Record<KeyType, string>>> = {
  string: 'STRLEN',
  list: 'LLEN',
  set: 'SCARD',
  zset: 'ZCARD',
  hash: 'HLEN',
  stream: 'XLEN',
};

/**
 * Details of one key. A value that the server refuses, such as OBJECT for a restricted user, is null or empty.
 * @throws AppError NOT_FOUND, NOT_RUNNING, COMMAND_UNAVAILABLE
 */
export async function liveDetails(connection: KeyConnection, key: KeyName): Promise<LiveKeyDetails> {
  const name = fromBytes(key);
  const { traits, database } = connection;
  const hasAbsolute = traits.isValkey || traits.version >= 70_000;
  const [type, expiry, encoding, memory, use] = await connection.pipeline([
    ['TYPE', name],
    [hasAbsolute ? 'PEXPIRETIME' : 'PTTL', name],
    ['OBJECT', 'ENCODING', name],
    ['MEMORY', 'USAGE', name, 'SAMPLES', MEMORY_SAMPLES],
    ['OBJECT', traits.keeps === 'frequency' ? 'FREQ' : 'IDLETIME', name],
  ]);
  const kind = keyTypeOf(type, database, key);
  // After OBJECT IDLETIME, because it counts as a use of the key.
  const lengthCommand = lengthCommands[kind];
  const length = lengthCommand
    ? Number(await connection.call(lengthCommand, name))
    : ((await moduleBytes(connection, name))?.length ?? null);
  const used = numberOf(use);
  const time = numberOf(expiry);
  const expireAtMs = time === null || time < 0 ? null : hasAbsolute ? time : Date.now() + time;
  return {
    ...{ database, key: toBytes(name), type: kind, length },
    encoding: encoding instanceof Error || encoding === null ? '' : bufferOf(encoding).toString(),
    expiresAt: isoTime(expireAtMs),
    idleSeconds: traits.keeps === 'frequency' ? null : used,
    frequency: traits.keeps === 'frequency' ? used : null,
    memoryBytes: numberOf(memory),
    fieldExpiry: hasFieldExpiry(traits),
  };
}

/**
 * One page of a live value, by the command of its type.
 * @param connect returns the open connection, or a new one after it was closed
 * @throws AppError NOT_FOUND, BAD_VALUE, NOT_RUNNING, COMMAND_UNAVAILABLE, CONFLICT if its type changes meanwhile
 */
export async function liveValue(connect: Reconnect, key: KeyName, options: ValuePageOptions): Promise<KeyValue> {
  const connection = await connect();
  const name = fromBytes(key);
  const reply = bufferOf(await connection.call('TYPE', name)).toString();
  const type = keyTypeOf(reply, connection.database, key);
  const value = { connect, name, ...options, find: options.find || undefined };
  switch (type) {
    case 'string':
      return readString(connection, name, options);
    case 'list':
      return readList(value);
    case 'set':
      return readSet(value);
    case 'zset':
      return readSortedSet(value);
    case 'hash':
      return readHash(value, connection.traits);
    case 'stream':
      return readStream(value);
    case 'module':
      return readModule(connection, name, reply, startOf(options));
  }
}

async function readString(connection: KeyConnection, name: Buffer, options: ValuePageOptions): Promise<KeyValue> {
  const from = startOf(options);
  const [length, data] = await connection.pipeline([
    ['STRLEN', name],
    ['GETRANGE', name, from, from + STRING_PAGE_BYTES - 1],
  ]);
  return stringPage(bufferOf(replyOf(data)), from, Number(replyOf(length)));
}

/** The type byte, the identifier of the module, and after the value the version and a checksum. */
const DUMP_HEAD_BYTES = 1 + 9;
const DUMP_TAIL_BYTES = 2 + 8;
const MAX_DUMP_BYTES = 64 * 1024 * 1024;

async function readModule(connection: KeyConnection, name: Buffer, module: string, from: number): Promise<KeyValue> {
  const bytes = await moduleBytes(connection, name);
  if (bytes === null) {
    const message = `The value of the module ${module} has more than 64 MB, and Redis gives it only as a whole. Use redis-cli or a backup.`;
    throw new AppError('BAD_VALUE', message, { field: 'key', expected: 'a value of at most 64 MB' });
  }
  const part = bytes.subarray(from, from + STRING_PAGE_BYTES);
  const end = from + part.length;
  const next = part.length > 0 && end < bytes.length ? String(end) : null;
  return { type: 'module', module, lengthBytes: bytes.length, value: toBytes(part), next };
}

/**
 * Redis has no command that reads a module's value in parts, so its DUMP is read completely.
 * @returns the value as the module wrote it; null above 64 MB
 */
async function moduleBytes(connection: KeyConnection, name: Buffer): Promise<Buffer | null> {
  const reply = await connection.limitReplies(MAX_DUMP_BYTES, () => connection.call('DUMP', name));
  if (reply === 'too large') return null;
  const dump = bufferOf(reply);
  return dump.subarray(DUMP_HEAD_BYTES, Math.max(DUMP_HEAD_BYTES, dump.length - DUMP_TAIL_BYTES));
}

function startOf({ position, from }: ValuePageOptions): number {
  if (position === undefined) return from ?? 0;
  if (/^\d{1,15}$/.test(position)) return Number(position);
  throw badPosition();
}

function keyTypeOf(reply: unknown, database: number, key: KeyName): KeyType {
  const type = bufferOf(replyOf(reply)).toString();
  if (type === 'none') throw keyNotFound(database, key);
  return type === 'string' || Object.hasOwn(lengthCommands, type) ? (type as KeyType) : 'module';
}

/** @throws the error in place of a reply */
function replyOf(reply: unknown): unknown {
  if (reply instanceof Error) throw reply;
  return reply;
}

function numberOf(reply: unknown): number | null {
  return typeof reply === 'number' ? reply : null;
}
