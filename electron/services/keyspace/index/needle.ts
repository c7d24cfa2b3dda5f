/** A sequence of sets of bytes that every match contains, for a search that skips bytes. */
export interface Needle {
  readonly length: number;
  /** `sets[(place << 8) | byte]`: 1 where the byte fits at the place. */
  readonly sets: Uint8Array;
  /** How far the end of the window moves on by the byte at its end; 0 where that byte fits. */
  readonly shifts: Uint8Array;
  /** How far it moves on after a byte that fits at the end. */
  readonly again: number;
}

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
  return { length, sets, shifts, again };
}
