import type { KeyName } from '../../../../shared/contract/key-name.ts';
import type { KeyItem } from '../../../../shared/contract/keyspace.ts';
import { idOf, nameOf } from '../model/key-bytes.ts';

/** The keys that the user has selected, by id. */
export type SelectedKeys = ReadonlyMap<string, KeyItem>;

export const noKeys: SelectedKeys = new Map();

/** The maximum number of keys per request; more are selected as a folder or by a search. */
export const MAX_SELECTED = 10_000;

export function keyId({ database, key }: Pick<KeyItem, 'database' | 'key'>): string {
  return `${database}/${idOf(key)}`;
}

export function toggledKey(selected: SelectedKeys, item: KeyItem): SelectedKeys {
  const next = new Map(selected);
  const id = keyId(item);
  if (!next.delete(id) && next.size < MAX_SELECTED) next.set(id, item);
  return next;
}

/** The selection plus the rows from one to another whose pages are loaded. */
export function extendedKeys(
  selected: SelectedKeys,
  itemAt: (row: number) => KeyItem | undefined,
  from: number,
  to: number,
): SelectedKeys {
  const next = new Map(selected);
  for (let row = Math.min(from, to); row <= Math.max(from, to) && next.size < MAX_SELECTED; row++) {
    const item = itemAt(row);
    if (item) next.set(keyId(item), item);
  }
  return next;
}

export function selectedBytes(selected: SelectedKeys): number {
  return [...selected.values()].reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

/** The selection as a request carries it. */
export function selectedNames(selected: SelectedKeys): { database: number; key: KeyName }[] {
  return [...selected.values()].map(({ database, key }) => ({ database, key: nameOf(key) }));
}
