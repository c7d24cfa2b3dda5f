import type { HoldReason } from '../../../../shared/contract/console.ts';
import type { RedisLink } from '../../redis/connection/redis-link.ts';

/** From this number of named keys on, a command is held. */
const MANY_KEYS = 20;
/** KEYS on fewer keys takes less than a millisecond. */
const SLOW_TO_READ_KEYS = 10_000;
/** EXISTS of more keys would take the server too long. */
const MAX_COUNTED = 10_000;
const ANSWER_MS = 5000;

/** A command that touches many keys. */
export interface Touch {
  readonly command: string;
  readonly reason: Extract<HoldReason, 'many-keys' | 'reads-all-keys'>;
  /** The keys that it names; null: it may touch the whole database. */
  readonly keys: readonly string[] | null;
}

const keyLists: ReadonlySet<string> = new Set(['DEL', 'UNLINK']);
const scripts: ReadonlySet<string> = new Set(['EVAL', 'EVALSHA', 'FCALL']);
/** A script without keys works on keys that it does not name. */
const findsKeys = /['"](keys|scan)['"]/i;

/** The keys that a command names, if there are many. @param name its original name in capitals @param args in latin1 */
export function touchOf(name: string, args: readonly string[]): Touch | null {
  if (name === 'KEYS') return { command: name, reason: 'reads-all-keys', keys: null };
  if (keyLists.has(name) && args.length >= MANY_KEYS) return { command: name, reason: 'many-keys', keys: args };
  // MSETNX overwrites no key.
  const set = name === 'MSET' ? args.filter((_, index) => index % 2 === 0) : [];
  if (set.length >= MANY_KEYS) return { command: name, reason: 'many-keys', keys: set };
  if (!scripts.has(name)) return null;
  const count = Number(args[1]);
  if (count >= MANY_KEYS) return { command: name, reason: 'many-keys', keys: args.slice(2, 2 + count) };
  return name === 'EVAL' && findsKeys.test(args[0] ?? '') ? { command: name, reason: 'many-keys', keys: null } : null;
}

/** Whether a command that reads all keys would block the server. */
export function isSlowToRead(keys: number | null): boolean {
  return keys === null || keys >= SLOW_TO_READ_KEYS;
}

/** How many of the keys exist; null if the server does not say. */
export async function countExisting(
  link: RedisLink,
  database: number,
  keys: readonly string[],
): Promise<number | null> {
  if (keys.length > MAX_COUNTED) return null;
  const names = [...new Set(keys)].map((key) => Buffer.from(key, 'latin1'));
  // The link is shared and on database 0. The server runs the commands of one write in order.
  const replies = await link.batch(
    ANSWER_MS,
    [
      ['SELECT', String(database)],
      ['EXISTS', ...names],
      ['SELECT', '0'],
    ],
    'text',
  );
  const [selected, count] = replies;
  return selected === 'OK' && typeof count === 'number' ? count : null;
}
