import type { KeyState } from './key-state.ts';
import type { StoredDump } from './stored-dump.ts';

/**
 * The state of a key after its change. An undo changes a key only where it still has this state.
 * `unchanged`: the change kept the value and gave it this expiry. `unknown`: the change may have been interrupted.
 */
export type AfterState =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'skipped' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unchanged'; readonly expireAtMs: number }
  | { readonly kind: 'value'; readonly digest: string; readonly expireAtMs: number }
  /** Known before the change: `contentHash` of the new value, which is equal in every encoding. */
  | { readonly kind: 'content'; readonly hash: string; readonly expireAtMs: number };

/** A key in an undo pack. */
export interface PackRecord {
  readonly database: number;
  readonly key: Buffer;
  readonly before: KeyState;
  readonly after: AfterState;
}

/** A key whose former or new value is large: the former one stays in the file of the pack. */
export interface LargePackRecord {
  readonly database: number;
  readonly key: Buffer;
  readonly before: { readonly dump: StoredDump | null; readonly expireAtMs: number };
  readonly after: AfterState;
}

/** The fixed part of a record on disk. The key and its DUMP follow. */
export interface RecordHead {
  readonly database: number;
  readonly keyBytes: number;
  readonly dumpBytes: number;
  readonly isAbsent: boolean;
  /** Whether the key must not be read into memory, whatever the size of the DUMP. */
  readonly isLarge: boolean;
  readonly expireAtMs: number;
  readonly after: AfterState;
  /** Bytes after the DUMP: the hash of `content`. */
  readonly tailBytes: number;
}

export const RECORD_HEAD_BYTES = 36;
const HASH_BYTES = 8;

const EXISTED = 1;
const LARGE = 2;
const afterCodes = { unknown: 0, absent: 1, unchanged: 2, content: 3 } as const;

/** `value` and `skipped` are known only after the change, so a second file marks them later. */
export function encodeRecord({ database, key, before, after }: PackRecord): Buffer[] {
  const { dump, expireAtMs } = before;
  const { head, tail } = encodeAround({ database, key, after, expireAtMs, dumpBytes: dump?.length ?? null }, 0);
  return [head, key, ...(dump === null ? [] : [dump]), ...tail];
}

/** The parts of the record of a large value that precede its DUMP and follow it. */
export function encodeLarge(record: Omit<LargePackRecord, 'before'> & DumpSize): {
  readonly head: Buffer;
  readonly tail: Buffer;
} {
  const { head, tail } = encodeAround(record, LARGE);
  return { head: Buffer.concat([head, record.key]), tail: Buffer.concat(tail) };
}

interface DumpSize {
  /** Null if the key did not exist. */
  readonly dumpBytes: number | null;
  readonly expireAtMs: number;
}

function encodeAround(
  { database, key, after, dumpBytes, expireAtMs }: Omit<LargePackRecord, 'before'> & DumpSize,
  flags: number,
): { readonly head: Buffer; readonly tail: Buffer[] } {
  const head = Buffer.alloc(RECORD_HEAD_BYTES);
  head.writeUInt32LE(database, 0);
  head.writeUInt32LE(key.length, 4);
  head.writeDoubleLE(dumpBytes ?? 0, 8);
  head.writeDoubleLE(expireAtMs, 16);
  head.writeUInt8(flags | (dumpBytes === null ? 0 : EXISTED), 24);
  const kind = after.kind === 'value' || after.kind === 'skipped' ? 'unknown' : after.kind;
  head.writeUInt8(afterCodes[kind], 25);
  head.writeDoubleLE(after.kind === 'unchanged' || after.kind === 'content' ? after.expireAtMs : -1, 28);
  return { head, tail: after.kind === 'content' ? [Buffer.from(after.hash, 'hex')] : [] };
}

/** Keys that did not exist before a change, as columns. */
export interface NewKeys {
  readonly database: number;
  readonly count: number;
  /** The concatenated names. `keyEnds` holds the end of each. */
  readonly keys: Uint8Array;
  readonly keyEnds: ArrayLike<number>;
  /** Two halves for each key: `contentHash` of the new value. */
  readonly hashes: ArrayLike<number>;
  /** Milliseconds since 1970; -1 without an expiry. */
  readonly expiries: ArrayLike<number>;
}

/**
 * Like `encodeRecord` for each of them, in one buffer: a buffer for each part of a record costs more than its content.
 */
export function encodeNewKeys({ database, count, keys, keyEnds, hashes, expiries }: NewKeys): Buffer {
  const bytes = Buffer.alloc(count * (RECORD_HEAD_BYTES + HASH_BYTES) + keys.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let from = 0;
  let at = 0;
  for (let key = 0; key < count; key++) {
    const to = keyEnds[key] ?? 0;
    view.setUint32(at, database, true);
    view.setUint32(at + 4, to - from, true);
    view.setFloat64(at + 16, -1, true);
    view.setUint8(at + 25, afterCodes.content);
    view.setFloat64(at + 28, expiries[key] ?? -1, true);
    at += RECORD_HEAD_BYTES;
    while (from < to) bytes[at++] = keys[from++] as number;
    view.setUint32(at, hashes[2 * key + 1] ?? 0);
    view.setUint32(at + 4, hashes[2 * key] ?? 0);
    at += HASH_BYTES;
  }
  return bytes;
}

export function decodeHead(head: Buffer): RecordHead {
  const code = head.readUInt8(25);
  const after: AfterState =
    code === afterCodes.absent
      ? { kind: 'absent' }
      : code === afterCodes.unchanged
        ? { kind: 'unchanged', expireAtMs: head.readDoubleLE(28) }
        : code === afterCodes.content
          ? { kind: 'content', hash: '', expireAtMs: head.readDoubleLE(28) }
          : { kind: 'unknown' };
  return {
    database: head.readUInt32LE(0),
    keyBytes: head.readUInt32LE(4),
    dumpBytes: head.readDoubleLE(8),
    expireAtMs: head.readDoubleLE(16),
    isAbsent: (head.readUInt8(24) & EXISTED) === 0,
    isLarge: (head.readUInt8(24) & LARGE) !== 0,
    after,
    tailBytes: after.kind === 'content' ? HASH_BYTES : 0,
  };
}

/** The state after the change, with the bytes that follow the DUMP. */
export function afterOf({ after }: RecordHead, tail: Buffer): AfterState {
  return after.kind === 'content' ? { ...after, hash: tail.toString('hex') } : after;
}
