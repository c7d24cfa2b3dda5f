import { useEffect, useState } from 'react';
import { useStore } from '../../../lib/store.ts';
import { RestoreDialog } from '../restore/restore-dialog.tsx';
import { UndoDialog } from '../restore/undo-dialog.tsx';
import { ChooseDataDialog } from '../transfer/choose-data-dialog.tsx';
import { ExportDialog } from '../transfer/export-dialog.tsx';
import { ImportDialog } from '../transfer/import-dialog.tsx';
import { BackUpDialog } from './back-up-dialog.tsx';
import { type Asked, asked } from './backup-dialog-state.ts';
import { CleanUpDialog } from './clean-up-dialog.tsx';
import { FlushDialog } from './flush-dialog.tsx';
import { DeleteDialog, NoteDialog, RenameDialog } from './small-dialogs.tsx';

const nothing: readonly File[] = [];

/** Whatever is asked about backups, wherever that was asked for. To be mounted once. */
export function BackupDialogs() {
  const now = useStore(asked);
  // The words stay while a dialog fades away.
  const [last, setLast] = useState<Asked | null>(null);
  useEffect(() => {
    if (now !== null) setLast(now);
  }, [now]);
  const shown = now ?? last;
  if (shown === null) return null;
  const open = {
    opened: now !== null,
    // What a dialog led to, as to another question, stays when it closes.
    onClose: () => {
      if (asked.get() === shown) asked.set(null);
    },
  };
  switch (shown.what) {
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
      return <ImportDialog {...open} instance={shown.instance} files={shown.files ?? nothing} />;
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
