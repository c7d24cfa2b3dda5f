import { useEffect, useState } from 'react';
import { useStore } from '../../../lib/store.ts';
import { type BackupDialogRequest, backupDialog } from '../actions/backup-dialog-state.ts';
import { RestoreDialog } from '../restore/restore-dialog.tsx';
import { UndoDialog } from '../restore/undo-dialog.tsx';
import { ChooseDataDialog } from '../transfer/choose-data-dialog.tsx';
import { ExportDialog } from '../transfer/export-dialog.tsx';
import { ImportDialog } from '../transfer/import-dialog.tsx';
import { BackUpDialog } from './back-up-dialog.tsx';
import { CleanUpDialog } from './clean-up-dialog.tsx';
import { FlushDialog } from './flush-dialog.tsx';
import { DeleteDialog, NoteDialog, RenameDialog } from './small-dialogs.tsx';

const noFiles: readonly File[] = [];

/** All dialogs about backups. Mounted once. */
export function BackupDialogs() {
  const current = useStore(backupDialog);
  // Keeps the content while a dialog fades out.
  const [last, setLast] = useState<BackupDialogRequest | null>(null);
  useEffect(() => {
    if (current !== null) setLast(current);
  }, [current]);
  const shown = current ?? last;
  if (shown === null) return null;
  const open = {
    opened: current !== null,
    // A dialog may have opened another one, which must stay open.
    onClose: () => {
      if (backupDialog.get() === shown) backupDialog.set(null);
    },
  };
  switch (shown.kind) {
    case 'restore':
      return <RestoreDialog {...open} backup={shown.backup} />;
    case 'rename':
      return <RenameDialog {...open} backup={shown.backup} />;
    case 'note':
      return <NoteDialog {...open} backup={shown.backup} />;
    case 'export':
      return <ExportDialog {...open} backup={shown.backup} />;
    case 'delete':
      return <DeleteDialog {...open} backup={shown.backup} />;
    case 'back-up':
      return <BackUpDialog {...open} instance={shown.instance} />;
    case 'import':
      return <ImportDialog {...open} instance={shown.instance} files={shown.files ?? noFiles} />;
    case 'clean-up':
      return <CleanUpDialog {...open} instance={shown.instance} />;
    case 'flush':
      return <FlushDialog {...open} instance={shown.instance} />;
    case 'undo':
      return <UndoDialog {...open} offer={shown.offer} />;
    case 'choose-data':
      return <ChooseDataDialog {...open} question={shown.question} />;
    default:
      return shown satisfies never;
  }
}
