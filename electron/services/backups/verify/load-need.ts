import { open } from 'node:fs/promises';
import type { Backup } from '../../../../shared/contract/backup.ts';
import { AppError } from '../../../../shared/contract/errors.ts';
import { type RdbHeader, readRdbHeader } from '../../redis/data/rdb-header.ts';
import type { ScratchRedis } from '../../scratch/scratch-server.ts';
import type { LoadNeed } from '../../scratch/with-scratch-redis.ts';
import { type BackupFolder, dataPath } from '../store/backup-files.ts';

/** What loading a backup takes. */
export async function needOf(folder: BackupFolder, backup: Backup): Promise<LoadNeed> {
  const { instance, memoryBytes } = backup;
  const header = backup.kind === 'snapshot' && !backup.damaged ? await headerOf(dataPath(folder, backup)) : null;
  return {
    instance,
    redisVersion: header?.redisVersion ?? backup.redisVersion,
    rdbVersion: header?.rdbVersion ?? backup.rdbVersion,
    memoryBytes: header?.memoryBytes ?? memoryBytes,
  };
}

async function headerOf(path: string): Promise<RdbHeader | null> {
  const file = await open(path, 'r');
  return readRdbHeader(file).finally(() => file.close());
}

/** @throws AppError BACKUP_UNSUITABLE for what is too new, which says nothing of whether it is whole */
export function requireKnownFormat(backup: Backup, said: string, loader: Pick<ScratchRedis, 'version'>): void {
  const format = /Can't handle RDB format version (\d+)/.exec(said)?.[1];
  if (format === undefined) return;
  const reason = `it is in version ${format} of the RDB format, which Redis ${loader.version} cannot read`;
  throw new AppError(
    'BACKUP_UNSUITABLE',
    `The backup "${backup.name}" cannot be tried here: ${reason}. It may well be whole. Install the Redis that wrote it, or a newer one.`,
    { name: backup.name, reason },
  );
}
