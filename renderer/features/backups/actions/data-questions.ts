import type { Backup } from '../../../../shared/contract/backup.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { instanceFlag } from '../../instances/commands/instance-commands.ts';
import type { RestorePlace } from '../model/restore-place.ts';
import * as dialogsWords from '../words/dialogs.ts';
import type { DataQuestion } from './backup-dialog-state.ts';

/** A question whose data sets are still unknown. */
export type OpenQuestion = Omit<DataQuestion, 'found'>;
type Choose = DataQuestion['choose'];

/** @param file a path, or the name of an uploaded file */
export function importQuestion(
  { instance, name = null }: { readonly instance: string; readonly name?: string | null | undefined },
  file: string,
  choose: Choose,
): OpenQuestion {
  const flags = { ...instanceFlag(instance), file, 'backup-name': name };
  return {
    subject: file.replace(/^.*[\\/]/, ''),
    confirmLabel: dialogsWords.importText,
    line: (data) => terminalLine('import-backup', { ...flags, data }),
    choose,
  };
}

export function verifyQuestion({ instance, name }: Backup, choose: Choose): OpenQuestion {
  const flags = { ...instanceFlag(instance), 'backup-name': name };
  return {
    subject: dialogsWords.theBackupName(name),
    confirmLabel: dialogsWords.verify,
    line: (data) => terminalLine('verify-backup', { ...flags, data }),
    choose,
  };
}

export function restoreQuestion({ instance, name }: Backup, place: RestorePlace, choose: Choose): OpenQuestion {
  const isNew = place.to === 'new';
  const into = { into: place.to === 'other' ? place.id : null, 'to-client': isNew ? place.id : null };
  const flags = { ...instanceFlag(instance), 'backup-name': name, ...into };
  return {
    subject: dialogsWords.theBackupName(name),
    confirmLabel: isNew ? dialogsWords.createAndRestore : dialogsWords.restoreWithUndo,
    line: (data) => terminalLine('restore', { ...flags, data, yes: isNew ? null : 'yes' }),
    choose,
  };
}
