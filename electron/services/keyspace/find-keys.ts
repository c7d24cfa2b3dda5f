import type { KeyFilter, KeyItem, KeySource } from '../../../shared/contract/keyspace.ts';
import type { FoundKeyName } from './edit/edit-deps.ts';
import type { KeySpaces } from './key-spaces.ts';
import { fromBytes } from './values/bytes.ts';

const PAGE_KEYS = 1000;

/**
 * The names of all keys that a filter finds on a live instance, in pages. All are collected first, because the list
 * changes while the keys do.
 */
export async function* findKeys(
  { list, complete }: Pick<KeySpaces, 'list' | 'complete'>,
  instance: string,
  filter: KeyFilter,
): AsyncGenerator<readonly FoundKeyName[]> {
  const source: KeySource = { kind: 'instance', instance };
  await complete(source);
  const pages: FoundKeyName[][] = [];
  for (let offset = 0; ; offset += PAGE_KEYS) {
    const { items, total } = await list({ source, filter, sort: 'key', offset, limit: PAGE_KEYS });
    pages.push(items.map(nameOf));
    if (items.length === 0 || offset + items.length >= total) break;
  }
  yield* pages;
}

function nameOf({ database, key }: KeyItem): FoundKeyName {
  return { database, key: fromBytes(key) };
}
