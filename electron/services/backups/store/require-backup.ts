import type { Backup } from '../../../../shared/contract/backup.ts';
import { isAppError } from '../../../../shared/contract/errors.ts';
import { requireInstance } from '../../instances/status/status-by-id.ts';
import type { BackupDeps } from './backup-deps.ts';
import { findBackup } from './backup-folder.ts';
import { folderOf } from './folder-of.ts';

/**
 * A backup of an instance, which may have been deleted since.
 * @throws AppError NOT_FOUND: of the instance if neither exists, otherwise of the backup; HOME_NOT_WRITABLE
 */
export async function requireBackup(
  deps: Pick<BackupDeps, 'environment' | 'catalogue'>,
  instance: string,
  name: string,
): Promise<Backup> {
  try {
    return findBackup(folderOf(deps, instance), name);
  } catch (error) {
    if (isAppError(error, 'NOT_FOUND')) await requireInstance(deps, instance);
    throw error;
  }
}
