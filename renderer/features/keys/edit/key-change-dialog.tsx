import type { ComponentProps } from 'react';
import { ConfirmDialog } from '../../../components/feedback/confirm-dialog.tsx';
import { UndoWarning } from '../../activity/undo-warning.tsx';

/** A dialog that changes keys. It names the earlier changes that can no longer be undone afterwards. */
export function KeyChangeDialog({ children, ...dialog }: ComponentProps<typeof ConfirmDialog>) {
  return (
    <ConfirmDialog {...dialog}>
      {children}
      <UndoWarning opened={dialog.opened && dialog.blocked == null} />
    </ConfirmDialog>
  );
}
