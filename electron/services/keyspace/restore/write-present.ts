import type { RestoreKeysRequest } from '../../../../shared/contract/restore-keys.ts';
import {
  ABSENT,
  asRefusal,
  dumpHash,
  isSameExpiry,
  type KeyState,
  readStates,
  restoreCommand,
  stateCommands,
  stateOf,
  transaction,
} from '../edit/key-state.ts';
import type { UndoPackWriter } from '../edit/undo-pack.ts';
import type { BulkConnection } from '../values/bulk-connection.ts';
import type { KeyConnection } from '../values/key-connection.ts';
import { readManyStates } from './bulk-reads.ts';
import type { ReadyKey } from './ready-key.ts';
import { isNewerInSource, type Times } from './rules.ts';
import { idleTimes } from './target-keys.ts';

export interface ReplacedKeys {
  readonly restored: number;
  readonly overwritten: number;
  readonly bytes: number;
  readonly skipped: number;
  readonly equal: number;
  readonly unverified: number;
}

/** After this many rounds, keys that other clients change constantly are left unchanged. */
const ROUNDS = 5;

type Rules = Pick<RestoreKeysRequest, 'existing' | 'only'>;

interface Work {
  readonly connection: KeyConnection;
  readonly pack: UndoPackWriter | null;
}

/** The keys that the target has with another value or expiry, or no longer has. Nothing is watched for the others. */
export async function differentKeys(to: BulkConnection, keys: readonly ReadyKey[]): Promise<readonly ReadyKey[]> {
  const states = await readManyStates(
    to,
    keys.map(({ key }) => key),
  );
  return keys.filter((one, at) => differenceOf(to.connection, one, states[at] ?? ABSENT) !== null);
}

/**
 * Replaces keys that the target has, in one transaction under WATCH, and reads them back in it. Skips a key with the
 * same value and expiry.
 * @throws AppError WRITE_REFUSED
 */
export async function writePresent(
  work: Work,
  keys: readonly ReadyKey[],
  rules: Rules,
  times: Times,
): Promise<ReplacedKeys> {
  const names = keys.map(({ key }) => key);
  for (let round = 0; round < ROUNDS && keys.length > 0; round++) {
    const done = await attempt(work, keys, names, rules, times);
    if (done !== null) return done;
  }
  return { restored: 0, overwritten: 0, bytes: 0, skipped: keys.length, equal: 0, unverified: 0 };
}

/** @returns null if another client has changed one of the keys, and nothing was written */
async function attempt(
  { connection, pack }: Work,
  keys: readonly ReadyKey[],
  names: readonly Buffer[],
  { existing, only }: Rules,
  times: Times,
): Promise<ReplacedKeys | null> {
  await connection.call('WATCH', ...names);
  // Before the values are read, because reading counts as a use in Redis before 7.2.
  const found = existing === 'newer' ? await idleTimes(connection, names) : null;
  const states = await readStates(connection, names);
  const wanted: { readonly one: ReadyKey; readonly state: KeyState }[] = [];
  let equal = 0;
  for (const [at, one] of keys.entries()) {
    const state = states[at];
    if (state === undefined) continue;
    if (state.dump !== null) {
      const difference = differenceOf(connection, one, state);
      if (difference === null) {
        equal++;
        continue;
      }
      if (only !== undefined && !only.includes(difference)) continue;
      if (existing === 'skip') continue;
      if (found !== null && !isNewerInSource(found[at]?.idleSeconds ?? null, times)) continue;
    } else if (only !== undefined && !only.includes('missing')) continue;
    wanted.push({ one, state });
  }
  const skipped = keys.length - wanted.length - equal;
  if (wanted.length === 0) {
    await connection.call('UNWATCH');
    return { restored: 0, overwritten: 0, bytes: 0, skipped, equal, unverified: 0 };
  }
  const { database } = connection;
  const records = wanted.map(({ one, state }) => ({
    ...{ database, key: one.key, before: state },
    after: { kind: 'content', hash: one.hash, expireAtMs: one.expireAtMs } as const,
  }));
  const first = (await pack?.add(records)) ?? 0;
  const writes = wanted.map(({ one }) =>
    restoreCommand(connection, one.key, { dump: one.payload, expireAtMs: one.expireAtMs }),
  );
  const reads = wanted.flatMap(({ one }) => stateCommands(connection, one.key));
  const replies = await transaction(connection, [...writes, ...reads]);
  if (replies === null) {
    await pack?.mark(wanted.map((_, at) => ({ number: first + at, after: { kind: 'skipped' } })));
    return null;
  }
  const failed = replies.slice(0, writes.length).find((reply) => reply instanceof Error);
  if (failed instanceof Error) throw asRefusal(connection, failed);
  const done = { restored: 0, overwritten: 0, bytes: 0 };
  for (const [at, { one, state }] of wanted.entries()) {
    const now = stateOf(connection, replies[writes.length + 2 * at], replies[writes.length + 2 * at + 1]);
    if (now.dump === null || differenceOf(connection, one, now) !== null) continue;
    done.bytes += one.key.length + one.payload.length;
    if (state.dump === null) done.restored++;
    else done.overwritten++;
  }
  return { ...done, skipped, equal, unverified: wanted.length - done.restored - done.overwritten };
}

/** How a key of the target differs from the one to restore; null if it does not. */
export function differenceOf(
  connection: KeyConnection,
  one: ReadyKey,
  { dump, expireAtMs }: KeyState,
): 'changed' | 'expiry' | null {
  if (dump === null) return 'changed';
  if (!one.hasBytesOf(dump) && dumpHash(connection, dump) !== one.hash) return 'changed';
  return isSameExpiry(connection, expireAtMs, one.expireAtMs) ? null : 'expiry';
}
