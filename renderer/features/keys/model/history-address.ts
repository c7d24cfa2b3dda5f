import type { Bytes } from '../../../../shared/contract/key-name.ts';
import { type KeysSearch, keysAddress, placeOf } from './keys-address.ts';

/** The key of a history. */
export interface HistoryPlace {
  readonly instance: string;
  readonly database: number;
  readonly name: Bytes;
}

/** The route of a history: that of the key in Keys, in another view. */
export function historyAddress({ instance, database, name }: HistoryPlace): string {
  const source = { kind: 'instance', instance } as const;
  const place = { source, fileName: null, tab: 'browse', database, prefix: null, direct: false } as const;
  return keysAddress({ ...place, key: { database, name } }).replace(/^\/keys\//, '/key-history/');
}

/** @returns null if the URL names no key */
export function historyPlace(id: string, search: KeysSearch): HistoryPlace | null {
  const { key } = placeOf({ id }, search);
  return key && { instance: id, ...key };
}
