import { MAX_NEEDLE, type Needle, needleOf } from './needle.ts';

/** Whether the key, `bytes` from `start` up to `end`, matches. */
export type KeyMatcher = (bytes: Buffer, start: number, end: number) => boolean;

/** A search through the names of keys. */
export interface KeySearch {
  readonly matches: KeyMatcher;
  /** A part that every match contains; null if none is known. */
  readonly needle: Needle | null;
  /** Whether every key with that part matches. */
  readonly isEnough: boolean;
  /** An expression that matches keys as lines of one text: see `searchLines`. */
  readonly lines?: RegExp;
}

const STAR = 0x2a;
const ANY = 0x3f;
const OPEN = 0x5b;
const CLOSE = 0x5d;
const ESCAPE = 0x5c;
const NOT = 0x5e;
const RANGE = 0x2d;

/** One byte of a key: the set of its possible values. */
type Step = Uint8Array | 'star';

/**
 * Matches like `KEYS` and `SCAN MATCH`: `*`, `?`, `[abc]`, `[^a-z]` and `\` before a special character. Compares bytes,
 * so case matters. Takes at most the length of the key times that of the pattern.
 * @see https://github.com/redis/redis/blob/7.0/src/util.c
 */
export function globMatcher(pattern: Uint8Array): KeyMatcher {
  return stepMatcher(parse(pattern));
}

/** The same, with a part that every match contains. */
export function globSearch(pattern: Uint8Array): KeySearch {
  const steps = parse(pattern);
  return { matches: stepMatcher(steps), ...needleOfSteps(steps) };
}

function stepMatcher(steps: readonly Step[]): KeyMatcher {
  const { length } = steps;
  const stars = Uint8Array.from(steps, (step) => (step === 'star' ? 1 : 0));
  const sets = new Uint8Array(length << 8);
  for (const [at, step] of steps.entries()) if (step !== 'star') sets.set(step, at << 8);
  return (bytes, start, end) => {
    let at = start;
    let step = 0;
    let star = -1;
    let starAt = 0;
    while (at < end) {
      if (step < length) {
        if (stars[step] === 1) {
          star = step++;
          if (step === length) return true;
          starAt = at;
          continue;
        }
        if (sets[(step << 8) | (bytes[at] as number)] === 1) {
          at++;
          step++;
          continue;
        }
      }
      if (star < 0) return false;
      step = star + 1;
      at = ++starAt;
    }
    while (step < length && stars[step] === 1) step++;
    return step === length;
  };
}

/** The part between two stars that the fewest keys contain. */
function needleOfSteps(steps: readonly Step[]): Pick<KeySearch, 'needle' | 'isEnough'> {
  let best: readonly Uint8Array[] = [];
  let max = 0;
  for (let from = 0; from < steps.length; ) {
    const next = steps.indexOf('star', from);
    const to = next < 0 ? steps.length : next;
    const part = withoutAnyByte(steps.slice(from, to).filter((step) => step !== 'star')).slice(0, MAX_NEEDLE);
    const rarity = part.reduce((sum, set) => sum + Math.log2(256 / Math.max(1, sizeOf(set))), 0);
    if (rarity > max) {
      max = rarity;
      best = part;
    }
    from = to + 1;
  }
  if (best.length === 0) return { needle: null, isEnough: false };
  const isEnough = steps.length === best.length + 2 && steps[0] === 'star' && steps.at(-1) === 'star';
  return { needle: needleOf(best), isEnough };
}

/** Without the `?` at the ends, which match everywhere. */
function withoutAnyByte(part: readonly Uint8Array[]): readonly Uint8Array[] {
  const isRare = (set: Uint8Array) => sizeOf(set) < 256;
  const from = part.findIndex(isRare);
  return from < 0 ? [] : part.slice(from, part.findLastIndex(isRare) + 1);
}

function sizeOf(set: Uint8Array): number {
  return set.reduce((sum, one) => sum + one, 0);
}

function parse(pattern: Uint8Array): readonly Step[] {
  const steps: Step[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const byte = pattern[at] as number;
    if (byte === STAR) {
      if (steps.at(-1) !== 'star') steps.push('star');
    } else if (byte === ANY) steps.push(new Uint8Array(256).fill(1));
    else if (byte === OPEN) {
      const { set, end } = parseSet(pattern, at + 1);
      steps.push(set);
      at = end;
    } else {
      // A `\` at the end matches itself.
      if (byte === ESCAPE && at + 1 < pattern.length) at++;
      steps.push(setOf(pattern[at] as number));
    }
  }
  return steps;
}

/** @returns the set, and the index of its `]` or the end of the pattern */
function parseSet(pattern: Uint8Array, from: number): { readonly set: Uint8Array; readonly end: number } {
  const set = new Uint8Array(256);
  const negated = pattern[from] === NOT;
  let at = negated ? from + 1 : from;
  for (; at < pattern.length && pattern[at] !== CLOSE; at++) {
    if (pattern[at] === ESCAPE && at + 1 < pattern.length) {
      set[pattern[++at] as number] = 1;
    } else if (pattern[at + 1] === RANGE && at + 2 < pattern.length) {
      const ends = [pattern[at] as number, pattern[at + 2] as number].sort((a, b) => a - b);
      set.fill(1, ends[0], (ends[1] as number) + 1);
      at += 2;
    } else set[pattern[at] as number] = 1;
  }
  if (negated) for (let byte = 0; byte < 256; byte++) set[byte] = 1 - (set[byte] as number);
  return { set, end: at };
}

function setOf(byte: number): Uint8Array {
  const set = new Uint8Array(256);
  set[byte] = 1;
  return set;
}
