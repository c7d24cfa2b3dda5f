import { rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Backup, BackupDatabase } from '../../../../shared/contract/backup.ts';
import { AppError, isAppError } from '../../../../shared/contract/errors.ts';
import { counted } from '../../../../shared/format/count.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { copyHashed, hashFile } from '../../platform/files/copy-file.ts';
import { linkOrCopy } from '../../platform/files/link-or-copy.ts';
import { openExistingFile } from '../../platform/files/state-file.ts';
import { ensureFolder } from '../../platform/home/ensure-folder.ts';
import type { DataFiles } from '../../redis/data/data-files.ts';
import { parseRdbHeader } from '../../redis/data/rdb-header.ts';
import { newestRdb } from '../../scratch/local-program.ts';
import { ScratchError } from '../../scratch/scratch-server.ts';
import { withScratchRedis } from '../../scratch/with-scratch-redis.ts';
import type { BackupDeps } from '../store/backup-deps.ts';
import { type BackupFolder, dataPath } from '../store/backup-files.ts';
import { damaged } from '../store/damaged.ts';
import { decideData } from '../verify/decide-data.ts';
import { needOf, requireKnownFormat, requireLoadedModules } from '../verify/load-need.ts';
import { layOut } from '../verify/work-copy.ts';
import { convertToRdb } from '../work/convert-data.ts';
import { byteProgress } from '../work/copy-progress.ts';
import { type ModuleTarget, requireModulesOf } from './require-modules.ts';

/** Checked data, ready to replace the current data: a folder with the files that the server will load. */
export interface PreparedData {
  readonly folder: string;
  /** The names of its files. */
  readonly names: readonly string[];
  /** Its keys, expired ones included; null when they were not counted. */
  readonly databases: readonly BackupDatabase[] | null;
}

/** A backup, and the data set that the user chose if its manifest does not record one. */
interface ChosenBackup {
  readonly from: BackupFolder;
  readonly backup: Backup;
  readonly choice: string | null;
}

/**
 * Checks a backup and writes its data as files for the target server. The data becomes one RDB file first. A server
 * that loads an AOF gets that RDB as its AOF: an AOF may begin with an RDB, and Redis 7 turns a single-file AOF into
 * the base of a multi-part one. This works for every version with `aof-use-rdb-preamble` (4 and later).
 * @throws AppError BACKUP_DAMAGED, BACKUP_UNSUITABLE, CHOICE_NEEDED
 */
export async function prepareData(
  deps: BackupDeps,
  { from, backup, choice }: ChosenBackup,
  target: {
    readonly names: DataFiles;
    readonly version: string | null;
    readonly stage: string;
    readonly modules: ModuleTarget;
  },
  op: OperationContext,
): Promise<PreparedData> {
  const { names, version, stage, modules } = target;
  const folder = join(stage, 'new');
  ensureFolder(folder);
  if (backup.damaged) throw damaged(backup, `${backup.damage}.`);
  requireFit(backup, backup.databases, names);
  const rdb = join(folder, names.rdb);
  const databases =
    backup.kind === 'snapshot'
      ? await copySnapshot(deps, from, backup, rdb, op)
      : await openArchive(
          deps,
          { from, backup, choice },
          { work: join(stage, 'work'), to: rdb, version, into: modules.id },
          op,
        );
  requireFit(backup, databases, names);
  await requireReadable(backup, rdb, version);
  await requireModulesOf(backup, rdb, modules, op.signal);
  if (!names.usesAof) return { folder, names: [names.rdb], databases };
  // Replaces the dump too: if AOF is switched off later, Redis must not load older data.
  if (names.saves) await linkOrCopy(rdb, join(folder, names.aof));
  else await rename(rdb, join(folder, names.aof));
  return { folder, names: names.saves ? [names.rdb, names.aof] : [names.aof], databases };
}

async function copySnapshot(
  deps: BackupDeps,
  from: BackupFolder,
  backup: Backup,
  to: string,
  op: OperationContext,
): Promise<readonly BackupDatabase[] | null> {
  const file = await openExistingFile(dataPath(from, backup));
  try {
    const progress = byteProgress(op, backup.sizeBytes);
    const { sha256 } = await copyHashed(file, to, { signal: op.signal, progress });
    if (backup.sha256 !== null && sha256 !== backup.sha256) throw changed(backup);
    // A verified backup with an unchanged checksum needs no other check.
    if (!(backup.proof?.ok && backup.sha256 !== null)) await check(deps, from, backup, to, op);
  } finally {
    await file.close();
  }
  return backup.countsExact ? backup.databases : null;
}

async function check(
  deps: BackupDeps,
  from: BackupFolder,
  backup: Backup,
  path: string,
  op: OperationContext,
): Promise<void> {
  const need = await needOf(from, backup);
  if (need.rdbVersion === null) throw damaged(backup, 'it is not a Redis snapshot.');
  // Without a checker for this format, the server's own load is the check: if it fails, the old data is restored.
  const result = await withScratchRedis(deps, need, op, async (loader) => {
    const found = await loader.check('redis-check-rdb', dirname(path), basename(path), op.signal);
    if (!found.ok) requireKnownFormat(backup, found.message ?? '', loader);
    return found;
  }).catch((error: unknown) => {
    if (isAppError(error, 'NO_RUNTIME')) return null;
    throw error;
  });
  if (result?.ok === false) throw damaged(backup, `redis-check-rdb reports: ${result.message}.`);
}

async function openArchive(
  deps: BackupDeps,
  { from, backup, choice }: ChosenBackup,
  target: { readonly work: string; readonly to: string; readonly version: string | null; readonly into: string },
  op: OperationContext,
): Promise<readonly BackupDatabase[]> {
  const { work, to, version, into } = target;
  const path = dataPath(from, backup);
  const file = await openExistingFile(path);
  try {
    const { sha256 } = await hashFile(file, { signal: op.signal });
    if (backup.sha256 !== null && sha256 !== backup.sha256) throw changed(backup);
  } finally {
    await file.close();
  }
  ensureFolder(work);
  try {
    const decided = await decideData(deps, from, backup, choice, op);
    const copy = await layOut(path, decided, work, op);
    const need = { ...(await needOf(from, backup)), readableBy: version, modulesOf: into };
    const loaded = await convertToRdb(deps, { ...copy, folder: work, databases: copy.names.databases, need, op });
    await rename(join(work, copy.names.rdb), to);
    return loaded.databases;
  } catch (error) {
    if (error instanceof ScratchError) requireLoadedModules(backup, error);
    if (error instanceof ScratchError) throw damaged(backup, `Redis cannot load it: ${error.message}.`);
    throw asDamage(error, backup, op);
  }
}

/** Turns an error of reading an archive into BACKUP_DAMAGED. */
export function asDamage(error: unknown, backup: Backup, op: OperationContext): unknown {
  const { aborted } = op.signal;
  if (error instanceof AppError || aborted || (error instanceof Error && 'syscall' in error)) return error;
  return damaged(backup, `${error instanceof Error ? error.message : error}.`);
}

/** Redis exits when its data contains a database number that `databases` does not allow. */
function requireFit(backup: Backup, databases: readonly BackupDatabase[] | null, names: DataFiles): void {
  const highest = Math.max(-1, ...(databases ?? []).map(({ index }) => index));
  if (highest < names.databases) return;
  const reason = `it has keys in database ${highest}, and the instance has ${counted(names.databases, 'database')}`;
  throw unsuitable(backup, reason, `Raise "databases" to ${highest + 1} there first.`);
}

async function requireReadable(backup: Backup, path: string, version: string | null): Promise<void> {
  const file = await openExistingFile(path);
  const { buffer } = await file.read(Buffer.alloc(1024), 0, 1024, 0).finally(() => file.close());
  const header = parseRdbHeader(buffer);
  if (header === null) throw damaged(backup, 'it is not a Redis snapshot.');
  const newest = version === null ? null : newestRdb(version);
  if (newest === null || header.rdbVersion <= newest) return;
  const writer = header.redisVersion === null ? 'A newer Redis' : `Redis ${header.redisVersion}`;
  const reason = `${writer} wrote it in RDB version ${header.rdbVersion}, and Redis ${version} reads RDB version ${newest} at most`;
  throw unsuitable(backup, reason, 'Upgrade Redis there first.');
}

function changed(backup: Backup): AppError<'BACKUP_DAMAGED'> {
  return damaged(backup, 'its checksum differs from the one in its manifest.');
}

function unsuitable(backup: Backup, reason: string, fix: string): AppError<'BACKUP_UNSUITABLE'> {
  const message = `The backup "${backup.name}" cannot be restored here: ${reason}. ${fix} Nothing was changed.`;
  return new AppError('BACKUP_UNSUITABLE', message, { name: backup.name, reason });
}
