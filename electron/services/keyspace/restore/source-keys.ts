import { type FileHandle, open } from 'node:fs/promises';
import type { RestoreSelection } from '../../../../shared/contract/restore-keys.ts';
import type { RdbFlavour } from '../../redis/data/rdb-format.ts';
import { asRefusal, DUMP_TAIL_BYTES, readStates } from '../edit/key-state.ts';
import type { IndexHost } from '../host/index-host.ts';
import type { PlacePage } from '../index/places.ts';
import { toBytes } from '../values/bytes.ts';
import type { KeyConnection } from '../values/key-connection.ts';
import { KeyPage } from './key-page.ts';

/** The values of some keys, in their order. */
export interface SourceValues {
  /** Null where a live source has no such key any more. Keys that are close together share one. */
  readonly buffers: readonly (Uint8Array | null)[];
  /** The value in its buffer, after its type byte. */
  readonly starts: ArrayLike<number>;
  readonly ends: ArrayLike<number>;
  readonly types: ArrayLike<number>;
}

/** The chosen keys of a source, in pages. */
export interface SourceKeys {
  readonly flavour: RdbFlavour;
  /** When the values were written, in ms; null where the source does not tell. */
  readonly writtenAtMs: number | null;
  pages(selection: RestoreSelection): AsyncGenerator<KeyPage>;
  /** Those of the names that the source lacks. */
  lacking(database: number, names: readonly Buffer[]): Promise<readonly Buffer[]>;
  /** @throws Error of reading; the error of the server */
  values(page: KeyPage, rows: readonly number[]): Promise<SourceValues>;
  close(): Promise<void>;
}

/** Values that are this close together are read at once. */
const MAX_GAP_BYTES = 16 * 1024;
const MAX_READ_BYTES = 4 * 1024 * 1024;

/** The keys of an RDB. */
export async function fileKeys(host: IndexHost, path: string, writtenAtMs: number | null): Promise<SourceKeys> {
  const file = await open(path, 'r');
  let flavour: RdbFlavour = 'redis';
  return {
    get flavour() {
      return flavour;
    },
    writtenAtMs,
    pages: (selection) =>
      pagesOf(host, selection, (page) => {
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
    close: () => file.close(),
  };
}

async function readValues(file: FileHandle, page: KeyPage, rows: readonly number[]): Promise<SourceValues> {
  const buffers: Uint8Array[] = [];
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
      buffers.push(bytes);
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

/** The keys of a running server, by DUMP. */
export function serverKeys(host: IndexHost, open: (database: number) => Promise<KeyConnection>): SourceKeys {
  const connections = new Map<number, Promise<KeyConnection>>();
  let flavour: RdbFlavour = 'redis';
  const connectionTo = (database: number) => {
    const opening = connections.get(database) ?? open(database);
    connections.set(database, opening);
    return opening;
  };
  return {
    get flavour() {
      return flavour;
    },
    writtenAtMs: Date.now(),
    pages: (selection) => pagesOf(host, selection, () => undefined),
    async lacking(database, names) {
      // The index of a server may be a moment late.
      const connection = await connectionTo(database);
      const replies = await connection.pipeline(names.map((name) => ['EXISTS', name] as const));
      return names.filter((_, at) => {
        const reply = replies[at];
        if (reply instanceof Error) throw asRefusal(connection, reply);
        return Number(reply) === 0;
      });
    },
    async values(page, rows) {
      const [first] = rows;
      const none = { buffers: [], starts: [], ends: [], types: [] };
      if (first === undefined) return none;
      const connection = await connectionTo(page.databases[first] ?? 0);
      flavour = connection.traits.isValkey ? 'valkey' : 'redis';
      const states = await readStates(
        connection,
        rows.map((row) => page.key(row)),
      );
      return {
        buffers: states.map(({ dump }) => dump),
        starts: states.map(() => 1),
        ends: states.map(({ dump }) => (dump?.length ?? 0) - DUMP_TAIL_BYTES),
        types: states.map(({ dump }) => dump?.[0] ?? 0),
      };
    },
    async close() {
      for (const opening of connections.values()) {
        await opening.then(
          (connection) => connection.close(),
          () => undefined,
        );
      }
    },
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
