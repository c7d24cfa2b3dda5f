import type { LargeReply } from '../../redis/connection/bulk-link.ts';
import type { BulkConnection } from '../values/bulk-connection.ts';
import { receiveDump, shownKey } from './large-key.ts';
import type { LargeKey } from './large-record.ts';
import { type LargeReport, reportReply } from './large-report.ts';
import type { StoredDump } from './stored-dump.ts';
import type { UndoPackWriter } from './undo-pack.ts';

/**
 * Receives the value of a watched key into a record of the pack.
 * @param isWanted whether the change is made, given that value
 * @returns the number of the record; null, without a record, if the key is gone or the change is not made
 * @throws AppError; the reason of a cancel
 */
export async function storeFormer(
  to: BulkConnection,
  pack: UndoPackWriter,
  key: LargeKey,
  report: LargeReport,
  isWanted: (dump: StoredDump) => Promise<boolean> = async () => true,
): Promise<number | null> {
  const record = await pack.addLarge(key);
  try {
    const found = await receiveFormer(to, key.key, record, report);
    if (!found || record.dump === null || !(await isWanted(record.dump))) return null;
    return await record.complete();
  } finally {
    await record.end();
  }
}

/**
 * Receives the value of a key into its record.
 * @returns whether the key exists
 * @throws AppError; the reason of a cancel
 */
export function receiveFormer(
  to: BulkConnection,
  key: Buffer,
  record: LargeReply,
  report: LargeReport,
): Promise<boolean> {
  return receiveDump(to, key, reportReply(record, `former value of ${shownKey(key)}`, report));
}
