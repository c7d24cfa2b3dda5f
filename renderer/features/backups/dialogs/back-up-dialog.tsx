import { Checkbox, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { BACKUP_NAME_RULE, type BackupKind, backupName } from '../../../../shared/contract/backup.ts';
import { useLiveStatuses } from '../../../client/live.ts';
import { preferenceNow } from '../../../client/preferences.ts';
import { ConfirmDialog } from '../../../components/feedback/confirm-dialog.tsx';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { instanceFlag } from '../../instances/commands/instance-commands.ts';
import { backUp } from '../actions/do-backup.ts';
import { useTaken } from '../model/use-taken.ts';
import classes from '../parts/form.module.css';
import * as dialogsWords from '../words/dialogs.ts';

interface BackUpDialogProps {
  /** Null: the user chooses. */
  readonly instance: string | null;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Takes a backup with a name, kind and note. */
export function BackUpDialog({ instance, opened, onClose }: BackUpDialogProps) {
  const { items = [] } = useLiveStatuses();
  const ids = items.filter(({ runtime }) => runtime !== null).map(({ id }) => id);
  const [chosen, setChosen] = useState<string | null>(null);
  const [name, setName] = useState('');
  const [kind, setKind] = useState<BackupKind>('snapshot');
  const [note, setNote] = useState('');
  const [verify, setVerify] = useState(() => preferenceNow('verify-backups'));
  useEffect(() => {
    if (!opened) return;
    setChosen(instance);
    setName('');
    setKind('snapshot');
    setNote('');
    setVerify(true);
  }, [opened, instance]);
  const of = chosen ?? ids[0] ?? '';
  const taken = useTaken(of, name);
  const nameError = name === '' || backupName.safeParse(name).success ? taken : `${BACKUP_NAME_RULE}.`;
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={instance === null ? dialogsWords.backUp : dialogsWords.backUpInstance(instance)}
      confirmLabel={dialogsWords.backUp}
      blocked={of === '' ? dialogsWords.installAnInstanceFirst : null}
      line={terminalLine('backup', {
        ...instanceFlag(of),
        'backup-name': name || null,
        kind: kind === 'snapshot' ? null : kind,
        note: note.trim() || null,
        verify: verify ? null : 'no',
      })}
      onConfirm={() => {
        if (nameError !== null) throw new Error(nameError);
        return backUp({
          instance: of,
          kind,
          verify,
          ...(name === '' ? {} : { name }),
          ...(note.trim() === '' ? {} : { note: note.trim() }),
        });
      }}
    >
      <div className={classes.fields}>
        {instance === null && (
          <Select
            label={dialogsWords.instance}
            data={ids}
            value={of}
            onChange={(value) => setChosen(value)}
            allowDeselect={false}
            searchable={ids.length > 8}
          />
        )}
        <TextInput
          label={dialogsWords.name}
          data-autofocus
          placeholder={dialogsWords.automaticRedisBackup20261128173000}
          value={name}
          error={nameError}
          maxLength={100}
          onChange={(event) => setName(event.currentTarget.value.trim())}
        />
        <div>
          <div className={classes.label} id="backup-kind">
            {dialogsWords.kind}
          </div>
          <SegmentedControl<BackupKind>
            aria-labelledby="backup-kind"
            size="xs"
            value={kind}
            onChange={setKind}
            data={[
              { value: 'snapshot', label: dialogsWords.snapshot },
              { value: 'archive', label: dialogsWords.archive },
            ]}
          />
          <p className={classes.hint}>
            {kind === 'snapshot' ? dialogsWords.allKeysAsOneRdbFile : dialogsWords.archiveContents}
          </p>
        </div>
        <Textarea
          label={dialogsWords.note}
          placeholder={dialogsWords.whatItIsFor}
          autosize
          minRows={2}
          maxRows={5}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Checkbox
          label={dialogsWords.verifyAfterwards}
          description={dialogsWords.loadsTheBackupIntoAScratch}
          checked={verify}
          onChange={(event) => setVerify(event.currentTarget.checked)}
        />
      </div>
    </ConfirmDialog>
  );
}
