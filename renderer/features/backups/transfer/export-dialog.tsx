import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Backup } from '../../../../shared/contract/backup.ts';
import type { Operation } from '../../../../shared/contract/operations.ts';
import { ConfirmDialog } from '../../../components/feedback/confirm-dialog.tsx';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { instanceFlag } from '../../instances/commands/instance-commands.ts';
import { exportTo } from '../actions/do-export.ts';
import * as transferWords from '../words/transfer.ts';

interface ExportDialogProps {
  readonly backup: Backup;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Exports a backup with its manifest to a path on the computer running Redis. */
export function ExportDialog({ backup, opened, onClose }: ExportDialogProps) {
  const { instance, name } = backup;
  const [path, setPath] = useState('');
  useEffect(() => {
    if (opened) setPath('');
  }, [opened]);
  const write = async (onProgress: (operation: Operation) => void) => {
    if (path.trim() === '') throw new Error(transferWords.enterAPath);
    await exportTo(backup, path.trim(), false, { ownError: true, onProgress });
  };
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={transferWords.exportName(name)}
      confirmLabel={transferWords.exportText}
      line={terminalLine('export-backup', {
        ...instanceFlag(instance),
        'backup-name': name,
        file: path.trim() || 'FILE',
      })}
      onConfirm={write}
    >
      <TextInput
        label={transferWords.exportTo}
        description={transferWords.aFolderOrANewFile}
        data-autofocus
        placeholder="/home/me/backups"
        value={path}
        onChange={(event) => setPath(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}
