import { Select, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { BACKUP_NAME_RULE, type Backup, backupName } from '../../../shared/contract/backup.ts';
import type { Operation } from '../../../shared/contract/operation.ts';
import { api } from '../../api.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { useLiveStatuses } from '../../live.ts';
import { runOperation } from '../../operations.ts';
import { terminalLine } from '../../terminal-line.ts';
import { showDone } from '../../toasts.tsx';
import { instanceFlag } from '../instances/instance-commands.ts';
import { importBackup } from './do-backup.ts';
import classes from './form.module.css';
import { useTaken } from './use-taken.ts';

interface ExportDialogProps {
  readonly backup: Backup;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** One file with the backup and its manifest, for another machine. */
export function ExportDialog({ backup, opened, onClose }: ExportDialogProps) {
  const { instance, name } = backup;
  const [path, setPath] = useState('');
  useEffect(() => {
    if (opened) setPath('');
  }, [opened]);
  const write = async (tell: (operation: Operation) => void) => {
    if (path.trim() === '') throw new Error('Say where the file is to go.');
    const { result } = await runOperation(() => api.backups.export({ instance, name, path: path.trim() }), {
      quiet: true,
      ownError: true,
      onProgress: tell,
    });
    showDone(`${name} is exported`, pathOf(result) ?? undefined);
  };
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={`Export ${name}`}
      confirmLabel="Export"
      line={terminalLine('export-backup', {
        ...instanceFlag(instance),
        'backup-name': name,
        file: path.trim() || 'FILE',
      })}
      onConfirm={write}
    >
      <TextInput
        label="Where to"
        description="A folder, or a file that is not there yet, on the machine where the servers run."
        data-autofocus
        placeholder="/home/me/backups"
        value={path}
        onChange={(event) => setPath(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}

function pathOf(result: unknown): string | null {
  return typeof result === 'object' && result !== null && 'path' in result ? String(result.path) : null;
}

interface ImportDialogProps {
  readonly instance: string | null;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Takes a file over as a backup. */
export function ImportDialog({ instance, opened, onClose }: ImportDialogProps) {
  const { items = [] } = useLiveStatuses();
  const ids = items.map(({ id }) => id);
  const [chosen, setChosen] = useState<string | null>(null);
  const [path, setPath] = useState('');
  const [name, setName] = useState('');
  useEffect(() => {
    if (!opened) return;
    setChosen(instance);
    setPath('');
    setName('');
  }, [opened, instance]);
  const into = chosen ?? ids[0] ?? '';
  const taken = useTaken(into, name);
  const nameError = name === '' || backupName.safeParse(name).success ? taken : `${BACKUP_NAME_RULE}.`;
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={instance === null ? 'Import a backup' : `Import a backup of ${instance}`}
      confirmLabel="Import"
      line={terminalLine('import-backup', {
        ...instanceFlag(into),
        file: path.trim() || 'FILE',
        'backup-name': name || null,
      })}
      onConfirm={() => {
        if (path.trim() === '') throw new Error('Say which file it is.');
        if (nameError !== null) throw new Error(nameError);
        return importBackup({ instance: into, path: path.trim(), ...(name === '' ? {} : { name }) });
      }}
    >
      <div className={classes.fields}>
        {instance === null && (
          <Select
            label="As a backup of"
            data={ids}
            value={into}
            onChange={(value) => setChosen(value)}
            allowDeselect={false}
          />
        )}
        <TextInput
          label="File"
          description="A dump.rdb, a tar.gz, or an exported backup, on the machine where the servers run. It stays where it is."
          data-autofocus
          placeholder="/home/me/dump.rdb"
          value={path}
          onChange={(event) => setPath(event.currentTarget.value)}
        />
        <TextInput
          label="Name"
          placeholder="after the file"
          value={name}
          error={nameError}
          maxLength={100}
          onChange={(event) => setName(event.currentTarget.value.trim())}
        />
        <p className={classes.hint}>It is proven at once; {into || 'the instance'} itself is not touched.</p>
      </div>
    </ConfirmDialog>
  );
}
