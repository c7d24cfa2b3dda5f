import { type FileHandle, open } from 'node:fs/promises';
import type { RestoreSelection } from '../../../../shared/contract/restore-keys.ts';
import type { RdbFlavour } from '../../redis/data/rdb-format.ts';
import { readStates } from '../edit/key-state.ts';
import type { IndexHost } from '../host/index-host.ts';
import type { PlacePage } from '../index/places.ts';
import type { KeyConnection } from '../values/key-connection.ts';
import { emptyPayload, sealPayload } from './payload.ts';

/** A key of a source, with the place of its value. */
export interface SourceKey {
  readonly database: number;
  readonly key: Buffer;
  readonly type: number;
  readonly offset: number;
  /** Serialised bytes of key and value. */
  readonly sizeBytes: number;
  /** Milliseconds since 1970; -1 without an expiry. */
  readonly expireAtMs: number;
}

/** The chosen keys of a source, in pages. */
export interface SourceKeys {
  readonly flavour: RdbFlavour;
  /** When the values were written, in ms; null where the source does not tell. */
  readonly writtenAtMs: number | null;
  pages(selection: RestoreSelection): AsyncGenerator<readonly SourceKey[]>;
  /**
   * The payloads for RESTORE, in the order of the keys; null where a live source has no such key any more.
   * @throws Error of reading; the error of the server
   */
  payloads(keys: readonly SourceKey[]): Promise<readonly (Buffer | null)[]>;
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
    payloads: async (keys) => {
      const payloads: Buffer[] = [];
      for (let at = 0; at < keys.length; ) {
        const end = runEnd(keys, at);
        payloads.push(...(await readRun(file, keys.slice(at, end), flavour)));
        at = end;
      }
      return payloads;
    },
    close: () => file.close(),
  };
}

function valueBytes({ key, sizeBytes }: SourceKey): number {
  return sizeBytes - key.length;
}

/** The end of the keys from `first` on that one read covers. */
function runEnd(keys: readonly SourceKey[], first: number): number {
  const start = keys[first]?.offset ?? 0;
  let at = first + 1;
  for (; at < keys.length; at++) {
    const one = keys[at] as SourceKey;
    const before = keys[at - 1] as SourceKey;
    const gap = one.offset - (before.offset + valueBytes(before));
    if (gap < 0 || gap > MAX_GAP_BYTES || one.offset + valueBytes(one) - start > MAX_READ_BYTES) break;
  }
  return at;
}

async function readRun(file: FileHandle, keys: readonly SourceKey[], flavour: RdbFlavour): Promise<Buffer[]> {
  const [first] = keys;
  const last = keys.at(-1);
  if (first === undefined || last === undefined) return [];
  if (keys.length === 1) {
    const payload = emptyPayload(first.type, valueBytes(first));
    await readAll(file, payload.subarray(1, 1 + valueBytes(first)), first.offset);
    return [sealPayload(payload, flavour)];
  }
  const bytes = Buffer.allocUnsafe(last.offset + valueBytes(last) - first.offset);
  await readAll(file, bytes, first.offset);
  return keys.map((one) => {
    const payload = emptyPayload(one.type, valueBytes(one));
    const from = one.offset - first.offset;
    bytes.copy(payload, 1, from, from + valueBytes(one));
    return sealPayload(payload, flavour);
  });
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
    async payloads(keys) {
      const [first] = keys;
      if (first === undefined) return [];
      const connection = await connectionTo(first.database);
      flavour = connection.traits.isValkey ? 'valkey' : 'redis';
      const states = await readStates(
        connection,
        keys.map(({ key }) => key),
      );
      // The end is written again, because the target may be older.
      return states.map(({ dump }) => (dump === null ? null : sealPayload(Buffer.from(dump), flavour)));
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

async function* pagesOf(
  host: IndexHost,
  selection: RestoreSelection,
  seen: (page: PlacePage) => void,
): AsyncGenerator<readonly SourceKey[]> {
  let next: number | null = 0;
  let generation: number | null = null;
  while (next !== null) {
    const page: PlacePage = await host.places({ selection, from: next, generation });
    seen(page);
    ({ next, generation } = page);
    const keys = Buffer.from(page.keys.buffer, page.keys.byteOffset, page.keys.length);
    yield Array.from(page.keyEnds, (end, at) => ({
      database: page.databases[at] ?? 0,
      key: keys.subarray(at === 0 ? 0 : page.keyEnds[at - 1], end),
      type: page.types[at] ?? 0,
      offset: page.offsets[at] ?? 0,
      sizeBytes: page.sizes[at] ?? 0,
      expireAtMs: page.expiries[at] ?? -1,
    }));
  }
}
