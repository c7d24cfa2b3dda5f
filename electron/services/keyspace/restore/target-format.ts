import type { RdbFlavour } from '../../redis/data/rdb-format.ts';
import { newestRdb } from '../../scratch/local-program.ts';
import type { ServerTraits } from '../values/key-connection.ts';

/** RESTORE exists since Redis 2.6, which writes this version of the RDB format. */
const OLDEST = 6;
const VALKEY_HASH = 22;

/** The version of the RDB format that introduced an encoding, by its type byte. */
const introduced: Readonly<Record<number, number>> = {
  5: 8,
  7: 8,
  14: 7,
  15: 9,
  16: 10,
  17: 10,
  18: 10,
  19: 10,
  20: 11,
  21: 11,
  22: 12,
  23: 12,
  24: 12,
  25: 12,
};

/** Valkey took the format of Redis 7.2 over, and has its own since Valkey 9. */
const VALKEY_RDB = 11;
const VALKEY_9_RDB = 80;

/**
 * The oldest version of the RDB format that has an encoding, for the end of a payload: a server refuses a payload of a
 * newer version than its own, whatever its encoding.
 */
export function oldestRdb(type: number, flavour: RdbFlavour): number {
  if (type === VALKEY_HASH && flavour === 'valkey') return VALKEY_9_RDB;
  return introduced[type] ?? OLDEST;
}

/** The newest version that a server reads; null if unknown. */
export function newestRdbOf({ version, isValkey }: ServerTraits): number | null {
  if (version === 0) return null;
  if (isValkey) return version >= 90_000 ? VALKEY_9_RDB : VALKEY_RDB;
  return newestRdb(`${Math.floor(version / 10_000)}.${Math.floor(version / 100) % 100}`) ?? null;
}

/** Whether a server reads an encoding. @returns why not, as the end of a sentence; null if it does or may */
export function refusedEncoding(type: number, flavour: RdbFlavour, traits: ServerTraits): string | null {
  const newest = newestRdbOf(traits);
  if (newest === null) return null;
  const isOfValkey = type === VALKEY_HASH && flavour === 'valkey';
  const isOfRedis = type >= VALKEY_HASH && !isOfValkey;
  if (isOfValkey && !traits.isValkey) return 'only Valkey 9 and later read hashes with expiring fields of Valkey';
  if (isOfRedis && traits.isValkey) return 'Valkey does not read hashes with expiring fields of Redis';
  const needed = oldestRdb(type, flavour);
  if (needed <= newest) return null;
  return `it needs version ${needed} of the RDB format, and the server reads version ${newest} at most`;
}
