import type { FileHandle } from 'node:fs/promises';
import { AppError } from '../../../../shared/contract/errors.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { type BulkLink, encodeCommand } from '../../redis/connection/bulk-link.ts';
import type { LinkCommand, RedisLink } from '../../redis/connection/redis-link.ts';
import { type InfoFields, keyspace } from '../../redis/info/info.ts';
import { isLargeValue } from '../edit/key-size.ts';
import { dumpFrom } from '../edit/large-key.ts';
import { readLimits } from '../edit/server-limits.ts';
import { versionOf } from '../live/choose-method.ts';
import { RdbWriter } from './rdb-writer.ts';

const ANSWER_MS = 30_000;
const SCAN_COUNT = '500';
/** Bytes of values that are requested together. */
const BATCH_BYTES = 4 * 1024 * 1024;
/**
 * Since Redis 7, PEXPIRETIME gives the time itself. Before it, the remaining time is exact to the duration of a batch.
 */
const HAS_EXPIRE_TIME = 7;
const EXPIRY_ERROR_MS = 2000;

interface Dumping {
  readonly link: RedisLink;
  /** Opens another connection to a database, for large values. The caller closes it. */
  readonly openLarge: (database: number) => Promise<BulkLink>;
  readonly info: InfoFields;
  readonly file: FileHandle;
  readonly signal: AbortSignal;
  readonly progress: (fraction: number | null) => void;
}

/**
 * Writes all keys of a server to a file as an RDB, by SCAN and DUMP in batches, large values in pieces. Keys that vanish meanwhile are left out.
 * @returns the error of the expiries, ms
 * @throws AppError COMMAND_UNAVAILABLE for a value that is too large; LinkError; the error of the server; the signal's reason
 */
export async function dumpServer(dumping: Dumping): Promise<number> {
  const { link, info, file, signal, progress } = dumping;
  const hasExpireTime = Number(versionOf(info)?.split('.')[0] ?? 0) >= HAS_EXPIRE_TIME;
  const databases = keyspace(info);
  const total = databases.reduce((sum, { keys }) => sum + keys, 0);
  const writer = new RdbWriter(file);
  // Reading must not make keys look used; older servers have no way to avoid that.
  await link.call(ANSWER_MS, 'CLIENT', 'NO-TOUCH', 'ON').catch(() => undefined);
  const { replyBytes } = await readLimits({ pipeline: (commands) => replies(link, 0, commands) });
  const maxBytes = replyBytes ?? Number.POSITIVE_INFINITY;
  let seen = 0;
  for (const { index: database } of databases) {
    let cursor = '0';
    const large: Buffer[] = [];
    do {
      signal.throwIfAborted();
      const page = await ask(link, database, [['SCAN', cursor, 'COUNT', SCAN_COUNT]]);
      const [next, keys] = page[0] as [Buffer, Buffer[]];
      cursor = String(next);
      large.push(...(await dumpKeys(link, database, keys, { hasExpireTime, writer, maxBytes })));
      seen += keys.length;
      progress(total === 0 ? null : Math.min(1, seen / total));
    } while (cursor !== '0');
    await dumpLarge(dumping, database, large, { hasExpireTime, writer });
  }
  await writer.end();
  return hasExpireTime ? 0 : EXPIRY_ERROR_MS;
}

interface Writing {
  readonly hasExpireTime: boolean;
  readonly writer: RdbWriter;
}

/** Copies large values one by one, in pieces. */
async function dumpLarge(
  { openLarge, signal }: Dumping,
  database: number,
  keys: readonly Buffer[],
  { hasExpireTime, writer }: Writing,
): Promise<void> {
  if (keys.length === 0) return;
  const large = await openLarge(database);
  try {
    for (const key of keys) {
      const time = encodeCommand([large.name(hasExpireTime ? 'PEXPIRETIME' : 'PTTL'), key]);
      const [expiry = null] = await large.send([time], 1);
      if (expiry instanceof Error) throw expiry;
      const expireAtMs = Number(expiry) < 0 ? -1 : Number(expiry) + (hasExpireTime ? 0 : Date.now());
      const into = writer.addPieces(database, key, expireAtMs);
      const take = async (bytes: Buffer) => {
        signal.throwIfAborted();
        await into.take(bytes);
      };
      await dumpFrom(large, key, { ...into, take });
    }
  } finally {
    large.close();
  }
}

/** @returns the keys with large values, which are not copied */
async function dumpKeys(
  link: RedisLink,
  database: number,
  keys: readonly Buffer[],
  { hasExpireTime, writer, maxBytes }: Writing & { readonly maxBytes: number },
): Promise<readonly Buffer[]> {
  // Few samples, because counting a large value completely blocks the server. If the server refuses the command, keys
  // are copied in batches by number.
  const sizes = await replies(
    link,
    database,
    keys.map((key) => ['MEMORY', 'USAGE', key, 'SAMPLES', '5']),
  );
  const large: Buffer[] = [];
  const small: { readonly key: Buffer; readonly size: number }[] = [];
  for (const [at, key] of keys.entries()) {
    const reply = sizes[at];
    const size = typeof reply === 'number' ? reply : 0;
    if (size > maxBytes) throw tooLarge(key, size, maxBytes);
    if (isLargeValue(size)) large.push(key);
    else small.push({ key, size });
  }
  for (const batch of batches(small)) {
    const commands = batch.flatMap((key): LinkCommand[] => [
      ['DUMP', key],
      [hasExpireTime ? 'PEXPIRETIME' : 'PTTL', key],
    ]);
    const answers = await ask(link, database, commands);
    const now = Date.now();
    for (const [at, key] of batch.entries()) {
      const dump = answers[2 * at];
      const expiry = Number(answers[2 * at + 1]);
      // -2: the key has vanished between the two commands.
      if (!Buffer.isBuffer(dump) || expiry === -2) continue;
      await writer.add(database, key, dump, expiry < 0 ? -1 : expiry + (hasExpireTime ? 0 : now));
    }
  }
  return large;
}

function* batches(keys: readonly { readonly key: Buffer; readonly size: number }[]): Generator<readonly Buffer[]> {
  let batch: Buffer[] = [];
  let bytes = 0;
  for (const { key, size } of keys) {
    if (batch.length > 0 && bytes + size > BATCH_BYTES) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(key);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

function tooLarge(key: Buffer, size: number, maxBytes: number): AppError {
  const message = `The key "${key.subarray(0, 200).toString('utf8')}" needs ${formatBytes(size)}, and the server sends at most ${formatBytes(maxBytes)} (client-output-buffer-limit). Raise that limit, or compare a backup of this instance`;
  return new AppError('COMMAND_UNAVAILABLE', message, { command: 'DUMP' });
}

/** Sends commands to one database. @throws the first error of the server */
async function ask(link: RedisLink, database: number, commands: readonly LinkCommand[]): Promise<readonly unknown[]> {
  const answers = await replies(link, database, commands);
  const failed = answers.find((reply) => reply instanceof Error);
  if (failed) throw failed;
  return answers;
}

/** @returns the replies; a failed command has its error in place of a reply */
async function replies(
  link: RedisLink,
  database: number,
  commands: readonly LinkCommand[],
): Promise<readonly unknown[]> {
  if (commands.length === 0) return [];
  const [selected, ...rest] = await link.batch(ANSWER_MS, [['SELECT', String(database)], ...commands], 'bytes');
  if (selected instanceof Error) throw selected;
  return rest;
}
