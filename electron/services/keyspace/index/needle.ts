/** A sequence of byte sets that every match contains, for a search that skips bytes. */
export interface Needle {
  readonly length: number;
  /** `sets[(place << 8) | byte]`: 1 if the byte fits at the place. */
  readonly sets: Uint8Array;
  /** How far the window moves for the byte at its end; 0 if that byte fits. */
  readonly shifts: Uint8Array;
  /** How far it moves after a byte that fits at the end. */
  readonly again: number;
  /**
   * A byte to search for instead, if the window would move slowly; null if it moves faster, or no place is suitable.
   */
  readonly anchor: Anchor | null;
}

/** A place with one byte, or with one letter in both cases: a byte `b` fits if `b | fold` is `byte`. */
export interface Anchor {
  readonly place: number;
  readonly byte: number;
  readonly fold: number;
}

/** A window that moves further than this is faster than four bytes at a time. */
const FAST_SHIFT = 3;
const CASE_BIT = 0x20;

/** A longer needle hardly skips more, and many equal bytes would make it slow. */
export const MAX_NEEDLE = 32;

/** @param places one set of bytes for each place, at most `MAX_NEEDLE` */
export function needleOf(places: readonly Uint8Array[]): Needle {
  const { length } = places;
  const last = length - 1;
  const sets = new Uint8Array(length << 8);
  const shifts = new Uint8Array(256).fill(length);
  for (const [place, set] of places.entries()) {
    sets.set(set, place << 8);
    if (place === last) continue;
    for (let byte = 0; byte < 256; byte++) if (set[byte] === 1) shifts[byte] = last - place;
  }
  let again = length;
  for (let byte = 0; byte < 256; byte++) {
    if (sets[(last << 8) | byte] !== 1) continue;
    again = Math.min(again, shifts[byte] as number);
    shifts[byte] = 0;
  }
  const mean = shifts.reduce((sum, shift) => sum + shift, 0) / shifts.length;
  return { length, sets, shifts, again, anchor: mean > FAST_SHIFT ? null : anchorOf(places) };
}

/** The last suitable place, because keys differ more at their ends than at their beginnings. */
function anchorOf(places: readonly Uint8Array[]): Anchor | null {
  for (const [place, set] of [...places.entries()].reverse()) {
    const bytes = [...set.keys()].filter((byte) => set[byte] === 1);
    const [first = 0, second] = bytes;
    if (bytes.length === 1) return { place, byte: first, fold: 0 };
    const isPair = bytes.length === 2 && second === (first | CASE_BIT) && first >= 0x41 && first <= 0x5a;
    if (isPair) return { place, byte: second, fold: CASE_BIT };
  }
  return null;
}
