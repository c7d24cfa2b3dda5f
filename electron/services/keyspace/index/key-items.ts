import type { KeyType } from '../../../../shared/contract/key-name.ts';
import type { KeyItem } from '../../../../shared/contract/keyspace.ts';
import { rdbType } from '../../redis/data/rdb-format.ts';
import { toBytes } from '../values/bytes.ts';
import type { KeyIndex } from './key-index.ts';

/** The end of the year 9999: later times have no four-digit year. */
const LAST_MS = 253_402_300_799_999;

/** ISO 8601 of an expiry; null for a key without one. */
export function isoExpiry(expireAtMs: number): string | null {
  return expireAtMs < 0 ? null : new Date(Math.min(expireAtMs, LAST_MS)).toISOString();
}

export function typeOf(byte: number): { readonly type: KeyType; readonly encoding: string } {
  return rdbType(byte) ?? { type: 'module', encoding: 'unknown' };
}

export function itemOf(index: KeyIndex, row: number): KeyItem {
  const { columns, slots } = index;
  return {
    database: slots[columns.slot(row)]?.database ?? 0,
    key: toBytes(columns.key(row)),
    ...pick(typeOf(columns.type(row))),
    expiresAt: isoExpiry(columns.expireAtMs(row)),
    sizeBytes: columns.sizeBytes(row),
  };
}

/** The format's entry also has a pattern, which must not reach a client. */
function pick({ type, encoding }: ReturnType<typeof typeOf>): { type: KeyType; encoding: string } {
  return { type, encoding };
}
