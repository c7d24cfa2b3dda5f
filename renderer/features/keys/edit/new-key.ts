import type { NewKeyValue } from '../../../../shared/contract/key-change.ts';
import type { Bytes } from '../../../../shared/contract/key-name.ts';
import { type BytesDraft, parsedDraft, scoreProblem } from './bytes-draft.ts';

/** The types that a user can create. */
export const newTypes = ['string', 'hash', 'list', 'set', 'zset', 'stream'] as const;
export type NewType = (typeof newTypes)[number];

/** One element of a new key: hashes and streams use both, sorted sets the score. */
export interface NewElement {
  readonly name: BytesDraft;
  readonly value: BytesDraft;
  readonly score: string;
}

/** The value of a new key. @throws Error with a sentence */
export function newKeyValue(type: NewType, elements: readonly NewElement[]): NewKeyValue {
  const values = elements.map(({ value }) => bytesIn(value));
  if (type === 'string') return { type, value: values[0] ?? { text: '' } };
  if (type === 'list' || type === 'set') return { type, items: values };
  if (type === 'zset') {
    return {
      type,
      items: elements.map(({ value, score }) => {
        const problem = scoreProblem(score);
        if (problem !== null) throw new Error(problem);
        return { member: bytesIn(value), score: score.trim() };
      }),
    };
  }
  const pairs = elements.map(({ name, value }) => ({ field: bytesIn(name), value: bytesIn(value) }));
  if (type === 'hash') return { type, items: pairs };
  return { type, items: [{ fields: pairs.map(({ field, value }): [Bytes, Bytes] => [field, value]) }] };
}

function bytesIn(draft: BytesDraft): Bytes {
  const data = parsedDraft(draft);
  if (typeof data === 'string') throw new Error(data);
  return data;
}
