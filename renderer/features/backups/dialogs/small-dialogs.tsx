import { Textarea, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { BACKUP_NAME_RULE, type Backup, backupName } from '../../../../shared/contract/backup.ts';
import { api } from '../../../client/api.ts';
import { showDone, showFailure } from '../../../client/toasts.tsx';
import { ConfirmDialog } from '../../../components/feedback/confirm-dialog.tsx';
import { trustOf, trustWords } from '../../../lib/backup-words.ts';
import { counted } from '../../../lib/counted.ts';
import { bytes } from '../../../lib/format.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { timeText } from '../../../lib/time-format.ts';
import { instanceFlag } from '../../instances/commands/instance-commands.ts';
import { backupKey, shownBackup } from '../actions/backup-dialog-state.ts';
import { undoRemoveBackup } from '../actions/do-backup.ts';
import { useTaken } from '../model/use-taken.ts';
import * as dialogsWords from '../words/dialogs.ts';

interface BackupDialogProps {
  readonly backup: Backup;
  readonly opened: boolean;
  readonly onClose: () => void;
}

function flagsOf({ instance, name }: Backup) {
  return { ...instanceFlag(instance), 'backup-name': name };
}

export function RenameDialog({ backup, opened, onClose }: BackupDialogProps) {
  const { instance, name } = backup;
  const [to, setTo] = useState(name);
  useEffect(() => {
    if (opened) setTo(name);
  }, [opened, name]);
  const taken = useTaken(instance, to, name);
  const problem = backupName.safeParse(to).success ? taken : `${BACKUP_NAME_RULE}.`;
  const rename = async () => {
    if (problem !== null) throw new Error(problem);
    const renamed = await api.backups.change({ instance, name, to });
    // Keeps the open details open under the new name.
    if (shownBackup.get() === backupKey(backup)) shownBackup.set(backupKey(renamed));
    const back = () => void undoChange(renamed, { to: name });
    showDone(dialogsWords.nameRenamedTo(name, to), undefined, { label: dialogsWords.undo, run: back });
  };
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={dialogsWords.renameName(name)}
      confirmLabel={dialogsWords.rename}
      line={terminalLine('change-backup', { ...flagsOf(backup), to })}
      onConfirm={rename}
    >
      <TextInput
        label={dialogsWords.newName}
        data-autofocus
        value={to}
        error={problem}
        maxLength={100}
        onChange={(event) => setTo(event.currentTarget.value.trim())}
      />
    </ConfirmDialog>
  );
}

/** Undoes a change. A toast shows a failure. */
async function undoChange(changed: Backup, change: { readonly to?: string; readonly note?: string | null }) {
  const { instance, name } = changed;
  const open = shownBackup.get() === backupKey(changed);
  try {
    const back = await api.backups.change({ instance, name, ...change });
    if (open) shownBackup.set(backupKey(back));
  } catch (error) {
    showFailure(dialogsWords.undoTheChangeOfName(name), error, () => void undoChange(changed, change));
  }
}

export function NoteDialog({ backup, opened, onClose }: BackupDialogProps) {
  const { instance, name, note } = backup;
  const [text, setText] = useState(note ?? '');
  useEffect(() => {
    if (opened) setText(note ?? '');
  }, [opened, note]);
  const save = async () => {
    const changed = await api.backups.change({ instance, name, note: text.trim() || null });
    if (changed.note === note) return;
    const back = () => void undoChange(changed, { note });
    showDone(
      dialogsWords.noteOnNamePart(name, changed.note === null ? dialogsWords.noteRemoved : dialogsWords.noteSaved),
      undefined,
      {
        label: dialogsWords.undo,
        run: back,
      },
    );
  };
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={dialogsWords.noteOnName(name)}
      confirmLabel={dialogsWords.save}
      line={terminalLine('change-backup', { ...flagsOf(backup), note: text.trim() })}
      onConfirm={save}
    >
      <Textarea
        label={dialogsWords.note}
        data-autofocus
        autosize
        minRows={3}
        maxRows={8}
        maxLength={500}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}

export function DeleteDialog({ backup, opened, onClose }: BackupDialogProps) {
  const { instance, name, sizeBytes, createdAt, keys } = backup;
  const trust = trustOf(backup);
  const remove = async () => {
    await api.backups.remove({ instance, name, undoable: true });
    if (shownBackup.get() === backupKey(backup)) shownBackup.set(undefined);
    showDone(dialogsWords.nameDeleted(name), dialogsWords.youCanUndoThisFor10, {
      label: dialogsWords.undo,
      run: () => void undoRemoveBackup(backup),
    });
  };
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={dialogsWords.deleteName(name)}
      confirmLabel={dialogsWords.deleteWithUndo}
      destructive
      line={terminalLine('delete-backup', { ...flagsOf(backup), yes: 'yes' })}
      onConfirm={remove}
    >
      <p>
        <strong>
          {keys === null ? dialogsWords.thisBackup : counted(keys, 'key')}, {bytes(sizeBytes)},
        </strong>
        {dialogsWords.deletionFacts(timeText(createdAt), trustWords[trust].toLowerCase(), instance)}
      </p>
      {backup.reason === 'safety' && <p>{dialogsWords.withoutThisSafetyBackupTheChange}</p>}
    </ConfirmDialog>
  );
}
