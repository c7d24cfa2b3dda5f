import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Backup } from '../../../../shared/contract/backup.ts';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { BackupFolder } from '../../backups/store/backup-files.ts';
import { takeBackup } from '../../backups/take/take-backup.ts';
import { requireInstance } from '../../instances/status/status-by-id.ts';
import { takeInstanceLock } from '../../operations/locks/instance-lock.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { copyOf, newDraft } from '../../operations/run/running.ts';
import { desktopFolder } from '../../platform/home/paths.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import { withServerOf } from '../../redis/connection/link-failure.ts';
import { dataFiles } from '../../redis/data/data-files.ts';
import type { BranchDeps } from './branch-deps.ts';

/** Data of an origin, as an unlisted backup. */
export interface OriginCopy {
  readonly folder: BackupFolder;
  readonly backup: Backup;
  /** Deletes it. */
  remove(): Promise<void>;
}

/**
 * Copies the data of an instance like a backup, into a separate folder that the journal deletes after a failure. The
 * origin is locked meanwhile: a restore or a flush must not run during the copy.
 * @throws AppError BUSY, SAVE_FAILED, DISK_FULL
 */
export async function copyOrigin(
  deps: BranchDeps,
  { from, title }: { readonly from: string; readonly title: string },
  op: OperationContext,
): Promise<OriginCopy> {
  const { home } = deps.environment;
  const path = join(desktopFolder(home), 'branches', randomUUID());
  const folder: BackupFolder = { path, instance: from };
  const about = { id: randomUUID(), kind: 'branch', instance: from, title, face: deps.client } as const;
  const lock = await takeInstanceLock(home, copyOf(newDraft({ ...about, steps: [], cancellable: false })));
  try {
    const instance = await requireInstance(deps, from);
    const runs = instance.entry?.state === 'running';
    const { usesAof } = await dataFiles(confPlaceOf(instance));
    await op.undo.add({ type: 'folder', path });
    const kind = !runs && usesAof ? 'archive' : 'snapshot';
    const unlisted = { reason: 'manual', before: null, note: null } as const;
    const taken = await withServerOf(from, () =>
      takeBackup(deps, { instance, folder, name: from, kind, op, ...unlisted }),
    );
    if (taken === null) {
      const reason = 'it is stopped and has no data on disk';
      throw new AppError('SAVE_FAILED', `${from} has nothing to copy: ${reason}.`, { id: from, reason });
    }
    return { folder, backup: taken.backup, remove: () => rm(path, { recursive: true, force: true, maxRetries: 3 }) };
  } finally {
    await lock.release();
  }
}
