import { formatBytes } from '../../../../shared/format/bytes.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { BulkConnection } from '../values/bulk-connection.ts';
import { receiveDump, shownKey } from './large-key.ts';
import type { LargeKey } from './large-record.ts';
import type { StoredDump } from './stored-dump.ts';
import type { UndoPackWriter } from './undo-pack.ts';

/**
 * Receives the value of a watched key into a record of the pack.
 * @param isWanted whether the change is made, given that value
 * @returns the number of the record; null, without a record, if the key is gone or the change is not made
 * @throws AppError; the reason of the signal
 */
export async function storeFormer(
  to: BulkConnection,
  pack: UndoPackWriter,
  key: LargeKey,
  { signal, progress }: Pick<OperationContext, 'signal' | 'progress'>,
  isWanted: (dump: StoredDump) => Promise<boolean> = async () => true,
): Promise<number | null> {
  const record = await pack.addLarge(key);
  try {
    let total = 0;
    let done = 0;
    const found = await receiveDump(to, key.key, {
      begin: (bytes) => {
        total = bytes;
        return record.begin(bytes);
      },
      take: async (bytes) => {
        signal.throwIfAborted();
        await record.take(bytes);
        done += bytes.length;
        const name = shownKey(key.key);
        progress(done / total, `former value of ${name}: ${formatBytes(done)} of ${formatBytes(total)}`);
      },
    });
    if (!found || record.dump === null || !(await isWanted(record.dump))) return null;
    return await record.complete();
  } finally {
    await record.end();
  }
}
