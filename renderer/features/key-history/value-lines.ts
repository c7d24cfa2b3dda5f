import { diffArrays } from 'diff';
import type { KeyValue } from '../../../shared/contract/keyspace.ts';
import { shown } from '../keys/model/key-bytes.ts';

/** A value as lines: JSON formatted, text by line, a line for each element. */
export function linesOf(value: KeyValue): readonly string[] {
  switch (value.type) {
    case 'string':
      return 'text' in value.value ? textLines(value.value.text) : [shown(value.value)];
    case 'list':
    case 'set': {
      const lines = value.items.map(shown);
      return value.type === 'set' ? lines.toSorted() : lines;
    }
    case 'zset':
      return value.items.map(({ member, score }) => `${score}  ${shown(member)}`);
    case 'hash':
      return value.items
        .map(({ field, value: content, expiresAt }) => {
          const expiry = expiresAt === null ? '' : `  (${expiresAt})`;
          return `${shown(field)}: ${shown(content)}${expiry}`;
        })
        .toSorted();
    case 'stream':
      return value.items.map(({ id, fields }) => {
        const parts = fields.map(([name, content]) => `${shown(name)}=${shown(content)}`);
        return `${id}  ${parts.join(' ')}`;
      });
    case 'module':
      return [shown(value.value)];
  }
}

function textLines(text: string): readonly string[] {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null) return JSON.stringify(parsed, null, 2).split('\n');
  } catch {
    // Other text is shown unchanged.
  }
  return text.split('\n');
}

/** A line of both versions beside each other; null if a version has no such line. */
export interface LinePair {
  readonly change: 'same' | 'changed' | 'removed' | 'added';
  readonly before: { readonly number: number; readonly text: string } | null;
  readonly after: { readonly number: number; readonly text: string } | null;
}

/** The time after which two long values are shown as removed and added. */
const TIMEOUT_MS = 500;

export function pairLines(before: readonly string[], after: readonly string[]): readonly LinePair[] {
  const parts = diffArrays([...before], [...after], { timeout: TIMEOUT_MS }) ?? [
    { value: [...before], removed: true, added: false },
    { value: [...after], removed: false, added: true },
  ];
  const pairs: LinePair[] = [];
  let left = 0;
  let right = 0;
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at];
    if (part === undefined) continue;
    if (!part.removed && !part.added) {
      for (const text of part.value) {
        pairs.push({ change: 'same', before: { number: ++left, text }, after: { number: ++right, text } });
      }
      continue;
    }
    const next = parts[at + 1];
    const isPair = part.removed && next?.added;
    const removed = part.removed ? part.value : [];
    const added = isPair ? next.value : part.added ? part.value : [];
    if (isPair) at++;
    for (let line = 0; line < Math.max(removed.length, added.length); line++) {
      const [old, current] = [removed[line], added[line]];
      pairs.push({
        change: old === undefined ? 'added' : current === undefined ? 'removed' : 'changed',
        before: old === undefined ? null : { number: ++left, text: old },
        after: current === undefined ? null : { number: ++right, text: current },
      });
    }
  }
  return pairs;
}
