import { join } from 'node:path';
import { type Undoable, undoable } from '../../../../shared/contract/backup.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { writeDurably } from '../../platform/files/durable-write.ts';
import { readJsonState } from '../../platform/files/json-state.ts';
import { readStateFile } from '../../platform/files/state-file.ts';
import { ensureFolder } from '../../platform/home/ensure-folder.ts';
import { desktopFolder } from '../../platform/home/paths.ts';
import type { BackupDeps } from './backup-deps.ts';
import { takenNames } from './backup-folder.ts';
import { folderOf } from './folder-of.ts';

const pathOf = (home: string, id: string) => join(desktopFolder(home), 'undo', `${id}.json`);

/** Records a change that can be undone. If the operation fails, the record is reverted. */
export async function noteUndoable(
  { environment: { home } }: Pick<BackupDeps, 'environment'>,
  op: OperationContext,
  what: Undoable,
): Promise<void> {
  const path = pathOf(home, what.instance);
  const before = await readStateFile(path);
  await op.undo.add(before === null ? { type: 'file', path } : { type: 'content', path, text: before, mode: 0o600 });
  await writeUndoable(home, what);
}

/** The same, for an operation that can no longer fail. */
export async function writeUndoable(home: string, what: Undoable): Promise<void> {
  const path = pathOf(home, what.instance);
  ensureFolder(join(path, '..'));
  await writeDurably(path, JSON.stringify(what));
}

/** The change that can be undone, as long as its safety backup exists. @throws AppError FILE_UNREADABLE */
export async function readUndoable(deps: Pick<BackupDeps, 'environment'>, id: string): Promise<Undoable | null> {
  const record = await readJsonState(pathOf(deps.environment.home, id), (value) => undoable.parse(value));
  return record && takenNames(folderOf(deps, id)).has(record.safetyBackup) ? record : null;
}
