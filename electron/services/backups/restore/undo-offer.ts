import type { ActivityKind } from '../../../../shared/contract/activity.ts';
import type { UndoOffer } from '../../../../shared/contract/backup.ts';
import type { BackupDeps } from '../store/backup-deps.ts';
import { findBackup } from '../store/backup-folder.ts';
import { folderOf } from '../store/folder-of.ts';
import { readUndoable } from '../store/undo-record.ts';

/** Events that change the keys of an instance, or the settings that an undo depends on. */
const changing: ActivityKind[] = [
  'restore',
  'flush',
  'undo',
  'config',
  'upgrade',
  'install',
  'repair',
  'undo-destroy',
  'keys-dropped',
];

/** The state that an undo would restore, and its time; null when there is nothing to undo. */
export async function undoOffer(deps: BackupDeps, id: string): Promise<UndoOffer | null> {
  const last = await readUndoable(deps, id);
  if (last === null) return null;
  const { createdAt, keys } = findBackup(folderOf(deps, id), last.safetyBackup);
  const { items } = await deps.activity.list({ instances: [id], kinds: changing, from: last.at, limit: 20 });
  const since = items.find(({ at, outcome }) => at > last.at && (outcome === null || outcome === 'succeeded'));
  return { ...last, asOf: createdAt, keys, newer: since ? { title: since.title, at: since.at } : null };
}
