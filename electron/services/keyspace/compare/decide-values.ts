import type { FileHandle } from 'node:fs/promises';
import { openExistingFile } from '../../platform/files/state-file.ts';
import type { RdbValuePlace } from '../../redis/data/decode/decode-value.ts';
import type { RdbFlavour } from '../../redis/data/rdb-format.ts';
import { contentHashes, isSmall } from './decide-small.ts';
import type { KeyComparer } from './key-comparer.ts';
import type { ReadSide } from './side-reader.ts';
import { isSameValue, type ValueAt } from './value-digests.ts';

/** A value up to this size is read as a whole. */
const WHOLE_BYTES = 256 * 1024;
const REPORT_EVERY = 64;
/** Rows of which the places are in memory. */
const TOGETHER = 100_000;

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
  const first = await openExistingFile(before.path);
  try {
    const second = await openExistingFile(after.path);
    try {
      return await work({ before: first, after: second });
    } finally {
      await second.close();
    }
  } finally {
    await first.close();
  }
}

/** Decides the rows whose values differ in their bytes only, perhaps. @throws RdbError; the signal's reason */
export async function decideValues(
  comparer: KeyComparer,
  before: ReadSide,
  after: ReadSide,
  { signal, progress }: { readonly signal: AbortSignal; readonly progress: (fraction: number) => void },
): Promise<void> {
  const { rows } = comparer.undecided;
  if (rows.length === 0) return;
  await withFiles(before, after, async (files) => {
    const left: number[] = [];
    for (let from = 0; from < rows.length; from += TOGETHER) {
      const part = rows.subarray(from, from + TOGETHER);
      const own = (fraction: number) => progress((from + fraction * part.length) / rows.length);
      left.push(...(await decideTogether(comparer, part, { before, after, files }, { signal, progress: own })));
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

/** Decides the rows with small values by the hashes of their content. @returns the others */
async function decideTogether(
  comparer: KeyComparer,
  rows: Uint32Array,
  { before, after, files }: { readonly before: ReadSide; readonly after: ReadSide; readonly files: OpenFiles },
  { signal, progress }: { readonly signal: AbortSignal; readonly progress: (fraction: number) => void },
): Promise<readonly number[]> {
  const small: number[] = [];
  const left: number[] = [];
  const places: { readonly before: RdbValuePlace[]; readonly after: RdbValuePlace[] } = { before: [], after: [] };
  for (const row of rows) {
    const both = placesOf(comparer, row, before.flavour, after.flavour);
    const second = both.after ?? both.before;
    if (isSmall(both.before) && isSmall(second)) {
      small.push(row);
      places.before.push(both.before);
      places.after.push(second);
    } else left.push(row);
  }
  const half = (from: number) => ({ signal, progress: (fraction: number) => progress((from + fraction) / 2) });
  const first = await contentHashes(files.before, places.before, half(0));
  const second = await contentHashes(files.after, places.after, half(1));
  for (const [at, row] of small.entries()) {
    if (first.failed[at] === 1 || second.failed[at] === 1) left.push(row);
    else comparer.decide(row, first.lows[at] === second.lows[at] && first.highs[at] === second.highs[at]);
  }
  return left;
}

/** Where the values of a row are. `after` is null where the row has no state of its own there. */
export function placesOf(
  { index: { columns }, columns: compared }: KeyComparer,
  row: number,
  flavourBefore: RdbFlavour,
  flavourAfter: RdbFlavour,
): { readonly before: RdbValuePlace; readonly after: RdbValuePlace | null } {
  columns.seek(row);
  const { start, end } = columns.arena;
  const length = columns.sizeBytes(row) - (end - start);
  const before = { offset: columns.offset(row), length, type: columns.type(row), flavour: flavourBefore };
  const state = compared.after(row);
  return {
    before,
    after: state && { offset: state.offset, length: state.length, type: state.type, flavour: flavourAfter },
  };
}

/** A small value in memory: one read instead of windows that grow. */
export async function valueAt(file: FileHandle, place: RdbValuePlace): Promise<ValueAt> {
  if (place.length > WHOLE_BYTES) return { bytes: file, place };
  const bytes = Buffer.allocUnsafe(place.length);
  const { bytesRead } = await file.read(bytes, 0, place.length, place.offset);
  return { bytes: bytes.subarray(0, bytesRead), place: { ...place, offset: 0 } };
}
