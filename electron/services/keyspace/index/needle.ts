/** A sequence of sets of bytes that every match contains, for a search that skips bytes. */
export interface Needle {
  readonly length: number;
  /** `sets[(place << 8) | byte]`: 1 where the byte fits at the place. */
  readonly sets: Uint8Array;
  /** How far the end of the window moves on by the byte at its end; 0 where that byte fits. */
  readonly shifts: Uint8Array;
  /** How far it moves on after a byte that fits at the end. */
  readonly again: number;
  /** A byte to look for instead, where the window would move on slowly; null where it moves faster, or no place fits. */
  readonly anchor: Anchor | null;
}

/** A place with one byte, or with one letter in both cases: a byte `b` fits if `b | fold` is `byte`. */
export interface Anchor {
  readonly place: number;
  readonly byte: number;
  readonly fold: number;
}

/** A window that moves on by more is faster than four bytes at a time. */
const FAST_SHIFT = 3;
const CASE_BIT = 0x20;

/** A longer needle skips hardly more, and many equal bytes would make it slow. */
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

/** The last place that suits, since the beginnings of keys are more alike than their ends. */
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
