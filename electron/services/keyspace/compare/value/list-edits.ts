import { diffArrays } from 'diff';

/**
 * Beyond this number of edits, or this time, everything between the equal ends counts as replaced: the search is
 * quadratic.
 */
const MAX_EDITS = 2000;
const MAX_MS = 500;

/** An item of two sequences: its index in each; null if one does not have it. */
export interface Edit {
  readonly before: number | null;
  readonly after: number | null;
}

/** The shortest edit script between two sequences. Equal ends cost no search. */
export function editsBetween(before: readonly string[], after: readonly string[]): Edit[] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const edits: Edit[] = [];
  for (let at = 0; at < head; at++) edits.push({ before: at, after: at });
  const first = before.slice(head, before.length - tail);
  const second = after.slice(head, after.length - tail);
  const changes = diffArrays(first, second, { maxEditLength: MAX_EDITS, timeout: MAX_MS }) ?? [
    { removed: true, added: false, value: first },
    { removed: false, added: true, value: second },
  ];
  let [left, right] = [head, head];
  for (const { removed, added, value } of changes) {
    for (let at = 0; at < value.length; at++) {
      if (removed) edits.push({ before: left++, after: null });
      else if (added) edits.push({ before: null, after: right++ });
      else edits.push({ before: left++, after: right++ });
    }
  }
  for (let at = 0; at < tail; at++) edits.push({ before: left++, after: right++ });
  return edits;
}
