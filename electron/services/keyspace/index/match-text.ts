import { AppError } from '../../../../shared/contract/errors.ts';
import type { KeyMatcher, KeySearch } from './match-glob.ts';
import { isLineExpression } from './match-lines.ts';
import { MAX_NEEDLE, needleOf } from './needle.ts';

/** Finds keys that contain a text, in upper or lower case. */
export function textSearch(text: string): KeySearch {
  const wanted = Buffer.from(text.toLowerCase(), 'utf8');
  if (wanted.length === 0) return { matches: () => true, needle: null, isEnough: false };
  // Letters beyond ASCII may have upper case letters of another length, so those keys are decoded.
  if (wanted.some((byte) => byte > 0x7f)) {
    const small = text.toLowerCase();
    const matches: KeyMatcher = (bytes, start, end) => bytes.toString('utf8', start, end).toLowerCase().includes(small);
    return { matches, needle: null, isEnough: false };
  }
  const places = [...wanted.subarray(0, MAX_NEEDLE)].map(eitherCase);
  return { matches: asciiMatcher(wanted), needle: needleOf(places), isEnough: wanted.length <= MAX_NEEDLE };
}

function eitherCase(byte: number): Uint8Array {
  const set = new Uint8Array(256);
  set[byte] = 1;
  if (byte >= 0x61 && byte <= 0x7a) set[byte - 0x20] = 1;
  return set;
}

function asciiMatcher(wanted: Uint8Array): KeyMatcher {
  const lower = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte));
  const first = wanted[0] as number;
  const length = wanted.length;
  return (bytes, start, end) => {
    const last = end - length;
    for (let at = start; at <= last; at++) {
      if (lower[bytes[at] as number] !== first) continue;
      let same = 1;
      while (same < length && lower[bytes[at + same] as number] === wanted[same]) same++;
      if (same === length) return true;
    }
    return false;
  };
}

/** The same as `regexMatcher`, for many keys at a time if possible. @throws AppError BAD_VALUE */
export function regexSearch(text: string): KeySearch {
  const matches = regexMatcher(text);
  const search = { matches, needle: null, isEnough: false };
  return isLineExpression(text) ? { ...search, lines: new RegExp(text, 'gmu') } : search;
}

/**
 * Matches keys, as characters, by a regular expression of JavaScript. Its time is not limited: see `withTimeLimit`.
 * @throws AppError BAD_VALUE for an invalid expression
 */
export function regexMatcher(text: string): KeyMatcher {
  const expression = compile(text);
  return (bytes, start, end) => expression.test(bytes.toString('utf8', start, end));
}

function compile(text: string): RegExp {
  try {
    return new RegExp(text, 'u');
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^Invalid regular expression: /, '') : String(error);
    throw new AppError('BAD_VALUE', `The regular expression is not valid: ${reason}. Correct it and search again.`, {
      field: 'search',
      expected: 'a regular expression of JavaScript',
    });
  }
}
