import { randomUUID } from 'node:crypto';
import { copyFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CompanionBackup } from '../../../../shared/contract/companion.ts';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { ensureFolder } from '../../platform/home/ensure-folder.ts';
import type { Placed } from '../host/companion-host.ts';
import type { DumpKind } from '../kind/companion-kind.ts';
import type { CompanionDeps } from '../work/companion-deps.ts';
import { hostOf, placedNow } from '../work/placed.ts';
import { stopCompanion } from '../work/stop-companion.ts';
import { untilCompanionReady } from '../work/until-ready.ts';
import { backupFile, verifyChecksum } from './backup-store.ts';
import { unpackFolder } from './data-archive.ts';
import { automaticBackupName, saveCompanion } from './save-companion.ts';

/**
 * Takes a safety backup, then replaces the data of a running companion. The old data is kept until the new data is
 * complete, so that a failure, a cancel or a crash restores it.
 * @returns the name of the safety backup
 * @throws AppError BACKUP_DAMAGED, BACKUP_UNSUITABLE, DISK_FULL, SAVE_FAILED
 */
export async function restoreCompanion(
  deps: CompanionDeps,
  placed: Placed,
  backup: CompanionBackup,
  op: OperationContext,
): Promise<string> {
  const { kind, paths } = placed;
  await verifyChecksum(kind, paths, backup, op.signal);
  const safety = automaticBackupName(placed, 'before-restore-');
  await saveCompanion(deps, placed, { name: safety, reason: 'safety' }, op);
  await op.step({ id: 'restore-companion', subject: kind.title }, async () => {
    const file = backupFile(paths, kind, backup.name);
    try {
      if (kind.backup.form === 'dump') await restoreDump(deps, placed, kind.backup, file, op);
      else await restoreArchive(deps, placed, file, op);
    } catch (error) {
      throw asRestoreFailure(placed, backup.name, error);
    }
  });
  return safety;
}

async function restoreDump(
  deps: CompanionDeps,
  placed: Placed,
  kind: DumpKind,
  file: string,
  op: OperationContext,
): Promise<void> {
  const host = hostOf(deps, placed);
  const name = `.restore-${randomUUID()}`;
  const path = join(placed.paths.exchange, name);
  const copy = { type: 'file', path } as const;
  const entry = { type: 'companion-restore', client: placed.client, name: placed.kind.name } as const;
  await op.undo.add(copy, entry);
  await copyFile(file, path);
  await host.giveFiles(path);
  const session = host.session(placed);
  await kind.restore(session, name);
  op.commitPoint();
  await op.undo.drop(entry);
  await kind.finishRestore(session);
  await rm(path, { force: true });
}

async function restoreArchive(deps: CompanionDeps, placed: Placed, file: string, op: OperationContext): Promise<void> {
  const { client, kind, paths } = placed;
  const host = hostOf(deps, placed);
  const aside = `${paths.data}.before-restore`;
  const server = { type: 'companion-server', client, name: kind.name } as const;
  // Undo runs these in reverse: kill the new server, restore the old folder, start the old server.
  await op.undo.add(
    { ...server, bring: 'up' },
    { type: 'swap', path: paths.data, aside },
    { ...server, bring: 'down' },
  );
  await stopCompanion(deps, placed, { ...op, step: (_, body) => body() });
  await rename(paths.data, aside);
  ensureFolder(paths.data);
  await unpackFolder(file, paths.data, op.signal);
  await host.giveFiles(paths.data);
  await host.start(placed);
  await untilCompanionReady(host, placedNow(deps, client, kind.name) ?? placed, op);
  op.commitPoint();
  await op.undo.drop(
    { ...server, bring: 'up' },
    { type: 'swap', path: paths.data, aside },
    { ...server, bring: 'down' },
  );
  await rm(aside, { recursive: true, force: true, maxRetries: 3 });
}

function asRestoreFailure({ client, kind }: Placed, name: string, error: unknown): unknown {
  if (error instanceof AppError && error.code !== 'START_FAILED') return error;
  if (!(error instanceof Error) || error.name === 'AbortError') return error;
  if ('code' in error && (error.code === 'ENOSPC' || error.code === 'EACCES')) return error;
  const full = /no space left on device/i.test(error.message);
  if (full) {
    const message = `The disk is full: the backup ${name} was not restored, and ${kind.title} of ${client} has its old data. Free some space and try again.`;
    return new AppError('DISK_FULL', message, { needed: null, free: 0 }, { cause: error });
  }
  const message = `The backup ${name} could not be restored, and ${kind.title} of ${client} has its old data: ${error.message}`;
  return new AppError('BACKUP_UNSUITABLE', message, { name, reason: error.message }, { cause: error });
}
