import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { RestoreSelection } from '../../../../shared/contract/restore-keys.ts';
import { withServerOf } from '../../redis/connection/link-failure.ts';
import type { RdbBytes } from '../../redis/data/decode/byte-source.ts';
import type { RdbValuePlace } from '../../redis/data/decode/decode-value.ts';
import type { RdbFlavour } from '../../redis/data/rdb-format.ts';
import { asRefusal, DUMP_TAIL_BYTES } from '../edit/key-state.ts';
import { intoFile, receiveDump, shownKey } from '../edit/large-key.ts';
import { type LargeReport, reportReply } from '../edit/large-report.ts';
import { dumpPlace } from '../edit/stored-dump.ts';
import type { IndexHost } from '../host/index-host.ts';
import type { PlacePage } from '../index/places.ts';
import { versionOf } from '../source-version.ts';
import { makeWorkFolder, removeWorkFolder } from '../sources/work-folders.ts';
import type { BulkConnection } from '../values/bulk-connection.ts';
import { toBytes } from '../values/bytes.ts';
import { changedFile, openKeyFile } from '../values/open-key-file.ts';
import { askEach, readManyStates } from './bulk-reads.ts';
import type { ConnectionPool } from './connection-pool.ts';
import { KeyPage } from './key-page.ts';

/** The values of some keys, in their order. */
export interface SourceValues {
  /** Null if a live source no longer has the key. Keys that are close together share one. */
  readonly buffers: readonly (Uint8Array | null)[];
  /** The value in its buffer, after its type byte. */
  readonly starts: ArrayLike<number>;
  readonly ends: ArrayLike<number>;
  readonly types: ArrayLike<number>;
}

/** The chosen keys of a source, in pages. */
export interface SourceKeys {
  readonly flavour: RdbFlavour;
  /** When the values were written, in ms; null if the source does not say. */
  readonly writtenAtMs: number | null;
  pages(selection: RestoreSelection): AsyncGenerator<KeyPage>;
  /** Those of the given names that the source lacks. */
  lacking(database: number, names: readonly Buffer[]): Promise<readonly Buffer[]>;
  /** @throws Error of reading; the error of the server */
  values(page: KeyPage, rows: readonly number[]): Promise<SourceValues>;
  /**
   * The value of a key that may be too large for memory, until the next call.
   * @returns null if a live source no longer has the key
   * @throws the reason of a cancel
   */
  stored(page: KeyPage, row: number, report: LargeReport): Promise<StoredValue | null>;
  /** To be called after the values were used. @throws AppError FILE_UNREADABLE if another program has changed the file */
  requireUnchanged(): Promise<void>;
  close(): Promise<void>;
}

/** A value in a file. */
export interface StoredValue {
  readonly bytes: RdbBytes;
  readonly place: RdbValuePlace;
}

/** Values that are this close together are read at once. */
const MAX_GAP_BYTES = 16 * 1024;
const MAX_READ_BYTES = 4 * 1024 * 1024;

/** The keys of an RDB. @param version of the file when its keys were read; null if the app wrote it */
export async function fileKeys(
  host: IndexHost,
  { path, version }: { readonly path: string; readonly version: string | null },
  writtenAtMs: number | null,
): Promise<SourceKeys> {
  const file = await openKeyFile(path);
  const pages = rememberedPages(host);
  let flavour: RdbFlavour = 'redis';
  return {
    get flavour() {
      return flavour;
    },
    writtenAtMs,
    pages: (selection) =>
      pages(selection, (page) => {
        flavour = page.flavour;
      }),
    lacking: async (database, names) => {
      const keys = names.map((name) => ({ database, key: toBytes(name) }));
      const found = new Set<string>();
      for await (const page of pagesOf(host, { keys }, () => undefined)) {
        for (let row = 0; row < page.length; row++) found.add(page.key(row).toString('latin1'));
      }
      return names.filter((name) => !found.has(name.toString('latin1')));
    },
    values: (page, rows) => readValues(file, page, rows),
    stored: async (page, row) => {
      const place = { offset: page.offsets[row] ?? 0, length: page.valueBytes(row), type: page.types[row] ?? 0 };
      return { bytes: file, place: { ...place, flavour } };
    },
    requireUnchanged: async () => {
      if (version !== null && versionOf(await file.stat()) !== version) throw changedFile(path);
    },
    close: () => file.close(),
  };
}

async function readValues(file: FileHandle, page: KeyPage, rows: readonly number[]): Promise<SourceValues> {
  const buffers = new Array<Uint8Array>(rows.length);
  const starts = new Uint32Array(rows.length);
  const ends = new Uint32Array(rows.length);
  const types = new Uint8Array(rows.length);
  for (let at = 0; at < rows.length; ) {
    const end = runEnd(page, rows, at);
    const from = page.offsets[rows[at] ?? 0] ?? 0;
    const bytes = Buffer.allocUnsafe(valueEnd(page, rows[end - 1] ?? 0) - from);
    await readAll(file, bytes, from);
    for (; at < end; at++) {
      const row = rows[at] ?? 0;
      buffers[at] = bytes;
      starts[at] = (page.offsets[row] ?? 0) - from;
      ends[at] = valueEnd(page, row) - from;
      types[at] = page.types[row] ?? 0;
    }
  }
  return { buffers, starts, ends, types };
}

/** The end of the value in the file. */
function valueEnd(page: KeyPage, row: number): number {
  return (page.offsets[row] ?? 0) + page.valueBytes(row);
}

/** The end of the rows from `first` on that one read covers. */
function runEnd(page: KeyPage, rows: readonly number[], first: number): number {
  const start = page.offsets[rows[first] ?? 0] ?? 0;
  let before = valueEnd(page, rows[first] ?? 0);
  let at = first + 1;
  for (; at < rows.length; at++) {
    const row = rows[at] ?? 0;
    const gap = (page.offsets[row] ?? 0) - before;
    before = valueEnd(page, row);
    if (gap < 0 || gap > MAX_GAP_BYTES || before - start > MAX_READ_BYTES) break;
  }
  return at;
}

async function readAll(file: FileHandle, into: Uint8Array, offset: number): Promise<void> {
  for (let at = 0; at < into.length; ) {
    const { bytesRead } = await file.read(into, at, into.length - at, offset + at);
    if (bytesRead === 0) throw new Error('the file of the source became shorter while it was read');
    at += bytesRead;
  }
}

/**
 * The keys of a running server, by DUMP. A LinkError names its instance, since the operation is that of the target.
 * @param pool closed with the keys
 * @param home a large value is stored there until the next one
 */
export function serverKeys(
  host: IndexHost,
  instance: string,
  pool: ConnectionPool<BulkConnection>,
  home: string,
): SourceKeys {
  const keys = keysOfServer(host, pool, home);
  return {
    ...keys,
    // A getter, which a spread would read once.
    get flavour() {
      return keys.flavour;
    },
    lacking: (database, names) => withServerOf(instance, () => keys.lacking(database, names)),
    values: (page, rows) => withServerOf(instance, () => keys.values(page, rows)),
    stored: (page, row, report) => withServerOf(instance, () => keys.stored(page, row, report)),
  };
}

function keysOfServer(host: IndexHost, pool: ConnectionPool<BulkConnection>, home: string): SourceKeys {
  let flavour: RdbFlavour = 'redis';
  let folder: string | null = null;
  let file: FileHandle | null = null;
  return {
    get flavour() {
      return flavour;
    },
    writtenAtMs: Date.now(),
    pages: (selection) => pagesOf(host, selection, () => undefined),
    async lacking(database, names) {
      // The index of a server may lag behind by a moment.
      const from = await pool.get(database);
      const replies = await askEach(from, names, [{ before: ['EXISTS'] }]);
      return names.filter((_, at) => {
        const reply = replies[at];
        if (reply instanceof Error) throw asRefusal(from.connection, reply);
        return Number(reply) === 0;
      });
    },
    async values(page, rows) {
      const [first] = rows;
      const none = { buffers: [], starts: [], ends: [], types: [] };
      if (first === undefined) return none;
      const from = await pool.get(page.databases[first] ?? 0);
      flavour = from.connection.traits.isValkey ? 'valkey' : 'redis';
      const states = await readManyStates(
        from,
        rows.map((row) => page.key(row)),
      );
      return {
        buffers: states.map(({ dump }) => dump),
        starts: states.map(() => 1),
        ends: states.map(({ dump }) => (dump?.length ?? 0) - DUMP_TAIL_BYTES),
        types: states.map(({ dump }) => dump?.[0] ?? 0),
      };
    },
    async stored(page, row, report) {
      const from = await pool.get(page.databases[row] ?? 0);
      flavour = from.connection.traits.isValkey ? 'valkey' : 'redis';
      folder ??= await makeWorkFolder(home);
      await file?.close();
      file = await open(join(folder, 'value'), 'w+', 0o600);
      const into = intoFile(file);
      const key = page.key(row);
      if (!(await receiveDump(from, key, reportReply(into, `${shownKey(key)} in the source`, report)))) return null;
      return { bytes: file, place: await dumpPlace(into.dump, flavour) };
    },
    // A server changes, and each of its values is whole.
    requireUnchanged: async () => undefined,
    async close() {
      pool.close();
      await file?.close();
      if (folder !== null) await removeWorkFolder(folder);
    },
  };
}

/** Pages beyond this number are collected again: a page has some 16,000 keys. */
const REMEMBERED_PAGES = 16;

/** Like `pagesOf`. A file does not change, so the pages of a small selection are kept from the survey to the write. */
function rememberedPages(
  host: IndexHost,
): (selection: RestoreSelection, seen: (page: PlacePage) => void) => AsyncGenerator<KeyPage> {
  let known: { readonly selection: RestoreSelection; readonly pages: readonly KeyPage[] } | null = null;
  return async function* (selection, seen) {
    if (known?.selection === selection) {
      yield* known.pages;
      return;
    }
    const pages: KeyPage[] = [];
    for await (const page of pagesOf(host, selection, seen)) {
      if (pages.length <= REMEMBERED_PAGES) pages.push(page);
      yield page;
    }
    if (pages.length <= REMEMBERED_PAGES) known = { selection, pages };
  };
}

/** The next page is collected while one is in use. */
async function* pagesOf(
  host: IndexHost,
  selection: RestoreSelection,
  seen: (page: PlacePage) => void,
): AsyncGenerator<KeyPage> {
  const ask = (from: number, generation: number | null) => {
    const asked = host.places({ selection, from, generation });
    asked.catch(() => undefined);
    return asked;
  };
  let asked: Promise<PlacePage> | null = ask(0, null);
  while (asked !== null) {
    const page: PlacePage = await asked;
    asked = page.next === null ? null : ask(page.next, page.generation);
    seen(page);
    yield new KeyPage(page);
  }
}
