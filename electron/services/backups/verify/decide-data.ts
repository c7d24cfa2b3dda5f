import { join } from 'node:path';
import type { Backup } from '../../../../shared/contract/backup.ts';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { BackupDeps } from '../store/backup-deps.ts';
import { type BackupFolder, dataPath } from '../store/backup-files.ts';
import { asManifest, findBackup, writeManifest } from '../store/backup-folder.ts';
import { hiddenName } from '../store/backup-names.ts';
import { asContents, choiceNeeded, chooseData } from '../transfer/choose-data.ts';
import { countCandidates } from '../transfer/count-candidates.ts';
import { scanArchive } from '../transfer/scan-archive.ts';

/**
 * Decides which data of an archive counts, where its manifest does not say so: by the rules of an import. The decision
 * is recorded immediately, so that every later verification and restore loads the same.
 * @param choice what a person chose: `rdb`, `aof` or a path in the archive
 * @returns the backup with its `contents`; a snapshot as it is
 * @throws AppError CHOICE_NEEDED where nothing decides, BAD_VALUE for a choice that is not there; Error for an archive
 *   that cannot be read or holds no data
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
    progress: (bytes) => op.progress(bytes / Math.max(1, backup.sizeBytes), 'reading what is in it'),
  });
  if (candidates.length === 0) throw new Error('it holds neither an RDB nor an AOF');
  const decision = chooseData(candidates, settings, choice);
  if (decision === null) {
    const counting = { instance: folder.instance, work: join(folder.path, `${hiddenName()}-work`) };
    const counted = await countCandidates(deps, { path, compressed: true }, candidates, counting, op);
    throw choiceNeeded(`The backup "${backup.name}"`, counted);
  }
  const contents = asContents(decision.chosen, decision.decidedBy, candidates);
  // Again, as its note or its pin may have been changed meanwhile.
  const now = findBackup(folder, backup.name);
  await writeManifest(folder, backup.name, asManifest({ ...now, contents }));
  deps.bus.emit({ noun: 'backups', id: folder.instance });
  return findBackup(folder, backup.name);
}

/** A decision is made once. @throws AppError BAD_VALUE where another one was made before */
export function requireOpenChoice({ name, kind, file, contents }: Backup, choice: string | null): void {
  if (choice === null || (kind === 'archive' && contents === null)) return;
  const decided = contents ?? { form: 'rdb', path: file };
  if (choice === decided.form || choice === decided.path) return;
  throw new AppError(
    'BAD_VALUE',
    `The backup "${name}" stands for its ${decided.form === 'rdb' ? 'RDB' : 'AOF'} ${decided.path}, as its manifest records. To use other data of its file, export it and import that with a choice.`,
    { field: 'data', expected: `"${decided.form}", or nothing` },
  );
}
