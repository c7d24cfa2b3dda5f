import type { KeyConnection } from '../values/key-connection.ts';
import {
  asRefusal,
  digestOf,
  isSameExpiry,
  type KeyState,
  readStates,
  restoreCommand,
  transaction,
} from './key-state.ts';
import type { PackRecord } from './pack-record.ts';
import { readUndoPack } from './undo-pack.ts';

export interface UndoneKeys {
  /** Keys that have their former value again. */
  readonly restored: number;
  /** Keys that another client has changed since. */
  readonly skipped: number;
  /** Keys of which is not known whether they were changed: the app ended at that moment. */
  readonly unknown: number;
}

const BATCH_KEYS = 500;
const BATCH_BYTES = 8 * 1024 * 1024;
const ROUNDS = 5;

type Verdict = 'restore' | 'done' | 'changed' | 'unknown';

/**
 * Gives the keys of a pack their former values, in batches. A key that no longer is as the change left it stays.
 * Harmless to repeat: keys that have their former value are left alone.
 * @param open gives a connection of its own to a database; it is closed here
 * @throws AppError
 */
export async function undoKeys(
  home: string,
  undoPack: string,
  open: (database: number) => Promise<KeyConnection>,
  progress: (done: number) => void = () => undefined,
): Promise<UndoneKeys> {
  const total = { restored: 0, skipped: 0, unknown: 0 };
  const connections = new Map<number, KeyConnection>();
  const undoBatch = async (batch: readonly PackRecord[]) => {
    const database = batch[0]?.database ?? 0;
    const connection = connections.get(database) ?? (await open(database));
    connections.set(database, connection);
    const { restored, skipped, unknown } = await restoreBatch(connection, batch);
    total.restored += restored;
    total.skipped += skipped;
    total.unknown += unknown;
    progress(total.restored);
  };
  try {
    let batch: PackRecord[] = [];
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
    return total;
  } finally {
    for (const connection of connections.values()) connection.close();
  }
}

async function restoreBatch(connection: KeyConnection, batch: readonly PackRecord[]): Promise<UndoneKeys> {
  const keys = batch.map(({ key }) => key);
  for (let round = 0; round < ROUNDS; round++) {
    await connection.call('WATCH', ...keys);
    const states = await readStates(connection, keys);
    const verdicts = await Promise.all(
      batch.map((record, at) => verdictOf(connection, record, states[at] ?? { dump: null, expireAtMs: -1 })),
    );
    const count = (verdict: Verdict) => verdicts.filter((one) => one === verdict).length;
    const commands = batch.flatMap(({ key, before }, at) =>
      verdicts[at] === 'restore' ? [restoreCommand(connection, key, before)] : [],
    );
    if (commands.length === 0) await connection.call('UNWATCH');
    else {
      const replies = await transaction(connection, commands);
      if (replies === null) continue;
      const failed = replies.find((reply) => reply instanceof Error);
      if (failed instanceof Error) throw asRefusal(connection, failed);
    }
    return { restored: commands.length, skipped: count('changed'), unknown: count('unknown') };
  }
  return { restored: 0, skipped: batch.length, unknown: 0 };
}

async function verdictOf(connection: KeyConnection, { before, after }: PackRecord, now: KeyState): Promise<Verdict> {
  // A key whose time has come in the meantime is not created only to expire.
  const isOver = before.expireAtMs >= 0 && before.expireAtMs <= Date.now();
  if (now.dump === null) {
    if (before.dump === null || isOver) return 'done';
    return after.kind === 'absent' ? 'restore' : after.kind === 'unknown' ? 'unknown' : 'changed';
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
