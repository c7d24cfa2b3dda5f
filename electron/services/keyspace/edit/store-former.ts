import { formatBytes } from '../../../../shared/format/bytes.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { LargeReply } from '../../redis/connection/bulk-link.ts';
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
    const found = await receiveFormer(to, key.key, record, { signal, progress });
    if (!found || record.dump === null || !(await isWanted(record.dump))) return null;
    return await record.complete();
  } finally {
    await record.end();
  }
}

/**
 * Receives the value of a key into its record.
 * @returns whether the key exists
 * @throws AppError; the reason of the signal
 */
export function receiveFormer(
  to: BulkConnection,
  key: Buffer,
  record: LargeReply,
  { signal, progress }: { readonly signal: AbortSignal; readonly progress: (fraction: number, detail: string) => void },
): Promise<boolean> {
  let total = 0;
  let done = 0;
  return receiveDump(to, key, {
    begin: (bytes) => {
      total = bytes;
      return record.begin(bytes);
    },
    take: async (bytes) => {
      signal.throwIfAborted();
      await record.take(bytes);
      done += bytes.length;
      progress(done / total, `former value of ${shownKey(key)}: ${formatBytes(done)} of ${formatBytes(total)}`);
    },
  });
}
