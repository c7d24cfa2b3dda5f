import { AppError } from '../../../../shared/contract/errors.ts';
import { instancePaths } from '../../platform/home/paths.ts';
import type { BackupDeps } from './backup-deps.ts';
import type { BackupFolder } from './backup-files.ts';
import { takenNames } from './backup-folder.ts';

/** The folder of the backups of an instance. */
export function folderOf(deps: Pick<BackupDeps, 'environment'>, id: string): BackupFolder {
  return { path: instancePaths(deps.environment, id).backups, instance: id };
}

/** @throws AppError ALREADY_EXISTS */
export function requireFreeName(folder: BackupFolder, name: string): void {
  if (!takenNames(folder).has(name)) return;
  throw new AppError(
    'ALREADY_EXISTS',
    `${folder.instance} already has a backup "${name}". Choose another name, or delete that backup.`,
    {
      id: name,
      detail: 'a backup of that name',
    },
  );
}
