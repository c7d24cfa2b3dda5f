import type { RdbFlavour } from '../rdb-format.ts';
import { type Cell, nodeRows, packedRows, type Row, type Rows, tableRows } from './rows.ts';
import { formatScore, parseScore } from './score.ts';
import type { Element, ValueReader } from './value-reader.ts';

export interface HashField {
  readonly field: Element;
  readonly value: Element;
  readonly expireAtMs: number | null;
}

export interface ScoredMember {
  readonly member: Element;
  readonly score: string;
}

/** The rows of a value with how to understand one. */
export type ElementRows =
  | { readonly type: 'list' | 'set'; readonly rows: Rows; readonly item: (row: Row) => Element }
  | {
      readonly type: 'zset';
      readonly rows: Rows;
      readonly item: (row: Row) => ScoredMember;
      /** Redis writes a skip list from the highest score on. */
      readonly isDescending: boolean;
    }
  | { readonly type: 'hash'; readonly rows: Rows; readonly item: (row: Row) => HashField };

/** Redis 7.4 and later write the earliest expiry of a hash before its fields. */
const EARLIEST_BYTES = 8;
const VALKEY_HASH = 22;

/** @returns null for a type that has no elements of this kind, such as a string or a stream @throws RdbError */
export async function openElements(
  reader: ValueReader,
  type: number,
  flavour: RdbFlavour,
): Promise<ElementRows | null> {
  const list = (rows: Rows): ElementRows => ({ type: 'list', rows, item: ([only]) => element(only) });
  const set = (rows: Rows): ElementRows => ({ type: 'set', rows, item: ([only]) => element(only) });
  const zset = (rows: Rows, isDescending = false): ElementRows => ({
    ...{ type: 'zset', rows, item: scored, isDescending },
  });
  const hash = (rows: Rows, item: (row: Row) => HashField = pair): ElementRows => ({ type: 'hash', rows, item });
  switch (type) {
    case 1:
      return list(await tableRows(reader, ['string']));
    case 2:
      return set(await tableRows(reader, ['string']));
    case 3:
      return zset(await tableRows(reader, ['string', 'ascii-double']), true);
    case 4:
      return hash(await tableRows(reader, ['string', 'string']));
    case 5:
      return zset(await tableRows(reader, ['string', 'double']), true);
    case 9:
      return hash(await packedRows(reader, 'zipmap', 2));
    case 10:
      return list(await packedRows(reader, 'ziplist', 1));
    case 11:
      return set(await packedRows(reader, 'intset', 1));
    case 12:
      return zset(await packedRows(reader, 'ziplist', 2));
    case 13:
      return hash(await packedRows(reader, 'ziplist', 2));
    case 14:
      return list(await nodeRows(reader, 'ziplist'));
    case 16:
      return hash(await packedRows(reader, 'listpack', 2));
    case 17:
      return zset(await packedRows(reader, 'listpack', 2));
    case 18:
      return list(await nodeRows(reader, 'listpack'));
    case 20:
      return set(await packedRows(reader, 'listpack', 1));
    case VALKEY_HASH:
      if (flavour === 'valkey') return hash(await tableRows(reader, ['string', 'string', 'time']), withTimeLast);
      return hash(await tableRows(reader, ['length', 'string', 'string']), (row) => withTimeFirst(row, 0));
    case 23:
      return hash(await packedRows(reader, 'listpack', 3), withPackedTime);
    case 24: {
      const earliest = await readEarliest(reader);
      // The time is the distance to the earliest one, plus 1.
      return hash(await tableRows(reader, ['length', 'string', 'string']), (row) => withTimeFirst(row, earliest - 1));
    }
    case 25:
      reader.skip(EARLIEST_BYTES);
      return hash(await packedRows(reader, 'listpack', 3), withPackedTime);
    default:
      return null;
  }
}

async function readEarliest(reader: ValueReader): Promise<number> {
  const { data } = await reader.take(EARLIEST_BYTES, EARLIEST_BYTES);
  return Number(new DataView(data.buffer, data.byteOffset, EARLIEST_BYTES).getBigInt64(0, true));
}

function scored([member, score]: Row): ScoredMember {
  const value = typeof score === 'number' ? score : parseScore(Buffer.from(element(score).data).toString('latin1'));
  return { member: element(member), score: formatScore(value) };
}

function pair([field, value]: Row): HashField {
  return { field: element(field), value: element(value), expireAtMs: null };
}

function withTimeFirst([time, field, value]: Row, base: number): HashField {
  const expireAtMs = time === 0 || typeof time !== 'number' ? null : base + time;
  return { field: element(field), value: element(value), expireAtMs };
}

function withTimeLast([field, value, time]: Row): HashField {
  const expireAtMs = typeof time === 'number' && time >= 0 ? time : null;
  return { field: element(field), value: element(value), expireAtMs };
}

function withPackedTime([field, value, time]: Row): HashField {
  const expireAtMs = Number(Buffer.from(element(time).data).toString('latin1'));
  return { field: element(field), value: element(value), expireAtMs: expireAtMs > 0 ? expireAtMs : null };
}

const NOTHING: Element = { data: new Uint8Array(0), totalBytes: 0 };

function element(cell: Cell | undefined): Element {
  return typeof cell === 'object' ? cell : NOTHING;
}
