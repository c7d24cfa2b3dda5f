import type { Backup } from '../../../../shared/contract/backup.ts';
import { AppError } from '../../../../shared/contract/errors.ts';
import { modulesTitle } from '../../../../shared/format/modules.ts';
import { openExistingFile } from '../../platform/files/state-file.ts';
import { type RdbHeader, readRdbHeader } from '../../redis/data/rdb-header.ts';
import { moduleFailure } from '../../redis/modules/module-failure.ts';
import type { ScratchError, ScratchRedis } from '../../scratch/scratch-server.ts';
import type { LoadNeed } from '../../scratch/with-scratch-redis.ts';
import { type BackupFolder, dataPath } from '../store/backup-files.ts';

/** The requirements for loading a backup. */
export async function needOf(folder: BackupFolder, backup: Backup): Promise<LoadNeed> {
  const { instance, memoryBytes } = backup;
  const header = backup.kind === 'snapshot' && !backup.damaged ? await headerOf(dataPath(folder, backup)) : null;
  return {
    instance,
    redisVersion: header?.redisVersion ?? backup.redisVersion,
    rdbVersion: header?.rdbVersion ?? backup.rdbVersion,
    memoryBytes: header?.memoryBytes ?? memoryBytes,
    modules: backup.modules,
  };
}

async function headerOf(path: string): Promise<RdbHeader | null> {
  const file = await openExistingFile(path);
  return readRdbHeader(file).finally(() => file.close());
}

/** @throws AppError BACKUP_UNSUITABLE for a format that is too new: the backup may still be intact */
export function requireKnownFormat(backup: Backup, output: string, loader: Pick<ScratchRedis, 'version'>): void {
  const format = /Can't handle RDB format version (\d+)/.exec(output)?.[1];
  if (format === undefined) return;
  const reason = `it has RDB version ${format}, which Redis ${loader.version} cannot load`;
  throw new AppError(
    'BACKUP_UNSUITABLE',
    `The backup "${backup.name}" cannot be loaded here: ${reason}. It may be intact. Install the Redis version that wrote it, or a newer one.`,
    { name: backup.name, reason },
  );
}

/** @throws AppError BACKUP_UNSUITABLE for values of a module that is not loaded here: the backup may still be intact */
export function requireLoadedModules(backup: Backup, error: Pick<ScratchError, 'message' | 'output'>): void {
  const modules = backup.modules ?? [];
  const isUnknownCommand = modules.length > 0 && /reading the append only file/.test(error.output);
  if (moduleFailure(error.output) === null && !isUnknownCommand) return;
  const taken = modules.length === 0 ? '' : `. It was taken with ${modulesTitle(modules)}`;
  throw new AppError(
    'BACKUP_UNSUITABLE',
    `The backup "${backup.name}" cannot be loaded here: ${error.message}${taken}. It may be intact. Load the module into ${backup.instance}, then try again.`,
    { name: backup.name, reason: error.message },
  );
}
