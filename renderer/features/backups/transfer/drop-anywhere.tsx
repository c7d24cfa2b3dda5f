import { IconFileImport } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { openInstanceId } from '../../../lib/navigate.ts';
import { asked } from '../dialogs/backup-dialog-state.ts';
import classes from './drop-anywhere.module.css';

const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;

/**
 * A file that is dropped anywhere in the app is to become a backup. Without this the browser would leave the app and
 * show the file. Mounted once.
 */
export function DropAnywhere() {
  const [over, setOver] = useState(false);
  useEffect(() => {
    // Every element that is passed tells of entering and leaving: over none of them is out of the window.
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
      const now = asked.get();
      // Where an import is asked for already, for whose backup stays as it is.
      const instance = now?.what === 'import' ? now.instance : openInstanceId();
      if (files.length > 0) asked.set({ what: 'import', instance, files });
    };
    const listeners = { dragenter: enter, dragleave: leave, dragover: move, drop } as const;
    const names = Object.keys(listeners) as (keyof typeof listeners)[];
    for (const name of names) window.addEventListener(name, listeners[name]);
    return () => {
      for (const name of names) window.removeEventListener(name, listeners[name]);
    };
  }, []);
  if (!over) return null;
  const whose = openInstanceId();
  return (
    <div className={classes.over}>
      <div className={classes.words}>
        <IconFileImport size={24} aria-hidden="true" />
        Drop it to import it as a backup{whose && ` of ${whose}`}
      </div>
    </div>
  );
}
