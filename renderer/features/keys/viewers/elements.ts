import type { Bytes } from '../../../../shared/contract/key-name.ts';
import type { KeyValue } from '../../../../shared/contract/keyspace.ts';
import { idOf, shown } from '../model/key-bytes.ts';

/** One element of a value, as a row. */
export interface ValueElement {
  readonly id: string;
  /** The first column: field, position, score or ID. Null for a member of a set. */
  readonly name: string | null;
  /** The bytes that the row opens. */
  readonly value: Bytes;
  /** The value in one line. */
  readonly line: string;
  readonly expiresAt: string | null;
  readonly target: ElementTarget;
}

/** What identifies the element in a change. */
export type ElementTarget =
  | { readonly kind: 'field'; readonly field: Bytes; readonly value: Bytes; readonly expiresAt: string | null }
  | { readonly kind: 'index'; readonly index: number; readonly value: Bytes }
  | { readonly kind: 'member'; readonly member: Bytes; readonly score: string | null }
  | { readonly kind: 'entry'; readonly id: string };

/** The maximum number of characters of a value on one line. */
const LINE = 300;

/** The elements of a page of a value; empty for strings and modules. */
export function elementsOf(value: KeyValue): readonly ValueElement[] {
  if (value.type === 'hash') {
    return value.items.map(({ field, value: data, expiresAt }) => ({
      ...element(idOf(field), shown(field), data),
      expiresAt,
      target: { kind: 'field', field, value: data, expiresAt },
    }));
  }
  if (value.type === 'list') {
    return value.items.map((data, at) => {
      const index = value.from + at;
      return { ...element(String(index), String(index), data), target: { kind: 'index', index, value: data } };
    });
  }
  if (value.type === 'set') {
    return value.items.map((member) => ({
      ...element(idOf(member), null, member),
      target: { kind: 'member', member, score: null },
    }));
  }
  if (value.type === 'zset') {
    return value.items.map(({ member, score }) => ({
      ...element(idOf(member), score, member),
      target: { kind: 'member', member, score },
    }));
  }
  if (value.type === 'stream') {
    return value.items.map(({ id, fields }) => ({
      ...element(id, id, entryText(fields)),
      line: fields
        .map(([field, data]) => `${shown(field)}=${shown(data)}`)
        .join('  ')
        .slice(0, LINE),
      target: { kind: 'entry', id },
    }));
  }
  return [];
}

function element(id: string, name: string | null, value: Bytes): Omit<ValueElement, 'target'> {
  return { id, name, value, line: shown(value).slice(0, LINE), expiresAt: null };
}

/** The fields of an entry as JSON, for its details. */
function entryText(fields: readonly (readonly [Bytes, Bytes])[]): Bytes {
  const pairs = fields.map(([field, value]) => [shown(field), shown(value)] as const);
  const isUnique = new Set(pairs.map(([field]) => field)).size === pairs.length;
  return { text: JSON.stringify(isUnique ? Object.fromEntries(pairs) : pairs) };
}

/** The number of elements of a value; null for strings and modules. */
export function elementCount(value: KeyValue): number | null {
  return 'length' in value ? value.length : null;
}
