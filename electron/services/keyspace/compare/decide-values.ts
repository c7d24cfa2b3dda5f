import type { FileHandle } from 'node:fs/promises';
import { openExistingFile } from '../../platform/files/state-file.ts';
import type { RdbValuePlace } from '../../redis/data/decode/decode-value.ts';
import type { RdbFlavour } from '../../redis/data/rdb-format.ts';
import type { KeyComparer } from './key-comparer.ts';
import type { ReadSide } from './side-reader.ts';
import { isSameValue, type ValueAt } from './value-digests.ts';

/** A value up to this size is read as a whole. */
const WHOLE_BYTES = 256 * 1024;
const REPORT_EVERY = 64;

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
    for (const [at, row] of rows.entries()) {
      if (at % REPORT_EVERY === 0) {
        signal.throwIfAborted();
        progress(at / rows.length);
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
