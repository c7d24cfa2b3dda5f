import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { isDamaged, openExistingFile } from '../../platform/files/state-file.ts';
import { HashLanes } from '../../redis/data/content/hash-lanes.ts';
import { compareBytes } from './key-arena.ts';

/**
 * The keys of one backup in byte order, with the hashes of their values: about 33 bytes per key plus its name. Each row
 * has a checksum, so that damage is noticed where it matters, without reading the whole file.
 *
 * A magic number, version, number of databases; for each its number, keys, bytes of the names, and the offset of its
 * rows. The names follow the rows. The header has a checksum too.
 */
const MAGIC = 0x484b5256;
const VERSION = 2;
const HEAD_BYTES = 12;
const DATABASE_BYTES = 28;
const CHECK_BYTES = 4;
const MAX_DATABASES = 65_535;

/** A key of a history file. */
export interface HistoryRow {
  readonly key: Buffer;
  readonly type: number;
  /** Milliseconds since 1970; -1 without an expiry. */
  readonly expireAtMs: number;
  /** Serialised bytes of key and value. */
  readonly sizeBytes: number;
  /** 16 hexadecimal digits. */
  readonly hash: string;
}

/** The rows of a database, in byte order of their keys. */
export interface HistoryDatabase {
  readonly database: number;
  readonly rows: number;
  row(at: number): HistoryRow;
}

/** The file is incomplete, damaged, or no regular file. It is recreated. */
export class HistoryDamaged extends Error {}

/** End of the name, sum of the sizes up to the key, expiry, hash, type, checksum. */
const ROW_BYTES = 4 + 8 + 8 + 8 + 1 + 4;

/** Writes a file that appears complete or not at all. */
export async function writeHistoryFile(path: string, databases: readonly HistoryDatabase[]): Promise<void> {
  const tableEnd = HEAD_BYTES + databases.length * DATABASE_BYTES;
  const head = Buffer.alloc(tableEnd + CHECK_BYTES);
  head.writeUInt32LE(MAGIC, 0);
  head.writeUInt32LE(VERSION, 4);
  head.writeUInt32LE(databases.length, 8);
  const temporary = `${path}.new`;
  // A file that already has this name, such as a link to another file, is not written to.
  await rm(temporary, { force: true });
  const file = await open(temporary, 'wx', 0o600);
  try {
    let offset = head.length;
    for (const [at, one] of databases.entries()) {
      const parts = partsOf(one);
      const namesBytes = parts.at(-1)?.length ?? 0;
      const from = HEAD_BYTES + at * DATABASE_BYTES;
      head.writeUInt32LE(one.database, from);
      head.writeDoubleLE(one.rows, from + 4);
      head.writeDoubleLE(namesBytes, from + 12);
      head.writeDoubleLE(offset, from + 20);
      for (const part of parts) {
        await file.write(part, 0, part.length, offset);
        offset += part.length;
      }
    }
    head.writeInt32LE(checkOfHead(head.subarray(0, tableEnd)), tableEnd);
    await file.write(head, 0, head.length, 0);
    await file.datasync();
  } catch (error) {
    await file.close();
    await rm(temporary, { force: true });
    throw error;
  }
  await file.close();
  await rename(temporary, path);
}

function partsOf({ rows, row }: HistoryDatabase): readonly Buffer[] {
  const table = Buffer.alloc(rows * ROW_BYTES);
  const names: Buffer[] = [];
  let end = 0;
  let sum = 0;
  for (let at = 0; at < rows; at++) {
    const one = row(at);
    const from = at * ROW_BYTES;
    names.push(one.key);
    end += one.key.length;
    if (end > 0xffffffff) throw new RangeError('the names of the keys need more than 4 GB');
    sum += one.sizeBytes;
    table.writeUInt32LE(end, from);
    table.writeDoubleLE(sum, from + 4);
    table.writeDoubleLE(one.expireAtMs, from + 12);
    table.write(one.hash, from + 20, 'hex');
    table.writeUInt8(one.type, from + 28);
    table.writeInt32LE(checkOf(one, sum), from + 29);
  }
  return [table, Buffer.concat(names)];
}

const check = new HashLanes();

function checkOf({ key, type, expireAtMs, sizeBytes, hash }: HistoryRow, sum: number): number {
  check.reset();
  check.bytes(key, 0, key.length);
  check.word(type);
  check.double(expireAtMs);
  check.double(sizeBytes);
  check.double(sum);
  check.bytes(Buffer.from(hash, 'hex'), 0, 8);
  return check.low;
}

function checkOfHead(bytes: Buffer): number {
  check.reset();
  check.bytes(bytes, 0, bytes.length);
  return check.low;
}

interface Section {
  readonly keys: number;
  readonly namesBytes: number;
  readonly rowsAt: number;
  readonly namesAt: number;
}

/** Reads single rows. */
export interface HistoryFile {
  /** @returns null if the database has no such key @throws HistoryDamaged */
  find(database: number, key: Uint8Array): Promise<HistoryRow | null>;
  /** Keys and bytes that begin with a prefix. @throws HistoryDamaged */
  totals(database: number, prefix: Uint8Array): Promise<{ readonly keys: number; readonly sizeBytes: number }>;
  close(): Promise<void>;
}

/** @throws HistoryDamaged; Error ENOENT */
export async function openHistoryFile(path: string): Promise<HistoryFile> {
  const file = await openExistingFile(path).catch((error: unknown) => {
    throw isDamaged(error) ? new HistoryDamaged(error.message) : error;
  });
  try {
    const sections = await readSections(file);
    const section = (database: number) => sections.get(database) ?? null;
    return {
      async find(database, key) {
        const found = section(database);
        if (found === null) return null;
        const at = await lowerBound(file, found, (name) => compare(name, key) >= 0);
        if (at === found.keys) return null;
        const { row } = await readRow(file, found, at);
        return compare(row.key, key) === 0 ? row : null;
      },
      async totals(database, prefix) {
        const found = section(database);
        if (found === null) return { keys: 0, sizeBytes: 0 };
        const first = await lowerBound(file, found, (name) => compare(name, prefix) >= 0);
        const isAfter = (name: Buffer) =>
          compare(name, prefix) > 0 && compare(name.subarray(0, prefix.length), prefix) !== 0;
        const end = await lowerBound(file, found, isAfter);
        const sumBefore = async (at: number) => (at === 0 ? 0 : (await readRow(file, found, at - 1)).sum);
        return { keys: end - first, sizeBytes: (await sumBefore(end)) - (await sumBefore(first)) };
      },
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function readSections(file: FileHandle): Promise<ReadonlyMap<number, Section>> {
  const { size } = await file.stat();
  const head = await read(file, 0, HEAD_BYTES);
  const count = head.readUInt32LE(8);
  if (head.readUInt32LE(0) !== MAGIC || head.readUInt32LE(4) !== VERSION || count > MAX_DATABASES) {
    throw new HistoryDamaged('not a history file');
  }
  const table = await read(file, HEAD_BYTES, count * DATABASE_BYTES);
  const sum = await read(file, HEAD_BYTES + table.length, CHECK_BYTES);
  if (checkOfHead(Buffer.concat([head, table])) !== sum.readInt32LE(0)) throw new HistoryDamaged('a wrong head');
  const sections = new Map<number, Section>();
  let expected = HEAD_BYTES + table.length + CHECK_BYTES;
  for (let at = 0; at < count; at++) {
    const from = at * DATABASE_BYTES;
    const keys = table.readDoubleLE(from + 4);
    const namesBytes = table.readDoubleLE(from + 12);
    if (table.readDoubleLE(from + 20) !== expected) throw new HistoryDamaged('a wrong offset');
    const rowsAt = expected;
    const namesAt = rowsAt + keys * ROW_BYTES;
    expected = namesAt + namesBytes;
    sections.set(table.readUInt32LE(from), { keys, namesBytes, rowsAt, namesAt });
  }
  if (expected !== size) throw new HistoryDamaged('a wrong size');
  return sections;
}

/** Reads a row and verifies it. */
async function readRow(
  file: FileHandle,
  { rowsAt, namesAt, namesBytes }: Section,
  at: number,
): Promise<{ readonly row: HistoryRow; readonly sum: number }> {
  const first = Math.max(0, at - 1);
  const rows = await read(file, rowsAt + first * ROW_BYTES, (at - first + 1) * ROW_BYTES);
  const from = rows.length - ROW_BYTES;
  const start = at === 0 ? 0 : rows.readUInt32LE(0);
  const end = rows.readUInt32LE(from);
  if (start > end || end > namesBytes) throw new HistoryDamaged('a wrong name');
  const sum = rows.readDoubleLE(from + 4);
  const row = {
    key: await read(file, namesAt + start, end - start),
    type: rows.readUInt8(from + 28),
    expireAtMs: rows.readDoubleLE(from + 12),
    sizeBytes: sum - (at === 0 ? 0 : rows.readDoubleLE(4)),
    hash: rows.toString('hex', from + 20, from + 28),
  };
  if (checkOf(row, sum) !== rows.readInt32LE(from + 29)) throw new HistoryDamaged('a wrong checksum');
  return { row, sum };
}

/** The first row whose key meets the condition. Verifies each row on the way. */
async function lowerBound(file: FileHandle, section: Section, holds: (name: Buffer) => boolean): Promise<number> {
  let low = 0;
  let high = section.keys;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const { row } = await readRow(file, section, middle);
    if (holds(row.key)) high = middle;
    else low = middle + 1;
  }
  return low;
}

async function read(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
  if (bytesRead < length) throw new HistoryDamaged('it is truncated');
  return buffer;
}

function compare(one: Uint8Array, other: Uint8Array): number {
  return compareBytes(one, 0, one.length, other, 0, other.length);
}
