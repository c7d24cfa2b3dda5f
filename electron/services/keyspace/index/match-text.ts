import { AppError } from '../../../../shared/contract/errors.ts';
import type { KeyMatcher } from './match-glob.ts';

/** Matches keys that contain a text, in capital or small letters. */
export function textMatcher(text: string): KeyMatcher {
  const wanted = Buffer.from(text.toLowerCase(), 'utf8');
  if (wanted.length === 0) return () => true;
  // Letters beyond ASCII have capitals of another length, so those keys are decoded.
  if (wanted.some((byte) => byte > 0x7f)) {
    const small = text.toLowerCase();
    return (bytes, start, end) => bytes.toString('utf8', start, end).toLowerCase().includes(small);
  }
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

/**
 * Matches keys, as characters, by a regular expression of JavaScript. Its time has no limit: see `withTimeLimit`.
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
