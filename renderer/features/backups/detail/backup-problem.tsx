import { Button } from '@mantine/core';
import type { Backup } from '../../../../shared/contract/backup.ts';
import { useConnection } from '../../../client/api.ts';
import { RowProblem } from '../../../components/table/row-problem.tsx';
import { trustOf } from '../../../lib/backup-words.ts';
import { coreDetail } from '../../../lib/core-sentence.ts';
import { timeText } from '../../../lib/time-format.ts';
import { backupDialog } from '../actions/backup-dialog-state.ts';
import { verifyBackup } from '../actions/do-backup.ts';
import * as detailWords from '../words/detail.ts';

/** The line below an unreliable backup: the reason, its age and the remedy. */
export function BackupProblem({ backup }: { readonly backup: Backup }) {
  const { damage, proof } = backup;
  const connected = useConnection().state === 'connected';
  const damaged = trustOf(backup) === 'damaged';
  const why = damaged
    ? detailWords.cannotBeRestoredDamage(coreDetail(damage) ?? detailWords.itsFileIsDamaged)
    : coreDetail(proof?.message);
  return (
    <RowProblem
      title={why ?? undefined}
      cure={
        <Button
          variant="default"
          size="compact-xs"
          disabled={!connected}
          aria-label={damaged ? detailWords.deleteName(backup.name) : detailWords.verifyNameAgain(backup.name)}
          onClick={() => (damaged ? backupDialog.set({ kind: 'delete', backup }) : void verifyBackup(backup))}
        >
          {damaged ? detailWords.deleteText : detailWords.verifyAgain}
        </Button>
      }
    >
      {why}
      {!damaged && proof && <span className="text-3">{detailWords.checkedAt(timeText(proof.at))}</span>}
    </RowProblem>
  );
}

/** The line below a verified backup that may still lack data. */
function BackupWarning({ warnings }: { readonly warnings: readonly string[] }) {
  return (
    <RowProblem mild title={warnings.join(' ')}>
      {warnings.join(' ')}
    </RowProblem>
  );
}

/** Null without a problem or warning. */
export function problemOf(backup: Backup) {
  const trust = trustOf(backup);
  if (trust === 'damaged' || trust === 'failed') return <BackupProblem backup={backup} />;
  const warnings = backup.contents?.warnings.map((text) => coreDetail(text)) ?? [];
  return warnings.length > 0 ? <BackupWarning warnings={warnings} /> : null;
}
