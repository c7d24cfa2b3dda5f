import type { UndoOffer } from '../../../../shared/contract/backup.ts';
import { ConfirmDialog } from '../../../components/feedback/confirm-dialog.tsx';
import { Time } from '../../../components/layout/time.tsx';
import { changeOf, keysOf } from '../../../lib/backup-words.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { instanceFlag } from '../../instances/commands/instance-commands.ts';
import { undoOffered } from '../dialogs/do-backup.ts';

interface UndoDialogProps {
  readonly offer: UndoOffer;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Confirms an undo that reverts more than the most recent change of an instance. */
export function UndoDialog({ offer, opened, onClose }: UndoDialogProps) {
  const { instance, at, asOf, newer, safetyBackup } = offer;
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={`Undo the ${changeOf(offer)} of ${instance}?`}
      confirmLabel="Undo"
      destructive
      line={terminalLine('undo', { ...instanceFlag(instance), 'backup-name': safetyBackup, yes: 'yes' })}
      onConfirm={() => undoOffered(offer, true)}
    >
      <p>
        The {changeOf(offer)} was <Time at={at} />.{' '}
        {newer && (
          <strong>
            It is not the most recent change: "{newer.title}" followed <Time at={newer.at} />.
          </strong>
        )}
      </p>
      <p>
        {instance} will hold {keysOf(offer)} as of <Time at={asOf} />. A safety backup is taken first.
      </p>
    </ConfirmDialog>
  );
}
