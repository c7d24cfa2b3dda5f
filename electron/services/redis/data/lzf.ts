/** LZF expands 3 bytes to at most 264. */
const MAX_EXPANSION = 264;

/**
 * Expands LZF, with which Redis compresses strings of more than 20 bytes.
 * @param into at least `length` bytes
 * @returns whether it expands to exactly `length` bytes
 * @see https://github.com/redis/redis/blob/7.0/src/lzf_d.c
 */
export function expandLzf(from: Uint8Array, start: number, end: number, into: Uint8Array, length: number): boolean {
  let at = start;
  let to = 0;
  while (at < end) {
    const control = from[at++] ?? 0;
    if (control < 32) {
      const count = control + 1;
      if (at + count > end || to + count > length) return false;
      for (let left = count; left > 0; left--) into[to++] = from[at++] ?? 0;
      continue;
    }
    let count = control >> 5;
    if (count === 7) count += from[at++] ?? 0;
    count += 2;
    let source = to - ((control & 0x1f) << 8) - 1 - (from[at++] ?? 0);
    if (at > end || source < 0 || to + count > length) return false;
    for (let left = count; left > 0; left--) into[to++] = into[source++] ?? 0;
  }
  return to === length;
}

/** Whether LZF could expand to this size. A larger claim means damage and must not cause an allocation. */
export function isPossibleExpansion(compressed: number, expanded: number): boolean {
  return expanded <= compressed * MAX_EXPANSION;
}
