import type { BulkConnection } from '../values/bulk-connection.ts';
import { afterOf, type BatchResult, commandsOf, type ManyChange } from './change-batch.ts';
import { asRefusal, isSameExpiry } from './key-state.ts';
import { changeWatched, unwatch, watchKey } from './large-key.ts';
import type { LargeReport } from './large-report.ts';
import { storeFormer } from './store-former.ts';
import type { UndoPackWriter } from './undo-pack.ts';

const ROUNDS = 5;

/**
 * Like `changeBatch`, for one key whose value is too large for memory: its former value goes to the pack in pieces.
 * @throws AppError WRITE_REFUSED; the reason of a cancel
 */
export async function changeLarge(
  to: BulkConnection,
  pack: UndoPackWriter,
  key: Buffer,
  change: ManyChange,
  report: LargeReport,
): Promise<BatchResult> {
  const { connection } = to;
  const skipped = { changed: 0, skipped: 1 };
  for (let round = 0; round < ROUNDS; round++) {
    const { exists, expireAtMs } = await watchKey(to, key);
    const after = afterOf(change);
    const isNeeded = after.kind !== 'unchanged' || !isSameExpiry(connection, expireAtMs, after.expireAtMs);
    if (!exists || !isNeeded) {
      await unwatch(to);
      return exists ? { changed: 0, skipped: 0 } : skipped;
    }
    const number = await storeFormer(to, pack, { database: connection.database, key, after, expireAtMs }, report);
    if (number === null) {
      await unwatch(to);
      return skipped;
    }
    const done = await changeWatched(to, commandsOf(connection, [{ key }], change), null);
    if (done?.failed) throw asRefusal(connection, done.failed);
    if (done !== null) return { changed: 1, skipped: 0 };
    await pack.mark([{ number, after: { kind: 'skipped' } }]);
  }
  return skipped;
}
