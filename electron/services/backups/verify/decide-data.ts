import { join } from 'node:path';
import type { Backup } from '../../../../shared/contract/backup.ts';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { asContents, choiceNeeded, chooseData } from '../archive/choose-data.ts';
import { countCandidates } from '../archive/count-candidates.ts';
import { scanArchive } from '../archive/scan-archive.ts';
import type { BackupDeps } from '../store/backup-deps.ts';
import { type BackupFolder, dataPath } from '../store/backup-files.ts';
import { asManifest, findBackup, writeManifest } from '../store/backup-folder.ts';
import { hiddenName } from '../store/backup-names.ts';

/**
 * Chooses the data set of an archive whose manifest does not record one, by the rules of an import. The choice is
 * recorded immediately, so that every later verification and restore loads the same data.
 * @param choice the data set that the user chose: `rdb`, `aof` or a path in the archive
 * @returns the backup with its `contents`; a snapshot as it is
 * @throws AppError CHOICE_NEEDED when the user must choose, BAD_VALUE for a choice that does not exist; Error for an
 *   archive that cannot be read or contains no data
 */
export async function decideData(
  deps: BackupDeps,
  folder: BackupFolder,
  backup: Backup,
  choice: string | null,
  op: OperationContext,
): Promise<Backup> {
  if (backup.kind === 'snapshot' || backup.contents !== null) return backup;
  const path = dataPath(folder, backup);
  const { candidates, settings } = await scanArchive(path, true, {
    signal: op.signal,
    progress: (bytes) => op.progress(bytes / Math.max(1, backup.sizeBytes), 'reading the archive'),
  });
  if (candidates.length === 0) throw new Error('it contains neither an RDB nor an AOF');
  const decision = chooseData(candidates, settings, choice);
  if (decision === null) {
    const counting = { instance: folder.instance, work: join(folder.path, `${hiddenName()}-work`) };
    const counted = await countCandidates(deps, { path, compressed: true }, candidates, counting, op);
    throw choiceNeeded(`The backup "${backup.name}"`, counted);
  }
  const contents = asContents(decision.chosen, decision.decidedBy, candidates);
  // Read again, because its note or its pin may have changed meanwhile.
  const now = findBackup(folder, backup.name);
  await writeManifest(folder, backup.name, asManifest({ ...now, contents }));
  deps.bus.emit({ noun: 'backups', id: folder.instance });
  return findBackup(folder, backup.name);
}

/** The data set of a backup is chosen once. @throws AppError BAD_VALUE for a choice other than the recorded one */
export function requireOpenChoice({ name, kind, file, contents }: Backup, choice: string | null): void {
  if (choice === null || (kind === 'archive' && contents === null)) return;
  const decided = contents ?? { form: 'rdb', path: file };
  if (choice === decided.form || choice === decided.path) return;
  throw new AppError(
    'BAD_VALUE',
    `The backup "${name}" uses its ${decided.form === 'rdb' ? 'RDB' : 'AOF'} ${decided.path}, as its manifest records. To use other data of the archive, export the backup, import the file and choose the other data.`,
    { field: 'data', expected: `"${decided.form}", or nothing` },
  );
}
