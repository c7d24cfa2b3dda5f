import { createHash } from 'node:crypto';
import { counted } from '../../../../shared/format/count.ts';
import type { Command, KeyConnection } from '../values/key-connection.ts';
import { afterState } from './after-state.ts';
import {
  ABSENT,
  asRefusal,
  isOutOfMemory,
  type KeyState,
  readStates,
  restoreCommand,
  transaction,
} from './key-state.ts';
import { DELETE_AND_RESTORE } from './large-key.ts';
import type { AfterState } from './pack-record.ts';
import type { UndoConnection } from './undo-connection.ts';
import { undoLarge } from './undo-large.ts';
import { type NumberedRecord, readUndoPack, type UndoPackWriter } from './undo-pack.ts';
import {
  type FoundState,
  type LeftKey,
  type UndoneKeys,
  type UndoOptions,
  type UndoReport,
  type UndoWork,
  unreported,
} from './undone-keys.ts';
import { sideOf, verdictOf } from './verdict.ts';

/** As many as a question names. */
const MAX_LEFT = 20;
const BATCH_KEYS = 500;
const BATCH_BYTES = 8 * 1024 * 1024;
const ROUNDS = 5;

/**
 * Restores the former values of a pack's keys, in batches. A key that changed since stays. Safe to repeat: restored
 * keys are left alone.
 * @param open opens separate connections to a database; they are closed here
 * @throws AppError; the reason of a cancel, with nothing changed
 */
export async function undoKeys(
  home: string,
  undoPack: string,
  open: (database: number) => Promise<UndoConnection>,
  { report = unreported, unclearKeys = 'keep', overwrite = null }: UndoOptions = {},
): Promise<UndoneKeys> {
  const total = { restored: 0, skipped: 0, overwritten: 0 };
  const unclear: FoundState[] = [];
  const left: LeftKey[] = [];
  const connections = new Map<number, UndoConnection>();
  const to = async (database: number) => {
    const found = connections.get(database) ?? (await open(database));
    connections.set(database, found);
    return found;
  };
  const add = async (undone: UndoneKeys) => {
    total.restored += undone.restored;
    total.skipped += undone.skipped;
    total.overwritten += undone.overwritten;
    unclear.push(...undone.unknown);
    left.push(...undone.left.slice(0, MAX_LEFT - left.length));
    // Complete after each batch, so that it can be undone even if the app ends now.
    if (undone.overwritten > 0) await overwrite?.finish(total.overwritten);
    report.progress(total.restored, counted(total.restored, 'key'));
  };
  const reportLarge: UndoReport = {
    ...report,
    progress: (fraction, detail) =>
      report.progress(total.restored + fraction, `${counted(total.restored, 'key')}, ${detail}`),
  };
  let batch: NumberedRecord[] = [];
  let bytes = 0;
  const undoBatch = async () => {
    const [first] = batch;
    if (first === undefined) return;
    report.stopIfCancelled();
    const { connection } = await to(first.database);
    await add(await restoreBatch(connection, batch, { report, unclearKeys, overwrite }));
    batch = [];
    bytes = 0;
  };
  try {
    for await (const record of readUndoPack(home, undoPack)) {
      if (record.after.kind === 'skipped') continue;
      if (record.isLarge) {
        await undoBatch();
        const large = await (await to(record.database)).large();
        await add(await undoLarge(large, record, { report: reportLarge, unclearKeys, overwrite }));
        continue;
      }
      const size = record.before.dump?.length ?? 0;
      const isFull = batch.length >= BATCH_KEYS || bytes + size > BATCH_BYTES;
      if (isFull || batch[0]?.database !== record.database) await undoBatch();
      batch.push(record);
      bytes += size;
    }
    await undoBatch();
    return { ...total, left, unknown: unclear };
  } finally {
    for (const one of connections.values()) one.close();
  }
}

async function restoreBatch(
  connection: KeyConnection,
  batch: readonly NumberedRecord[],
  { report, unclearKeys, overwrite }: UndoWork,
): Promise<UndoneKeys> {
  const keys = batch.map(({ key }) => key);
  for (let round = 0; round < ROUNDS; round++) {
    await connection.call('WATCH', ...keys);
    const states = await readStates(connection, keys);
    const verdicts = await Promise.all(
      batch.map(async (record, at) => {
        const now = sideOf(connection, states[at] ?? ABSENT);
        const verdict = await verdictOf(connection, record.after, sideOf(connection, record.before), now);
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
      report.commitPoint();
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
