import { createHash } from 'node:crypto';
import type { Command, KeyConnection } from '../values/key-connection.ts';
import { afterState } from './after-state.ts';
import {
  ABSENT,
  asRefusal,
  digestOf,
  dumpHash,
  isOutOfMemory,
  isSameExpiry,
  type KeyState,
  readStates,
  restoreCommand,
  transaction,
} from './key-state.ts';
import type { AfterState, PackRecord } from './pack-record.ts';
import { readUndoPack, type UndoPackWriter } from './undo-pack.ts';

export interface UndoneKeys {
  /** Keys that were restored. */
  readonly restored: number;
  /** Keys that another client has changed since. */
  readonly skipped: number;
  /** The first of them. */
  readonly left: readonly LeftKey[];
  /** Keys that another client had changed since, and that were replaced. */
  readonly overwritten: number;
  /** Keys that may or may not have been changed, because the app ended at that moment. With their current state. */
  readonly unknown: readonly FoundState[];
}

interface FoundState {
  /** The number of the record. */
  readonly number: number;
  readonly after: AfterState;
}

interface LeftKey {
  readonly database: number;
  readonly key: Buffer;
}

interface UndoOptions {
  readonly progress?: (done: number) => void;
  /** `restore` if the user wants the former value of keys that the app may or may not have changed. */
  readonly unclearKeys?: 'keep' | 'restore';
  /** If the user wants the former value of keys that were changed since: records the values that this replaces. */
  readonly overwrite?: UndoPackWriter | null;
}

/** As many as a question names. */
const MAX_LEFT = 20;
const BATCH_KEYS = 500;
const BATCH_BYTES = 8 * 1024 * 1024;
const ROUNDS = 5;

type Verdict = 'restore' | 'done' | 'changed' | 'unknown';
type NumberedRecord = PackRecord & { readonly number: number };

/**
 * Restores the former values of a pack's keys, in batches. A key that changed since stays. Safe to repeat: restored
 * keys are left alone.
 * @param open opens a separate connection to a database; it is closed here
 * @throws AppError
 */
export async function undoKeys(
  home: string,
  undoPack: string,
  open: (database: number) => Promise<KeyConnection>,
  { progress, unclearKeys = 'keep', overwrite = null }: UndoOptions = {},
): Promise<UndoneKeys> {
  const total = { restored: 0, skipped: 0, overwritten: 0 };
  const unclear: FoundState[] = [];
  const left: LeftKey[] = [];
  const connections = new Map<number, KeyConnection>();
  const undoBatch = async (batch: readonly NumberedRecord[]) => {
    const database = batch[0]?.database ?? 0;
    const connection = connections.get(database) ?? (await open(database));
    connections.set(database, connection);
    const undone = await restoreBatch(connection, batch, { unclearKeys, overwrite });
    total.restored += undone.restored;
    total.skipped += undone.skipped;
    total.overwritten += undone.overwritten;
    unclear.push(...undone.unknown);
    left.push(...undone.left.slice(0, MAX_LEFT - left.length));
    // Complete after each batch, so that it can be undone even if the app ends now.
    if (undone.overwritten > 0) await overwrite?.finish(total.overwritten);
    progress?.(total.restored);
  };
  try {
    let batch: NumberedRecord[] = [];
    let bytes = 0;
    for await (const record of readUndoPack(home, undoPack)) {
      if (record.after.kind === 'skipped') continue;
      const size = record.before.dump?.length ?? 0;
      const isFull = batch.length >= BATCH_KEYS || bytes + size > BATCH_BYTES;
      if (batch.length > 0 && (isFull || batch[0]?.database !== record.database)) {
        await undoBatch(batch);
        batch = [];
        bytes = 0;
      }
      batch.push(record);
      bytes += size;
    }
    if (batch.length > 0) await undoBatch(batch);
    return { ...total, left, unknown: unclear };
  } finally {
    for (const connection of connections.values()) connection.close();
  }
}

async function restoreBatch(
  connection: KeyConnection,
  batch: readonly NumberedRecord[],
  { unclearKeys, overwrite }: Required<Pick<UndoOptions, 'unclearKeys' | 'overwrite'>>,
): Promise<UndoneKeys> {
  const keys = batch.map(({ key }) => key);
  for (let round = 0; round < ROUNDS; round++) {
    await connection.call('WATCH', ...keys);
    const states = await readStates(connection, keys);
    const verdicts = await Promise.all(
      batch.map(async (record, at) => {
        const verdict = await verdictOf(connection, record, states[at] ?? ABSENT);
        return verdict === 'unknown' && unclearKeys === 'restore' ? 'restore' : verdict;
      }),
    );
    const changed = batch.flatMap((record, at) =>
      verdicts[at] === 'changed' ? [{ record, now: states[at] ?? ABSENT }] : [],
    );
    const kept = overwrite && changed.length > 0 ? await keepValues(connection, overwrite, changed) : null;
    const isChosen = (at: number) => verdicts[at] === 'restore' || (kept !== null && verdicts[at] === 'changed');
    const chosen = batch.flatMap((record, at) => (isChosen(at) ? [{ record, at }] : []));
    const commands = chosen.map(({ record }) => restoreCommand(connection, record.key, record.before));
    let restored = commands.length;
    if (commands.length === 0) await connection.call('UNWATCH');
    else {
      const dumps = chosen.map(({ at }) => states[at]?.dump ?? null);
      const done = await transaction(connection, commands).catch(async (error: unknown) => {
        if (!isOutOfMemory(error)) throw error;
        restored = await restoreWithoutMemory(connection, commands, dumps);
        return [];
      });
      if (done === null) {
        await kept?.withdraw();
        continue;
      }
      const failed = done.find((reply) => reply instanceof Error);
      if (failed instanceof Error) throw asRefusal(connection, failed);
    }
    const unknown = batch.map(async ({ number }, at) =>
      verdicts[at] === 'unknown' ? [{ number, after: await afterState(connection, states[at] ?? ABSENT) }] : [],
    );
    const isLeft = kept === null ? changed : [];
    return {
      restored,
      skipped: isLeft.length + commands.length - restored,
      left: isLeft.map(({ record }) => record),
      overwritten: changed.length - isLeft.length,
      unknown: (await Promise.all(unknown)).flat(),
    };
  }
  return { restored: 0, skipped: batch.length, left: batch, overwritten: 0, unknown: [] };
}

interface ChangedKey {
  readonly record: NumberedRecord;
  readonly now: KeyState;
}

/** Writes the values that an undo replaces, and the resulting state, to another pack. */
async function keepValues(
  connection: KeyConnection,
  pack: UndoPackWriter,
  changed: readonly ChangedKey[],
): Promise<{ withdraw(): Promise<void> }> {
  const { database } = connection;
  const unknown: AfterState = { kind: 'unknown' };
  const first = await pack.add(
    changed.map(({ record: { key }, now }) => ({ database, key, before: now, after: unknown })),
  );
  const marks = changed.map(async ({ record: { before } }, at) => ({
    number: first + at,
    after: await afterState(connection, before),
  }));
  await pack.mark(await Promise.all(marks));
  const skipped = changed.map((_, at) => ({ number: first + at, after: { kind: 'skipped' } as const }));
  return { withdraw: () => pack.mark(skipped) };
}

/**
 * A server at its memory limit refuses RESTORE and every command of a transaction, but not a RESTORE in a script that
 * has deleted something before. The script skips a key that has changed since its DUMP.
 */
const DELETE_AND_RESTORE = `
local dump = redis.call('DUMP', KEYS[1])
if redis.sha1hex(dump or '') ~= ARGV[1] then return 0 end
redis.call('UNLINK', KEYS[1])
if #ARGV > 1 then redis.call('RESTORE', KEYS[1], unpack(ARGV, 2)) end
return 1`;

/** @returns the restored keys @throws AppError if the server permits no scripts */
async function restoreWithoutMemory(
  connection: KeyConnection,
  commands: readonly Command[],
  dumps: readonly (Buffer | null)[],
): Promise<number> {
  const replies = await connection.pipeline(
    commands.map(([name, key = '', ...args], at): Command => {
      const expected = createHash('sha1')
        .update(dumps[at] ?? '')
        .digest('hex');
      return ['EVAL', DELETE_AND_RESTORE, 1, key, expected, ...(name === 'RESTORE' ? args : [])];
    }),
  );
  const failed = replies.find((reply) => reply instanceof Error);
  if (failed instanceof Error) throw asRefusal(connection, failed);
  return replies.filter((reply) => Number(reply) === 1).length;
}

async function verdictOf(connection: KeyConnection, { before, after }: PackRecord, now: KeyState): Promise<Verdict> {
  // A key whose time has passed meanwhile is not created only to expire.
  const isOver = before.expireAtMs >= 0 && before.expireAtMs <= Date.now();
  if (now.dump === null) {
    if (before.dump === null || isOver) return 'done';
    // Only its own expiry has removed it.
    const hasExpired = after.kind === 'content' && after.expireAtMs >= 0 && after.expireAtMs <= Date.now();
    if (after.kind === 'absent' || hasExpired) return 'restore';
    return after.kind === 'unknown' ? 'unknown' : 'changed';
  }
  if (after.kind === 'content') {
    const hash = dumpHash(connection, now.dump);
    const isFormer = before.dump !== null && hash === dumpHash(connection, before.dump);
    if (isFormer && isSameExpiry(connection, now.expireAtMs, before.expireAtMs)) return 'done';
    return hash === after.hash && isSameExpiry(connection, now.expireAtMs, after.expireAtMs) ? 'restore' : 'changed';
  }
  const digest = await digestOf(connection, now);
  const former = await digestOf(connection, before);
  if (digest === former && isSameExpiry(connection, now.expireAtMs, before.expireAtMs)) return 'done';
  if (after.kind === 'unknown') return 'unknown';
  const isAsLeft =
    (after.kind === 'value' && digest === after.digest && isSameExpiry(connection, now.expireAtMs, after.expireAtMs)) ||
    (after.kind === 'unchanged' && digest === former && isSameExpiry(connection, now.expireAtMs, after.expireAtMs));
  return isAsLeft ? 'restore' : 'changed';
}
