import { useState } from 'react';
import { ConfirmDialog } from '../../components/feedback/confirm-dialog.tsx';
import { counted } from '../../lib/counted.ts';
import { useStore } from '../../lib/store.ts';
import classes from './changed-keys-dialog.module.css';
import { changedKeysDialog } from './changed-keys-state.ts';
import { overwriteKeys } from './undo-keys.ts';
import { UndoWarning } from './undo-warning.tsx';
import * as activityWords from './words.ts';

/** Asks whether an undo also replaces keys that were changed since. Keeps its subject while it closes. */
export function ChangedKeysDialog() {
  const asked = useStore(changedKeysDialog);
  const [last, setLast] = useState(asked);
  if (asked !== null && asked !== last) setLast(asked);
  if (last === null) return null;
  const { keys, left } = last;
  const more = keys - left.length;
  return (
    <ConfirmDialog
      opened={asked !== null}
      onClose={() => changedKeysDialog.set((now) => (now === last ? null : now))}
      title={activityWords.countedChangedSince(counted(keys, 'key'))}
      confirmLabel={activityWords.overwriteCounted(counted(keys, 'key'))}
      destructive
      onConfirm={(onProgress) => overwriteKeys(last, onProgress)}
    >
      {activityWords.anotherClientChangedTheseKeysAfter}
      <ul className={classes.names}>
        {left.map((name) => (
          <li key={name}>{name}</li>
        ))}
        {more > 0 && <li>{activityWords.andCountedMore(counted(more, 'more'))}</li>}
      </ul>
      <UndoWarning opened={asked !== null} />
    </ConfirmDialog>
  );
}
