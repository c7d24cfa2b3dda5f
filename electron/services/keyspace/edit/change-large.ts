import { formatBytes } from '../../../../shared/format/bytes.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { BulkConnection } from '../values/bulk-connection.ts';
import { afterOf, type BatchResult, commandsOf, type ManyChange } from './change-batch.ts';
import { isSameExpiry } from './key-state.ts';
import { changeWatched, receiveDump, shownKey, unwatch, watchKey } from './large-key.ts';
import type { UndoPackWriter } from './undo-pack.ts';

const ROUNDS = 5;

/**
 * Like `changeBatch`, for one key whose value is too large for memory: its former value goes to the pack in pieces.
 * @throws AppError WRITE_REFUSED; the reason of the signal
 */
export async function changeLarge(
  to: BulkConnection,
  pack: UndoPackWriter,
  key: Buffer,
  change: ManyChange,
  { signal, progress }: Pick<OperationContext, 'signal' | 'progress'>,
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
    const record = await pack.addLarge({ database: connection.database, key, after, expireAtMs });
    try {
      let total = 0;
      let done = 0;
      const found = await receiveDump(to, key, {
        begin: (bytes) => {
          total = bytes;
          return record.begin(bytes);
        },
        take: async (bytes) => {
          signal.throwIfAborted();
          await record.take(bytes);
          done += bytes.length;
          progress(null, `former value of ${shownKey(key)}: ${formatBytes(done)} of ${formatBytes(total)}`);
        },
      });
      if (!found) {
        await unwatch(to);
        return skipped;
      }
      const number = await record.complete();
      const [command] = commandsOf(connection, [{ key }], change);
      if (command !== undefined && (await changeWatched(to, [command])) !== null) return { changed: 1, skipped: 0 };
      await pack.mark([{ number, after: { kind: 'skipped' } }]);
    } finally {
      await record.end();
    }
  }
  return skipped;
}
