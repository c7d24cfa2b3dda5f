// cspell:ignore subexpire
import { counted } from '../../../../shared/format/count.ts';

/**
 * The field that KeyDB writes after a key for each member of a hash or set with an expiry. Redis skips it when it loads
 * the file.
 * @see https://github.com/Snapchat/KeyDB/blob/v6.3.4/src/rdb.cpp
 */
export const KEYDB_MEMBER_EXPIRY = 'keydb-subexpire-key';

/** The warning about expiries that a restore into Redis loses; empty if there are none. */
export function keydbWarnings(memberExpiries: number): readonly string[] {
  if (memberExpiries === 0) return [];
  const members = counted(memberExpiries, 'member');
  return [
    `KeyDB wrote an expiry for ${members} of hashes and sets. Redis ignores these expiries: the members stay until a client deletes them or their key expires.`,
  ];
}
