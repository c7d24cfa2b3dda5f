import { KEYDB_MEMBER_EXPIRY } from '../../redis/data/keydb-expiries.ts';
import { RdbError } from '../../redis/data/rdb-error.ts';
import type { RdbEnd, RdbVisitor } from '../../redis/data/rdb-visitor.ts';
import { walkRdbFile } from '../../redis/data/walk-rdb.ts';
import type { KeyIndex } from '../index/key-index.ts';
import { openKeyFile } from '../values/open-key-file.ts';

/** Names may need more memory than the file's bytes, because Redis compresses long ones. */
const MAX_EXPANSION = 16;
const FREE_BYTES = 64 * 1024 ** 2;

/** An RDB to index. */
export interface RdbFile {
  readonly path: string;
  /** The file is compressed with gzip; the plain RDB is written to this path while it is read. */
  readonly unzipTo: string | null;
}

export interface RdbFacts {
  redisVersion: string | null;
  savedAt: string | null;
  functions: number;
  /** Members of hashes and sets for which KeyDB wrote an expiry. */
  memberExpiries: number;
  /** It is the base of a multi-part AOF, whose increments are in other files. */
  isBase: boolean;
}

export interface RdbReading {
  readonly facts: RdbFacts;
  readonly end: RdbEnd;
  /** Commands follow the RDB: the file is an AOF with a preamble. */
  readonly commandsFollow: boolean;
}

interface ReadOptions {
  readonly signal: AbortSignal;
  /** @param fraction 0 to 1 */
  readonly progress: (fraction: number, facts: RdbFacts) => void;
  /** Whether to verify the checksum; true by default. */
  readonly checksum?: boolean;
}

/** What a reader of keys is given. */
type KeyVisitor = Pick<RdbVisitor, 'key' | 'entries' | 'valueBytes' | 'databaseSize'>;

/**
 * Reads every key of an RDB into an index, and verifies the checksum on the way.
 * @throws RdbError with the offset at which reading fails; the index keeps the keys before it
 */
export async function readRdb(index: KeyIndex, from: RdbFile, options: ReadOptions): Promise<RdbReading> {
  return readKeys(
    from,
    {
      // Their names are not compressed, so they cannot be more than the file.
      entries: (batch) => index.addAll(batch),
      key(entry) {
        const row = index.add(entry, entry.keyEnd - entry.keyStart + entry.length);
        const { idleSeconds, frequency } = entry;
        if (idleSeconds >= 0 || frequency >= 0) index.columns.setUse(row, idleSeconds, frequency);
        checkExpansion(index, entry.offset);
      },
    },
    options,
  );
}

/** Visits every key of an RDB, like `readRdb`. */
export async function readKeys(from: RdbFile, keys: KeyVisitor, options: ReadOptions): Promise<RdbReading> {
  const facts: RdbFacts = { redisVersion: null, savedAt: null, functions: 0, memberExpiries: 0, isBase: false };
  const visitor = { ...keys, ...headVisitor(facts) };
  const progress = (fraction: number) => options.progress(fraction, facts);
  const { end, after } = await walk(from, visitor, { ...options, progress });
  return { facts, end, commandsFollow: isCommand(after) };
}

/**
 * @param offset of the reader in the file @throws RdbError if the names need far more memory than the file has bytes
 */
export function checkExpansion(index: KeyIndex, offset: number): void {
  const { reservedBytes } = index.columns.arena;
  if (reservedBytes > FREE_BYTES && reservedBytes > FREE_BYTES + MAX_EXPANSION * offset) {
    throw new RdbError('damaged', offset, 'the names of the keys expand to far more than the file');
  }
}

function headVisitor(facts: RdbFacts): RdbVisitor {
  return {
    aux(name, value) {
      if (name === 'redis-ver' || name === 'valkey-ver') facts.redisVersion = value;
      if (name === 'aof-base') facts.isBase = value === '1';
      if (name === KEYDB_MEMBER_EXPIRY) facts.memberExpiries++;
      if (name === 'ctime') facts.savedAt = isoSeconds(Number(value));
    },
    functionLibrary() {
      facts.functions++;
    },
  };
}

function isoSeconds(seconds: number): string | null {
  // Some tools write milliseconds where Redis writes seconds.
  const ms = seconds >= 1e11 ? seconds : seconds * 1000;
  return ms > 0 && ms < 253_402_300_800_000 ? new Date(ms).toISOString() : null;
}

/** @returns the result, and the first bytes after the RDB */
async function walk(
  { path, unzipTo }: RdbFile,
  visitor: RdbVisitor,
  options: Omit<ReadOptions, 'progress'> & { readonly progress: (fraction: number) => void },
): Promise<{ readonly end: RdbEnd; readonly after: Buffer }> {
  if (unzipTo !== null) {
    // Most files need no decompressor, and a thread without it starts faster.
    const { walkZipped } = await import('./walk-zipped.ts');
    return walkZipped(path, unzipTo, visitor, options);
  }
  const { signal, progress, checksum = true } = options;
  const file = await openKeyFile(path);
  try {
    const { size } = await file.stat();
    const read = (bytes: number) => progress(bytes / size);
    const end = await walkRdbFile(file, visitor, { signal, checksum, progress: read });
    const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, end.endOffset);
    return { end, after: buffer.subarray(0, bytesRead) };
  } finally {
    await file.close();
  }
}

/** Whether bytes after an RDB are commands: `*3\r\n`, or the annotation `#TS:`. */
function isCommand(bytes: Buffer): boolean {
  return /^(?:\*[1-9]\d*\r\n|#TS:)/.test(bytes.toString('latin1'));
}
