import type { BackupKind } from '../../../../shared/contract/backup.ts';
import type { OperationStepId } from '../../../../shared/contract/operation-step.ts';
import type { ManagedInstance } from '../../instances/registry/catalogue.ts';
import { plannedSteps } from '../../operations/run/planned-steps.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import { dataFiles } from '../../redis/data/data-files.ts';
import { savesForArchive } from './restore-dump-state.ts';

/** The steps of a backup in order: of `saveRunning` for a running instance, else of `saveStopped`. */
export async function backupSteps(instance: ManagedInstance, kind: BackupKind): Promise<readonly OperationStepId[]> {
  const isArchive = kind === 'archive';
  const isElsewhere = instance.record?.engineName !== undefined;
  const isRunning = instance.entry?.state === 'running';
  if (isRunning && !isArchive) return isElsewhere ? ['receive-data'] : ['save-data', 'copy-data'];
  const names = await dataFiles(confPlaceOf(instance));
  if (isRunning) return plannedSteps(savesForArchive(names) && 'save-data', 'collect-files', 'pack-files');
  return plannedSteps(
    isElsewhere && 'receive-data',
    'collect-files',
    isArchive ? 'pack-files' : names.usesAof ? 'convert-aof' : 'copy-data',
  );
}
