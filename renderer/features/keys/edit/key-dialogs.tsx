import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useStore } from '../../../lib/store.ts';
import * as editWords from '../words/edit.ts';
import { short } from './do-edit.ts';
import { ElementDialog } from './element-dialog.tsx';
import { KeyChangeDialog } from './key-change-dialog.tsx';
import { keyDialog } from './key-dialog-state.ts';
import { DeleteManyDialog, ExpiryDialog, ExpiryManyDialog, RenameDialog } from './key-forms.tsx';
import { NewKeyDrawer } from './new-key-drawer.tsx';
import { ValueDialog } from './value-dialog.tsx';

/** The dialogs that change keys. Each keeps its subject while it closes. */
export function KeyDialogs() {
  const asked = useStore(keyDialog);
  const [last, setLast] = useState(asked);
  if (asked !== null && asked !== last) setLast(asked);
  // A dialog belongs to the view that opened it.
  useEffect(() => () => keyDialog.set(null), []);
  if (last === null) return null;
  const opened = asked !== null;
  const onClose = () => keyDialog.set((now) => (now === last ? null : now));
  const shared = { opened, onClose };
  if (last.kind === 'new') return opened && <NewKeyDrawer {...last} onClose={onClose} />;
  if (last.kind === 'value') return <ValueDialog {...shared} target={last.key} details={last.details} />;
  if (last.kind === 'element')
    return <ElementDialog {...shared} of={last.key} details={last.details} element={last.target} />;
  if (last.kind === 'add') return <ElementDialog {...shared} of={last.key} adds={last.type} />;
  if (last.kind === 'rename') return <RenameDialog {...shared} target={last.key} onRenamed={last.onRenamed} />;
  if (last.kind === 'expiry') return <ExpiryDialog {...shared} target={last.key} expiresAt={last.expiresAt} />;
  if (last.kind === 'field-expiry') {
    return <ExpiryDialog {...shared} target={last.key} field={last.field} expiresAt={last.expiresAt} />;
  }
  if (last.kind === 'expiry-many') return <ExpiryManyDialog {...shared} many={last.many} />;
  if (last.kind === 'delete-many') return <DeleteManyDialog {...shared} many={last.many} />;
  return (
    <KeyChangeDialog
      {...shared}
      title={editWords.nameHasChanged(short(last.key.name))}
      confirmLabel={editWords.overwrite}
      destructive
      onConfirm={last.overwrite}
      aside={
        <Button variant="subtle" size="compact-xs" onClick={onClose}>
          {editWords.showNewValue}
        </Button>
      }
    >
      {editWords.anotherClientChangedThisKeyAfter}
      <strong>{editWords.overwrite}</strong>
      {editWords.overwritesTheirChange}
      <strong>{editWords.showNewValue}</strong>
      {editWords.discardsYours}
    </KeyChangeDialog>
  );
}
