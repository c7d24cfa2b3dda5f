import { randomUUID } from 'node:crypto';
import { type FileHandle, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { syncFolder, writeDurably } from '../../platform/files/durable-write.ts';
import { orNull } from '../../platform/files/file-errors.ts';
import { readJsonState } from '../../platform/files/json-state.ts';
import { parseJson } from '../../platform/files/parse-json.ts';
import { isUnreadable, openStateFile, readStateFile } from '../../platform/files/state-file.ts';
import { ensureFolder } from '../../platform/home/ensure-folder.ts';
import { desktopFolder } from '../../platform/home/paths.ts';
import { newestFirst } from '../../platform/time/newest-first.ts';
import { isLargeValue } from './key-size.ts';
import { type LargeKey, type LargeRecordWriter, openLargeRecord } from './large-record.ts';
import {
  afterOf,
  decodeHead,
  encodeNewKeys,
  encodeRecord,
  type LargePackRecord,
  type NewKeys,
  type PackRecord,
  RECORD_HEAD_BYTES,
  type RecordHead,
} from './pack-record.ts';

/** More than a line with the state of a key after its change. */
const RESERVED_MARK_BYTES = 128;

const idPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const about = z.object({
  instance: z.string(),
  createdAt: z.string(),
  /** Null while keys are changed, or if that was interrupted. */
  finishedAt: z.string().nullable(),
  changed: z.number(),
  /** Its journal entry waits for the server, so the pack is kept at any age. */
  waits: z.boolean().default(false),
});
type AboutPack = z.infer<typeof about>;

/** An undo pack that can be undone. */
export interface UndoPackInfo extends AboutPack {
  readonly id: string;
}

/** The former values of changed keys, on disk before the change of each. */
export interface UndoPackWriter {
  readonly id: string;
  /** Writes records to disk. @returns the number of the first one */
  add(records: readonly PackRecord[]): Promise<number>;
  /** Begins the record of a key whose value may be too large for memory. Nothing else is added until it ends. */
  addLarge(key: LargeKey): Promise<LargeRecordWriter>;
  /** Like `add`, for keys that did not exist. */
  addNew(keys: NewKeys): Promise<number>;
  /**
   * Reserves disk for the marks of keys, before the first mark, so that a full disk cannot prevent them after the change.
   */
  reserveMarks(keys: number): Promise<void>;
  /** Like {@link markUndoPack}. */
  mark(heads: readonly KeyMark[]): Promise<void>;
  /** @param changed 0 deletes the pack */
  finish(changed: number): Promise<void>;
}

interface KeyMark extends Pick<RecordHead, 'after'> {
  readonly number: number;
}

function packsFolder(home: string): string {
  return join(desktopFolder(home), 'undo-packs');
}

function packFolder(home: string, id: string): string {
  return join(packsFolder(home), id);
}

/**
 * @param record names the pack in the journal of an operation; if that fails, no pack is left
 * @throws the error of the disk
 */
export async function createUndoPack(
  home: string,
  instance: string,
  record: (id: string) => Promise<void> = async () => undefined,
): Promise<UndoPackWriter> {
  const id = randomUUID();
  const folder = packFolder(home, id);
  ensureFolder(folder);
  const createdAt = new Date().toISOString();
  const describe = (finishedAt: string | null, changed: number) =>
    writeDurably(join(folder, 'pack.json'), JSON.stringify({ instance, createdAt, finishedAt, changed, waits: false }));
  try {
    await describe(null, 0);
    await syncFolder(packsFolder(home));
    await record(id);
  } catch (error) {
    await removeUndoPack(home, id);
    throw error;
  }
  let count = 0;
  const marks = { at: 0, end: 0 };
  return {
    id,
    async add(records) {
      const first = count;
      count += records.length;
      await append(join(folder, 'keys'), records.flatMap(encodeRecord));
      return first;
    },
    async addNew(keys) {
      const first = count;
      count += keys.count;
      await append(join(folder, 'keys'), [encodeNewKeys(keys)]);
      return first;
    },
    addLarge: (key) => openLargeRecord(join(folder, 'keys'), key, () => count++),
    async reserveMarks(keys) {
      marks.end = keys * RESERVED_MARK_BYTES;
      await append(join(folder, 'after'), [Buffer.alloc(marks.end, '\n')]);
    },
    async mark(heads) {
      const text = markLines(heads);
      if (marks.at + text.length > marks.end) return append(join(folder, 'after'), [text]);
      await overwrite(join(folder, 'after'), text, marks.at);
      marks.at += text.length;
    },
    async finish(changed) {
      if (changed > 0) return describe(new Date().toISOString(), changed);
      await removeUndoPack(home, id);
    },
  };
}

/** Records the state of keys after their change, or that they were skipped, by number. */
export async function markUndoPack(home: string, id: string, heads: readonly KeyMark[]): Promise<void> {
  await append(join(packFolder(home, id), 'after'), [markLines(heads)]);
}

function markLines(heads: readonly KeyMark[]): Buffer {
  return Buffer.from(heads.map(({ number, after }) => `${JSON.stringify([number, after])}\n`).join(''));
}

/** Appends and syncs, with several buffers in one write. */
async function append(path: string, parts: readonly Buffer[]): Promise<void> {
  if (parts.length === 0) return;
  const file = await open(path, 'a', 0o600);
  try {
    await file.appendFile(parts.length === 1 ? (parts[0] ?? Buffer.alloc(0)) : Buffer.concat(parts));
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** Writes within the reserved part of a file, and syncs. */
async function overwrite(path: string, bytes: Buffer, at: number): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.write(bytes, 0, bytes.length, at);
    await file.datasync();
  } finally {
    await file.close();
  }
}

const mark = z.tuple([z.number(), z.custom<RecordHead['after']>((value) => typeof value === 'object')]);

export type NumberedRecord = PackRecord & { readonly number: number; readonly isLarge: false };
export type NumberedLargeRecord = LargePackRecord & { readonly number: number; readonly isLarge: true };

/**
 * Reads the records of a pack one by one. Large values stay in the file, which is open until the next record. A truncated record belongs to a key that was not changed. Stops at a damaged
 * header, because that says where the next record begins.
 */
export async function* readUndoPack(home: string, id: string): AsyncGenerator<NumberedRecord | NumberedLargeRecord> {
  const folder = packFolder(home, id);
  const text = (await readStateFile(join(folder, 'after'), { largestBytes: Number.POSITIVE_INFINITY })) ?? '';
  const marks = new Map(
    text.split('\n').flatMap((line) => {
      const parsed = mark.safeParse(parseJson(line));
      return parsed.success ? [parsed.data] : [];
    }),
  );
  const file = await openStateFile(join(folder, 'keys'));
  if (file === null) return;
  try {
    const { size } = await file.stat();
    let at = 0;
    for (let number = 0; at + RECORD_HEAD_BYTES <= size; number++) {
      const head = decodeHead(await readAt(file, at, RECORD_HEAD_BYTES));
      if (!(Number.isSafeInteger(head.dumpBytes) && head.dumpBytes >= 0)) return;
      const dumpEnd = at + RECORD_HEAD_BYTES + head.keyBytes + head.dumpBytes;
      const end = dumpEnd + head.tailBytes;
      if (end > size) return;
      const key = await readAt(file, at + RECORD_HEAD_BYTES, head.keyBytes);
      const { database, expireAtMs, isAbsent, dumpBytes } = head;
      const offset = dumpEnd - dumpBytes;
      const after = marks.get(number) ?? afterOf(head, await readAt(file, dumpEnd, head.tailBytes));
      if (head.isLarge || isLargeValue(dumpBytes)) {
        const dump = isAbsent ? null : { file, offset, length: dumpBytes };
        yield { isLarge: true, number, database, key, before: { dump, expireAtMs }, after };
      } else {
        const dump = isAbsent ? null : await readAt(file, offset, dumpBytes);
        yield { isLarge: false, number, database, key, before: { dump, expireAtMs }, after };
      }
      at = end;
    }
  } finally {
    await file.close();
  }
}

async function readAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  await file.read(buffer, 0, length, at);
  return buffer;
}

export async function readUndoPackInfo(home: string, id: string): Promise<UndoPackInfo | null> {
  if (!idPattern.test(id)) return null;
  const path = join(packFolder(home, id), 'pack.json');
  const info = await readJsonState(path, (value) => about.parse(value)).catch((error: unknown) => {
    // One unreadable pack must not hide the others.
    if (isUnreadable(error)) return null;
    throw error;
  });
  return info && { id, ...info };
}

/** Completes a pack whose change was interrupted, so that a person can undo it. Deletes one without a changed key. */
export async function finishUndoPack(home: string, id: string): Promise<void> {
  const info = await readUndoPackInfo(home, id);
  if (info === null) return;
  let changed = 0;
  for await (const { after } of readUndoPack(home, id)) if (after.kind !== 'skipped') changed++;
  if (changed === 0) return removeUndoPack(home, id);
  const { instance, createdAt } = info;
  const text = JSON.stringify({ instance, createdAt, finishedAt: new Date().toISOString(), changed });
  await writeDurably(join(packFolder(home, id), 'pack.json'), text);
}

/** Keeps a pack at any age until its journal entry is undone. */
export async function keepUndoPack(home: string, id: string): Promise<void> {
  const info = await readUndoPackInfo(home, id);
  if (info === null || info.waits) return;
  const { id: _, ...rest } = info;
  await writeDurably(join(packFolder(home, id), 'pack.json'), JSON.stringify({ ...rest, waits: true }));
}

/** A pack on disk, complete or not. */
export interface FoundPack {
  readonly id: string;
  readonly bytes: number;
  /** When it was changed last, in milliseconds since 1970. */
  readonly changedMs: number;
  /** Its change has not ended, or was interrupted. */
  readonly isOpen: boolean;
  readonly waits: boolean;
}

export async function foundUndoPacks(home: string): Promise<readonly FoundPack[]> {
  const names = ((await orNull(readdir(packsFolder(home)))) ?? []).filter((name) => idPattern.test(name));
  return Promise.all(
    names.map(async (id) => {
      const folder = packFolder(home, id);
      const [info, keys, found] = await Promise.all([
        readUndoPackInfo(home, id),
        orNull(stat(join(folder, 'keys'))),
        orNull(stat(folder)),
      ]);
      const isOpen = info?.finishedAt == null;
      return { id, bytes: keys?.size ?? 0, changedMs: found?.mtimeMs ?? 0, isOpen, waits: info?.waits ?? false };
    }),
  );
}

/** The packs of an instance that are complete, newest first. */
export async function listUndoPacks(home: string, instance: string): Promise<readonly UndoPackInfo[]> {
  const names = (await orNull(readdir(packsFolder(home)))) ?? [];
  const found = await Promise.all(names.map((name) => readUndoPackInfo(home, name)));
  return found
    .filter((pack) => pack !== null)
    .filter((pack) => pack.instance === instance && pack.finishedAt !== null)
    .sort(newestFirst());
}

export async function removeUndoPack(home: string, id: string): Promise<void> {
  await rm(packFolder(home, id), { recursive: true, force: true, maxRetries: 3 });
}
