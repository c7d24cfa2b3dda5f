import type { Bytes } from '../../../../shared/contract/key-name.ts';
import { isScore } from '../../../../shared/score.ts';
import { bytesOf, dataOf } from '../model/key-bytes.ts';
import * as editWords from '../words/edit.ts';

/** Bytes in an editor: as text, or as hexadecimal if they are no text. */
export interface BytesDraft {
  readonly text: string;
  readonly isHex: boolean;
}

export const emptyDraft: BytesDraft = { text: '', isHex: false };

export function draftOf(data: Bytes): BytesDraft {
  return 'text' in data ? { text: data.text, isHex: false } : { text: hexOf(bytesOf(data)), isHex: true };
}

/** The bytes of a draft, or a sentence with the problem. */
export function parsedDraft({ text, isHex }: BytesDraft): Bytes | string {
  if (!isHex) {
    return /\p{Surrogate}/u.test(text) ? editWords.halfOfACharacter : { text };
  }
  const digits = text.replace(/\s/g, '');
  if (!/^[0-9a-f]*$/i.test(digits)) return editWords.onlyHexadecimalDigits;
  if (digits.length % 2 === 1) return editWords.digitIsMissing;
  return dataOf(Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)));
}

/** The same bytes in the other notation; unchanged if it cannot be parsed, or is no text. */
export function otherNotation(draft: BytesDraft): BytesDraft {
  const data = parsedDraft(draft);
  if (typeof data === 'string') return { ...draft, isHex: !draft.isHex };
  if (!draft.isHex) return { text: hexOf(bytesOf(data)), isHex: true };
  return 'text' in data ? { text: data.text, isHex: false } : draft;
}

function hexOf(raw: Uint8Array): string {
  return Array.from(raw, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

/** Why Redis does not accept a score, as a sentence; null if it does. */
export function scoreProblem(score: string): string | null {
  return isScore(score) ? null : editWords.enterANumberInfOrInf;
}
