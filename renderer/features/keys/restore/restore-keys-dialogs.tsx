import { useEffect, useState } from 'react';
import { useStore } from '../../../lib/store.ts';
import { RestoreKeysDialog } from './restore-keys-dialog.tsx';
import { restoreKeysTask } from './restore-keys-dialog-state.ts';

/** The dialog that `openRestoreKeys` opens. It keeps its subject while it closes. */
export function RestoreKeysDialogs() {
  const asked = useStore(restoreKeysTask);
  const [last, setLast] = useState(asked);
  if (asked !== null && asked !== last) setLast(asked);
  // A dialog belongs to the view that opened it.
  useEffect(() => () => restoreKeysTask.set(null), []);
  if (last === null) return null;
  const onClose = () => restoreKeysTask.set((now) => (now === last ? null : now));
  return <RestoreKeysDialog task={last} opened={asked !== null} onClose={onClose} />;
}
