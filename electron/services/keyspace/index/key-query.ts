import type { KeyFilter } from '../../../../shared/contract/keyspace.ts';
import { rdbType } from '../../redis/data/rdb-format.ts';
import { fromBytes } from '../values/bytes.ts';
import { type Chunk, REMOVED } from './key-columns.ts';
import type { KeyIndex } from './key-index.ts';
import { globSearch, type KeySearch } from './match-glob.ts';
import { searchLines } from './match-lines.ts';
import { regexSearch, textSearch } from './match-text.ts';
import { scanNames } from './scan-names.ts';
import { createTimeLimit } from './time-limit.ts';

/** An expiry within an hour is soon. */
const SOON_MS = 60 * 60_000;

/** A filter, prepared for rows. */
export interface KeyQuery {
  /** Only rows of these slots count. */
  readonly slots: readonly number[];
  readonly prefix: Buffer | null;
  /** Whether every row of the slots with the prefix matches. */
  readonly all: boolean;
  /** Appends to `found` the matching rows from `start` up to `end`, in order. */
  collect(rows: RowSource, start: number, end: number, found: RowList): void;
}

/** Rows in an order: `rows[at]`, or `at` itself. */
export type RowSource = Uint32Array | null;

export interface RowList {
  push(row: number): void;
}

/** @throws AppError BAD_VALUE for an invalid regular expression */
export function createQuery(index: KeyIndex, filter: KeyFilter, nowMs: number): KeyQuery {
  const { columns } = index;
  const living = index.livingSlots();
  const slots =
    filter.database === 'all' ? living : living.filter((slot) => index.slots[slot]?.database === filter.database);
  const prefix = filter.prefix === undefined ? null : fromBytes(filter.prefix);
  const separator = filter.directBy === undefined ? null : Buffer.from(filter.directBy, 'utf8');
  const inSlot = new Uint8Array(index.slots.length);
  for (const slot of slots) inSlot[slot] = 1;
  const ofType = typeSet(filter.types);
  const { expires, minSizeBytes = 0 } = filter;
  const search = searchOf(filter.search);
  const matcher = search?.matches ?? null;
  const needle = search?.needle ?? null;
  const anyExpiry = expires === undefined;
  const { arena } = columns;

  const matchesName = (name: number) => {
    arena.seek(name);
    const { bytes, start, end } = arena;
    if (prefix !== null && !startsWith(bytes, start, end, prefix)) return false;
    if (separator !== null && includes(bytes, start + (prefix?.length ?? 0), end, separator)) return false;
    return matcher === null || matcher(bytes, start, end);
  };
  const fitsPlace = (chunk: Chunk, at: number) =>
    inSlot[chunk.slots[at] as number] === 1 &&
    ofType[chunk.types[at] as number] === 1 &&
    (minSizeBytes === 0 || chunk.sizeBytes(at) >= minSizeBytes) &&
    (anyExpiry || fits(chunk.expiries[at] as number, expires, nowMs));

  const hasNames = prefix !== null || separator !== null || matcher !== null;
  const matchesPlace = (chunk: Chunk, at: number) =>
    fitsPlace(chunk, at) && (!hasNames || matchesName(chunk.names[at] as number));
  // A hit needs no further check if the needle alone decides.
  const isName = prefix === null && separator === null;
  const matchesHit = isName && search?.isEnough ? fitsPlace : matchesPlace;
  const matchesLine = isName ? fitsPlace : matchesPlace;

  const collect = (rows: RowSource, start: number, end: number, found: RowList) => {
    if (rows !== null) {
      for (let place = start; place < end; place++) {
        const row = rows[place] as number;
        if (matchesPlace(columns.chunkAt(row), columns.placeOf(row))) found.push(row);
      }
      return;
    }
    if (needle !== null) {
      scanNames(columns, needle, { start, end }, (row) => {
        if (matchesHit(columns.chunkAt(row), columns.placeOf(row))) found.push(row);
      });
      return;
    }
    if (search?.lines) {
      const keep = (matchesRow: typeof fitsPlace) => (row: number) => {
        if (matchesRow(columns.chunkAt(row), columns.placeOf(row))) found.push(row);
      };
      searchLines(columns, search.lines, { start, end }, keep(matchesLine), keep(matchesPlace));
      return;
    }
    for (let row = start; row < end; ) {
      const { chunk, at, length } = columns.chunkOf(row);
      const stop = Math.min(length, at + end - row);
      for (let place = at; place < stop; place++) if (matchesPlace(chunk, place)) found.push(row + place - at);
      row += stop - at;
    }
  };
  const limit = filter.search?.kind === 'regex' ? createTimeLimit() : null;
  return {
    slots,
    prefix,
    all: matcher === null && separator === null && anyExpiry && minSizeBytes === 0 && filter.types === undefined,
    collect: limit ? (...args) => limit.run(() => collect(...args)) : collect,
  };
}

function typeSet(types: KeyFilter['types']): Uint8Array {
  const set = new Uint8Array(256);
  for (let byte = 0; byte < REMOVED; byte++) {
    const type = rdbType(byte)?.type;
    if (types === undefined || (type !== undefined && types.includes(type))) set[byte] = 1;
  }
  return set;
}

function searchOf(search: KeyFilter['search']): KeySearch | null {
  if (search === undefined) return null;
  switch (search.kind) {
    case 'contains':
      return textSearch(search.text);
    case 'glob':
      return globSearch(Buffer.from(search.text, 'utf8'));
    case 'regex':
      return regexSearch(search.text);
    default:
      return search.kind satisfies never;
  }
}

function fits(expireAtMs: number, wanted: 'none' | 'soon' | 'past', nowMs: number): boolean {
  if (wanted === 'none') return expireAtMs < 0;
  if (expireAtMs < 0) return false;
  return wanted === 'past' ? expireAtMs <= nowMs : expireAtMs > nowMs && expireAtMs <= nowMs + SOON_MS;
}

function includes(bytes: Uint8Array, start: number, end: number, text: Uint8Array): boolean {
  for (let from = start; from <= end - text.length; from++) {
    let at = 0;
    while (at < text.length && bytes[from + at] === text[at]) at++;
    if (at === text.length) return true;
  }
  return false;
}

function startsWith(bytes: Uint8Array, start: number, end: number, prefix: Uint8Array): boolean {
  if (end - start < prefix.length) return false;
  for (let at = 0; at < prefix.length; at++) if (bytes[start + at] !== prefix[at]) return false;
  return true;
}
