import { KEYDB_MEMBER_EXPIRY } from './keydb-expiries.ts';
import type { RdbVisitor } from './rdb-visitor.ts';

/** Key counts of one database in an RDB, including expired keys. */
interface CountedDatabase {
  readonly index: number;
  readonly keys: number;
  /** Keys with a TTL. */
  readonly expires: number;
}

/** Counts keys and collects the auxiliary fields during a walk. */
export function createRdbCounter(): {
  readonly visitor: RdbVisitor;
  readonly databases: () => readonly CountedDatabase[];
  readonly aux: ReadonlyMap<string, string>;
  /** Members of hashes and sets with an expiry, of KeyDB. */
  readonly memberExpiries: () => number;
} {
  const counts = new Map<number, { keys: number; expires: number }>();
  const aux = new Map<string, string>();
  let current = { keys: 0, expires: 0 };
  let index = -1;
  let memberExpiries = 0;
  return {
    aux,
    visitor: {
      key({ database, expireAtMs }) {
        if (database !== index) {
          index = database;
          current = counts.get(index) ?? { keys: 0, expires: 0 };
          counts.set(index, current);
        }
        current.keys++;
        if (expireAtMs >= 0) current.expires++;
      },
      aux(name, value) {
        if (name === KEYDB_MEMBER_EXPIRY) memberExpiries++;
        aux.set(name, value);
      },
    },
    memberExpiries: () => memberExpiries,
    databases: () =>
      [...counts].map(([database, count]) => ({ index: database, ...count })).sort((a, b) => a.index - b.index),
  };
}
