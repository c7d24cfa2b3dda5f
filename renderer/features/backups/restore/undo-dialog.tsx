import type { UndoOffer } from '../../../../shared/contract/backup.ts';
import { ConfirmDialog } from '../../../components/feedback/confirm-dialog.tsx';
import { Time } from '../../../components/layout/time.tsx';
import { changeOf, keysOf } from '../../../lib/backup-words.ts';
import { coreSentence } from '../../../lib/core-sentence.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { instanceFlag } from '../../instances/commands/instance-commands.ts';
import { undoOffered } from '../actions/do-backup.ts';
import * as restoreWords from '../words/restore.ts';

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
      title={restoreWords.undoTheOfferOfInstance(changeOf(offer), instance)}
      confirmLabel={restoreWords.undo}
      destructive
      protects={[instance]}
      line={terminalLine('undo', { ...instanceFlag(instance), 'backup-name': safetyBackup, yes: 'yes' })}
      onConfirm={() => undoOffered(offer, true)}
    >
      <p>
        {restoreWords.theOfferWas(changeOf(offer))}
        <Time at={at} />.{' '}
        {newer && (
          <strong>
            {restoreWords.itIsNotTheMostRecent(coreSentence(newer.title))}
            <Time at={newer.at} />.
          </strong>
        )}
      </p>
      <p>
        {restoreWords.instanceWillHoldOfferAsOf(instance, keysOf(offer))}
        <Time at={asOf} />
        {restoreWords.aSafetyBackupIsTakenFirst2}
      </p>
    </ConfirmDialog>
  );
}
