import { IconFileImport } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { fileTaker } from '../../../lib/file-taker.ts';
import { openInstanceId } from '../../../lib/navigate.ts';
import { backupDialog } from '../actions/backup-dialog-state.ts';
import * as backupsAlwaysWords from '../words/always.ts';
import classes from './drop-anywhere.module.css';

const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;

/**
 * Imports a file that is dropped anywhere in the app, unless the open view takes it. Without this, the browser would navigate away and show the file.
 * Mounted once.
 */
export function DropAnywhere() {
  const [over, setOver] = useState(false);
  useEffect(() => {
    // dragenter and dragleave fire for every element; a depth of 0 means the pointer left the window.
    let depth = 0;
    const end = () => {
      depth = 0;
      setOver(false);
    };
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth += 1;
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth -= 1;
      if (depth <= 0) end();
    };
    const move = (event: DragEvent) => {
      if (!hasFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
    };
    const drop = (event: DragEvent) => {
      if (!hasFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      end();
      const files = [...event.dataTransfer.files];
      const now = backupDialog.get();
      const taker = fileTaker.get();
      if (taker && now === null) return taker.take(files);
      // An open import dialog keeps its instance.
      const instance = now?.kind === 'import' ? now.instance : openInstanceId();
      if (files.length > 0) backupDialog.set({ kind: 'import', instance, files });
    };
    const listeners = { dragenter: enter, dragleave: leave, dragover: move, drop } as const;
    const names = Object.keys(listeners) as (keyof typeof listeners)[];
    for (const name of names) window.addEventListener(name, listeners[name]);
    return () => {
      for (const name of names) window.removeEventListener(name, listeners[name]);
    };
  }, []);
  if (!over) return null;
  const instance = openInstanceId();
  return (
    <div className={classes.over}>
      <div className={classes.words}>
        <IconFileImport size={24} aria-hidden="true" />
        {fileTaker.get()?.words ?? (
          <>
            {backupsAlwaysWords.dropToImportAsABackup}
            {instance && backupsAlwaysWords.ofInstance(instance)}
          </>
        )}
      </div>
    </div>
  );
}
