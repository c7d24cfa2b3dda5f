import { join } from 'node:path';
import type { Backup } from '../../../shared/contract/backup.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { MAIN } from '../../../shared/contract/names.ts';
import type { Preferences } from '../preferences/preferences.ts';
import { beginBackup, beginExport, beginImport, beginRestore, beginVerification } from './backup-operations.ts';
import type { Backups } from './backups.ts';
import { previewNewTenant, previewRestore } from './restore/preview-restore.ts';
import { restoreIntoNewTenant } from './restore/restore-new-tenant.ts';
import { undoOffer } from './restore/undo-offer.ts';
import type { BackupDeps } from './store/backup-deps.ts';
import { backupOrder, listFolder, listShown, removeBackup, unreadableFolder } from './store/backup-folder.ts';
import { changeBackup } from './store/change-backup.ts';
import { cleanupResult, planCleanup } from './store/cleanup-backups.ts';
import { folderOf } from './store/folder-of.ts';
import { holdRemoved, restoreRemoved, sweepRemoved } from './store/removed-backups.ts';
import { requireBackup } from './store/require-backup.ts';
import { readUndoable } from './store/undo-record.ts';
import { idsWithBackups } from './store/watch-backup-folders.ts';
import { flushInstance } from './take/flush-instance.ts';
import { flushPreview } from './take/flush-preview.ts';
import { createSafetyBackups } from './take/safety.ts';
import { packBackup } from './transfer/pack-backup.ts';

export function createBackups(deps: BackupDeps & { readonly preferences: Pick<Preferences, 'get'> }): Backups {
  const { preferences } = deps;
  const changed = (id: string) => deps.bus.emit({ noun: 'backups', id });
  return {
    sweep() {
      void idsWithBackups(deps.environment)
        .then((ids) => Promise.all(ids.map((id) => sweepRemoved(folderOf(deps, id)))))
        .catch((error: unknown) => deps.log.error('deleted backups were not swept', error));
    },
    list: (instance) => listFolder(folderOf(deps, instance)),
    async shown(instance) {
      if (instance !== undefined) return listShown(folderOf(deps, instance));
      const { ids, unread } = await idsToShow(deps.environment);
      const lists = await Promise.all(ids.map((id) => listShown(folderOf(deps, id))));
      return lists.length === 1 && unread.length === 0
        ? (lists[0] ?? [])
        : [...lists.flat(), ...unread].sort(backupOrder());
    },
    get: (instance, name) => requireBackup(deps, instance, name),
    create: ({ verify = preferences.get('verify-backups'), ...options }) => beginBackup(deps, { verify, ...options }),
    verify: (instance, name, data) => beginVerification(deps, instance, name, data),
    restorePreview: async (instance, name, into = instance) => {
      const folder = folderOf(deps, instance);
      const backup = await requireBackup(deps, instance, name);
      return typeof into === 'string'
        ? previewRestore(deps, folder, backup, into)
        : previewNewTenant(deps, folder, backup, into);
    },
    restore: (instance, name, into = instance, data = undefined) =>
      typeof into === 'string'
        ? beginRestore(deps, { instance, name, into, data }, 'restore')
        : restoreIntoNewTenant(deps, folderOf(deps, instance), { name, data }, into),
    undoable: (instance) => undoOffer(deps, instance),
    async undo(instance, offered) {
      const last = await readUndoable(deps, instance);
      if (last && offered !== undefined && offered !== last.safetyBackup) {
        const message = `Nothing was undone, because ${instance} has changed in the meantime. Check what undo would restore now, and try again.`;
        throw new AppError('CONFLICT', message, { what: 'undo' });
      }
      if (last) return beginRestore(deps, { instance, name: last.safetyBackup, into: instance }, 'undo');
      throw new AppError(
        'NOT_FOUND',
        `There is nothing to undo for ${instance}: nothing was restored or flushed, or its safety backup was deleted.`,
        { what: 'undo', id: instance },
      );
    },
    async remove(instance, name, { undoable = false } = {}) {
      const backup = await requireBackup(deps, instance, name);
      await (undoable ? holdRemoved : removeBackup)(folderOf(deps, instance), backup);
      changed(instance);
      return backup;
    },
    async undoRemove(instance, name) {
      const backup = await restoreRemoved(folderOf(deps, instance), name);
      changed(instance);
      return backup;
    },
    async change(instance, name, change) {
      await requireBackup(deps, instance, name);
      const backup = await changeBackup(folderOf(deps, instance), name, change);
      changed(instance);
      return backup;
    },
    async cleanup({ instance, dryRun, ...limits }) {
      const folder = folderOf(deps, instance);
      const limited = Object.values(limits).some((limit) => limit !== undefined);
      const chosen = limited ? limits : { days: preferences.get('backups-kept') };
      const ofUndo = (await readUndoable(deps, instance))?.safetyBackup ?? null;
      const plan = planCleanup(await listFolder(folder), chosen, new Date(), ofUndo);
      if (!dryRun) for (const backup of plan.remove) await removeBackup(folder, backup);
      if (!dryRun && plan.remove.length > 0) changed(instance);
      return cleanupResult(plan);
    },
    import: (instance, path, name, displayName, data) => beginImport(deps, { instance, path, name, displayName, data }),
    export: (instance, name, path, overwrite = false) => beginExport(deps, { instance, name, path, overwrite }),
    pack: async (instance, name) => {
      const backup = await requireBackup(deps, instance, name);
      return packBackup(folderOf(deps, instance), backup);
    },
    flushPreview: (instance) => flushPreview(deps, instance),
    flush: (instance, database) => flushInstance(deps, instance, database),
    safety: createSafetyBackups(deps),
  };
}

/** Main and every id with a backups folder. If the folders cannot be listed: main, and an entry with the reason. */
async function idsToShow(
  environment: BackupDeps['environment'],
): Promise<{ readonly ids: readonly string[]; readonly unread: readonly Backup[] }> {
  try {
    return { ids: await idsWithBackups(environment), unread: [] };
  } catch (error) {
    return { ids: [MAIN], unread: [unreadableFolder(MAIN, join(environment.home, 'clients'), error)] };
  }
}
