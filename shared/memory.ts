import { formatCount } from './format/count.ts';
import * as sharedWords from './words.ts';

const units: Record<string, number> = {
  '': 1,
  b: 1,
  k: 1000,
  kb: 1024,
  m: 1000 ** 2,
  mb: 1024 ** 2,
  g: 1000 ** 3,
  gb: 1024 ** 3,
};

/**
 * Parses a size like Redis's `memtoull`: a whole number and a unit, where `k` is 1000 and `kb` 1024.
 * @returns bytes, or null if Redis would reject it
 * @see https://github.com/redis/redis/blob/7.0/src/util.c
 */
export function parseMemory(text: string): number | null {
  const match = /^(\d+)([a-z]*)$/i.exec(text.trim());
  const factor = match?.[2] === undefined ? undefined : units[match[2].toLowerCase()];
  if (!match || factor === undefined) return null;
  const bytes = Number(match[1]) * factor;
  return Number.isSafeInteger(bytes) ? bytes : null;
}

const shownUnits = [
  ['gb', 1024 ** 3],
  ['mb', 1024 ** 2],
  ['kb', 1024],
] as const;

/** A size in the largest unit that keeps it a whole number: `2147483648` → `2gb`. */
export function memoryText(value: string): string {
  const bytes = parseMemory(value);
  if (bytes === null || bytes === 0) return value;
  const unit = shownUnits.find(([, size]) => bytes % size === 0);
  return unit ? `${bytes / unit[1]}${unit[0]}` : value;
}

/** A memory limit below this without a unit most likely lacks its unit. */
const DOUBTFUL_BELOW = 1024 ** 2;

/** A question about a limit such as `1`, which Redis reads as one byte; null for a plausible value. */
export function doubtfulMemory(value: string): string | null {
  const number = /^\d+$/.test(value.trim()) ? Number(value) : 0;
  if (number === 0 || number >= DOUBTFUL_BELOW) return null;
  const meant = `${number}${number < 100 ? 'gb' : 'mb'}`;
  return sharedWords.sizeIsDoubtful(String(number), sharedWords.bytes(formatCount(number)), meant);
}
