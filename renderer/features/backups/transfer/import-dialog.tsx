import { Select, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { BACKUP_NAME_RULE, backupName } from '../../../../shared/contract/backup.ts';
import type { SendProgress } from '../../../client/files.ts';
import { useLiveStatuses } from '../../../client/live.ts';
import { ConfirmDialog } from '../../../components/feedback/confirm-dialog.tsx';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { instanceFlag } from '../../instances/commands/instance-commands.ts';
import { importBackup } from '../actions/do-backup.ts';
import { useTaken } from '../model/use-taken.ts';
import classes from '../parts/form.module.css';
import * as transferWords from '../words/transfer.ts';
import { importFiles, importFilesOf } from './do-import.ts';
import { FileDrop } from './file-drop.tsx';
import { SendingBar } from './sending-bar.tsx';

interface ImportDialogProps {
  readonly instance: string | null;
  /** Files dropped before the dialog opened. */
  readonly files: readonly File[];
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Imports a backup from a chosen or dropped file or from a path. */
export function ImportDialog({ instance, files, opened, onClose }: ImportDialogProps) {
  const { items = [] } = useLiveStatuses();
  const ids = items.map(({ id }) => id);
  const [chosen, setChosen] = useState<string | null>(null);
  const [picked, setPicked] = useState<readonly File[]>([]);
  const [path, setPath] = useState('');
  const [name, setName] = useState('');
  const [sending, setSending] = useState<SendProgress | null>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => {
    if (!opened) return;
    setChosen(instance);
    setPicked(files);
    setPath('');
    setName('');
    setSending(null);
  }, [opened, instance, files]);
  const into = chosen ?? ids[0] ?? '';
  const taken = useTaken(into, name);
  const nameError = name === '' || backupName.safeParse(name).success ? taken : `${BACKUP_NAME_RULE}.`;
  const given = picked.length === 0 ? null : importFilesOf(picked);

  const take = async () => {
    if (nameError !== null) throw new Error(nameError);
    if (given === null) {
      if (path.trim() === '') throw new Error(transferWords.chooseAFileOrPath);
      return importBackup({ instance: into, path: path.trim(), ...(name === '' ? {} : { name }) });
    }
    if (typeof given === 'string') throw new Error(given);
    stop.current = new AbortController();
    try {
      const options = { instance: into, name: name || null, signal: stop.current.signal, onProgress: setSending };
      await importFiles(given, options);
    } finally {
      stop.current = null;
      setSending(null);
    }
  };

  return (
    <ConfirmDialog
      opened={opened}
      onClose={() => {
        // Closing during the upload discards it. An import that has started continues.
        stop.current?.abort();
        onClose();
      }}
      title={instance === null ? transferWords.importABackup : transferWords.importABackupOfInstance(instance)}
      confirmLabel={transferWords.importText}
      size={520}
      blocked={into === '' ? transferWords.installAnInstanceFirst : null}
      line={terminalLine('import-backup', {
        ...instanceFlag(into),
        file: path.trim() || (typeof given === 'object' && given !== null ? given.data.name : 'FILE'),
        'backup-name': name || null,
      })}
      onConfirm={take}
    >
      <div className={classes.fields}>
        {instance === null && (
          <Select
            label={transferWords.asABackupOf}
            data={ids}
            value={into || null}
            onChange={(value) => setChosen(value)}
            allowDeselect={false}
            searchable={ids.length > 8}
          />
        )}
        <FileDrop files={picked} onFiles={setPicked} problem={typeof given === 'string' ? given : null} />
        {sending && <SendingBar progress={sending} />}
        {picked.length === 0 && (
          <TextInput
            label={transferWords.orAPath}
            description={transferWords.pathHint}
            placeholder="/home/me/dump.rdb"
            value={path}
            onChange={(event) => setPath(event.currentTarget.value)}
          />
        )}
        <TextInput
          label={transferWords.name}
          placeholder={transferWords.sameAsFileName}
          value={name}
          error={nameError}
          maxLength={100}
          onChange={(event) => setName(event.currentTarget.value.trim())}
        />
        <p className={classes.hint}>
          {transferWords.theBackupIsVerifiedImmediately(into || transferWords.theInstance)}
        </p>
      </div>
    </ConfirmDialog>
  );
}
