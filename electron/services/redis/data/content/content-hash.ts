import { parseScore } from '../decode/score.ts';
import { type RdbFlavour, rdbType } from '../rdb-format.ts';
import { HashLanes, LaneSum } from './hash-lanes.ts';
import { walkIntset, walkPacked } from './packed-walk.ts';
import { hashStream } from './stream-content.ts';
import { ValueBytes } from './value-bytes.ts';

const hash = new HashLanes();
/** Of one element of an unordered value. */
const part = new HashLanes();

const types = ['string', 'list', 'set', 'zset', 'hash', 'stream', 'module'] as const;

/**
 * A hash of the content of a serialised value. Equal values have equal hashes in every encoding and order: a set in an
 * intset or a hash table, a sorted set of an old ziplist, a compressed string.
 * @param bytes the value from `start` up to `end`, after its type byte
 * @returns 16 hexadecimal digits
 * @throws RdbError if it cannot be decoded
 */
export function contentHash(type: number, flavour: RdbFlavour, bytes: Uint8Array, start: number, end: number): string {
  return contentLanes(type, flavour, bytes, start, end).toString();
}

/** Like `contentHash`, which has no seed. @returns the two halves, until the next call */
export function contentLanes(
  type: number,
  flavour: RdbFlavour,
  bytes: Uint8Array,
  start: number,
  end: number,
  seed = 0,
): Pick<HashLanes, 'low' | 'high'> {
  hash.seed = seed;
  part.seed = seed;
  const value = new ValueBytes(bytes, start, end);
  hash.reset();
  hash.word(typeWord(type));
  addValue(type, flavour, value);
  hash.finish();
  return hash;
}

/** Begins the hash of a value. */
export function typeWord(type: number): number {
  return types.indexOf(rdbType(type)?.type ?? 'module');
}

function addValue(type: number, flavour: RdbFlavour, value: ValueBytes): void {
  switch (type) {
    case 0:
      addString(value);
      return;
    case 1:
      for (let left = value.count(); left > 0; left--) addString(value);
      return;
    case 10:
      walkPacked(value.packed(), 'ziplist', addEntry);
      return;
    case 14:
      for (let nodes = value.count(); nodes > 0; nodes--) walkPacked(value.packed(), 'ziplist', addEntry);
      return;
    case 18:
      addQuicklist(value);
      return;
    case 15:
    case 19:
    case 21:
      hashStream(value, type === 15 ? 1 : type === 19 ? 2 : 3, hash);
      return;
    case 2:
    case 11:
    case 20:
      addSet(type, value);
      return;
    case 3:
    case 5:
    case 12:
    case 17:
      addSortedSet(type, value);
      return;
    case 4:
    case 9:
    case 13:
    case 16:
    case 22:
    case 23:
    case 24:
    case 25:
      addHash(type, flavour, value);
      return;
    default:
      hash.bytes(value.bytes, value.at, value.end);
  }
}

function addString(value: ValueBytes): void {
  value.string();
  hash.bytes(value.text, value.textStart, value.textEnd);
}

function addEntry(bytes: Uint8Array, start: number, end: number): void {
  hash.bytes(bytes, start, end);
}

const PLAIN = 1;

function addQuicklist(value: ValueBytes): void {
  for (let nodes = value.count(); nodes > 0; nodes--) {
    if (value.length() === PLAIN) addString(value);
    else walkPacked(value.packed(), 'listpack', addEntry);
  }
}

function addSet(type: number, value: ValueBytes): void {
  const sum = new LaneSum(part);
  const add = (bytes: Uint8Array, start: number, end: number) => {
    part.reset();
    part.bytes(bytes, start, end);
    sum.add();
  };
  if (type === 11) walkIntset(value.packed(), add);
  else if (type === 20) walkPacked(value.packed(), 'listpack', add);
  else {
    for (let left = value.count(); left > 0; left--) {
      value.string();
      add(value.text, value.textStart, value.textEnd);
    }
  }
  sum.finish(hash);
}

function addSortedSet(type: number, value: ValueBytes): void {
  const sum = new LaneSum(part);
  const addScore = (score: number) => {
    // Redis keeps no sign of zero in a listpack.
    part.double(score === 0 ? 0 : score);
    sum.add();
  };
  if (type === 12 || type === 17) {
    let isScore = false;
    walkPacked(value.packed(), type === 12 ? 'ziplist' : 'listpack', (bytes, start, end) => {
      if (isScore)
        addScore(parseScore(Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1')));
      else {
        part.reset();
        part.bytes(bytes, start, end);
      }
      isScore = !isScore;
    });
  } else {
    for (let left = value.count(); left > 0; left--) {
      value.string();
      part.reset();
      part.bytes(value.text, value.textStart, value.textEnd);
      addScore(type === 5 ? value.double() : asciiDouble(value));
    }
  }
  sum.finish(hash);
}

function asciiDouble(value: ValueBytes): number {
  const size = value.byte();
  if (size === 253) return Number.NaN;
  if (size === 254) return Number.POSITIVE_INFINITY;
  if (size === 255) return Number.NEGATIVE_INFINITY;
  const at = value.take(size);
  return parseScore(Buffer.from(value.bytes.buffer, value.bytes.byteOffset + at, size).toString('latin1'));
}

function addHash(type: number, flavour: RdbFlavour, value: ValueBytes): void {
  const sum = new LaneSum(part);
  /** @param expireAtMs 0 for a field without an expiry */
  const end = (expireAtMs: number) => {
    part.double(expireAtMs);
    sum.add();
  };
  const add = () => {
    value.string();
    part.bytes(value.text, value.textStart, value.textEnd);
  };
  if (type === 9 || type === 13 || type === 16) {
    addPackedFields(value, type === 9 ? 'zipmap' : type === 13 ? 'ziplist' : 'listpack', 2, end);
  } else if (type === 23 || type === 25) {
    if (type === 25) value.take(8);
    addPackedFields(value, 'listpack', 3, end);
  } else {
    const isTimeLast = type === 22 && flavour === 'valkey';
    const earliest = type === 24 ? value.time() - 1 : 0;
    for (let left = value.count(); left > 0; left--) {
      part.reset();
      const time = type === 4 || isTimeLast ? 0 : value.length();
      add();
      add();
      end(isTimeLast ? Math.max(0, value.time()) : time === 0 ? 0 : earliest + time);
    }
  }
  sum.finish(hash);
}

function addPackedFields(
  value: ValueBytes,
  name: 'listpack' | 'ziplist' | 'zipmap',
  columns: 2 | 3,
  end: (expireAtMs: number) => void,
): void {
  let column = 0;
  walkPacked(value.packed(), name, (bytes, start, stop) => {
    if (column === 0) part.reset();
    if (column < 2) part.bytes(bytes, start, stop);
    if (column === 2) end(Number(Buffer.from(bytes.buffer, bytes.byteOffset + start, stop - start).toString('latin1')));
    if (column === 1 && columns === 2) end(0);
    column = (column + 1) % columns;
  });
}
