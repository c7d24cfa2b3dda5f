import type { FileHandle } from 'node:fs/promises';
import type { RdbValuePlace } from '../../redis/data/decode/decode-value.ts';
import type { RdbFlavour } from '../../redis/data/rdb-format.ts';
import { openKeyFile } from '../values/open-key-file.ts';
import { ContentHashes, isSameSmall, isSmall, readSmall, type SmallValue } from './decide-small.ts';
import type { KeyComparer } from './key-comparer.ts';
import type { ReadSide } from './side-reader.ts';
import { isSameValue, type ValueAt } from './value-digests.ts';

/** A value up to this size is read completely. */
const WHOLE_BYTES = 256 * 1024;
const REPORT_EVERY = 64;
/** How many rows have their offsets in memory. */
const TOGETHER = 100_000;

interface Work {
  readonly signal: AbortSignal;
  readonly progress: (fraction: number) => void;
}

/** The files of both sides, open. */
export interface OpenFiles {
  readonly before: FileHandle;
  readonly after: FileHandle;
}

export async function withFiles<T>(
  before: ReadSide,
  after: ReadSide,
  work: (files: OpenFiles) => Promise<T>,
): Promise<T> {
  const first = await openKeyFile(before.path);
  try {
    const second = await openKeyFile(after.path);
    try {
      return await work({ before: first, after: second });
    } finally {
      await second.close();
    }
  } finally {
    await first.close();
  }
}

/**
 * Decides the rows whose values differ in their bytes, but perhaps not in content. @throws RdbError; the signal's
 * reason
 */
export async function decideValues(
  comparer: KeyComparer,
  before: ReadSide,
  after: ReadSide,
  { signal, progress }: Work,
): Promise<void> {
  // In the order of the first file.
  const rows = comparer.undecided.rows.slice().sort();
  if (rows.length === 0) return;
  await withFiles(before, after, async (files) => {
    const sides = { before, after, files };
    const left: number[] = [];
    for (let from = 0; from < rows.length; from += TOGETHER) {
      const part = rows.subarray(from, from + TOGETHER);
      const own = (fraction: number) => progress((from + fraction * part.length) / rows.length);
      left.push(...(await decideTogether(comparer, part, sides, { signal, progress: own })));
    }
    for (const [at, row] of left.entries()) {
      if (at % REPORT_EVERY === 0) {
        signal.throwIfAborted();
        progress(at / left.length);
      }
      const places = placesOf(comparer, row, before.flavour, after.flavour);
      const [first, second] = [
        await valueAt(files.before, places.before),
        await valueAt(files.after, places.after ?? places.before),
      ];
      comparer.decide(row, await isSameValue(first, second));
    }
  });
}

/** Decides the rows with small values in one pass over each file. @returns the others */
async function decideTogether(
  comparer: KeyComparer,
  rows: Uint32Array,
  { before, after, files }: { readonly before: ReadSide; readonly after: ReadSide; readonly files: OpenFiles },
  { signal, progress }: Work,
): Promise<readonly number[]> {
  const left: number[] = [];
  const small: number[] = [];
  const places: RdbValuePlace[] = [];
  /** The values of `after` that are not in memory, with their numbers by row, from 1. */
  const unread: RdbValuePlace[] = [];
  const numbers = new Uint32Array(rows.length);
  for (const row of rows) {
    const first = placeBefore(comparer, row, before.flavour);
    // A value that was kept is small.
    const isKept = comparer.columns.keptAfter(row) !== 0;
    const second = isKept ? first : (placeAfter(comparer, row, after.flavour) ?? first);
    if (!isSmall(first) || !isSmall(second)) {
      left.push(row);
      continue;
    }
    if (!isKept) numbers[small.length] = unread.push(second);
    small.push(row);
    places.push(first);
  }
  const hashes = new ContentHashes(unread.length);
  const half = (from: number) => ({ signal, progress: (fraction: number) => progress((from + fraction) / 2) });
  await readSmall(files.after, unread, (at, value) => hashes.set(at, value), half(0));
  const own = new ContentHashes(1);
  const decide = (at: number, value: SmallValue) => {
    const row = small[at] as number;
    const kept = comparer.keptValue(row, after.flavour);
    let isSame: boolean | null;
    if (kept !== null) isSame = isSameSmall(value, kept);
    else {
      own.set(0, value);
      isSame = own.isSame(0, hashes, (numbers[at] as number) - 1);
      own.failed[0] = 0;
    }
    if (isSame === null) left.push(row);
    else comparer.decide(row, isSame);
  };
  await readSmall(files.before, places, decide, half(1));
  return left;
}

/** The places of a row's values. `after` is null if the row has no separate state there. */
export function placesOf(
  comparer: KeyComparer,
  row: number,
  flavourBefore: RdbFlavour,
  flavourAfter: RdbFlavour,
): { readonly before: RdbValuePlace; readonly after: RdbValuePlace | null } {
  return { before: placeBefore(comparer, row, flavourBefore), after: placeAfter(comparer, row, flavourAfter) };
}

function placeBefore({ index: { columns } }: KeyComparer, row: number, flavour: RdbFlavour): RdbValuePlace {
  columns.seek(row);
  const { start, end } = columns.arena;
  const length = columns.sizeBytes(row) - (end - start);
  return { offset: columns.offset(row), length, type: columns.type(row), flavour };
}

function placeAfter({ columns }: KeyComparer, row: number, flavour: RdbFlavour): RdbValuePlace | null {
  const state = columns.after(row);
  return state && { offset: state.offset, length: state.length, type: state.type, flavour };
}

/** A small value in memory: one read instead of growing windows. */
export async function valueAt(file: FileHandle, place: RdbValuePlace): Promise<ValueAt> {
  if (place.length > WHOLE_BYTES) return { bytes: file, place };
  const bytes = Buffer.allocUnsafe(place.length);
  const { bytesRead } = await file.read(bytes, 0, place.length, place.offset);
  return { bytes: bytes.subarray(0, bytesRead), place: { ...place, offset: 0 } };
}
