import type { Backup } from '../../../../shared/contract/backup.ts';
import { AppError } from '../../../../shared/contract/errors.ts';

/** The failure of using a damaged backup. @param reason ends with a full stop */
export function damaged(backup: Backup, reason: string): AppError<'BACKUP_DAMAGED'> {
  const message = `The backup "${backup.name}" of ${backup.instance} is damaged: ${reason} Nothing was changed. Restore another backup.`;
  return new AppError('BACKUP_DAMAGED', message, { name: backup.name, reason });
}
