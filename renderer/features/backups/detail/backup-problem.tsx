import { Button } from '@mantine/core';
import type { Backup } from '../../../../shared/contract/backup.ts';
import { useConnection } from '../../../client/api.ts';
import { RowProblem } from '../../../components/table/row-problem.tsx';
import { trustOf } from '../../../lib/backup-words.ts';
import { relativeTime } from '../../../lib/format.ts';
import { asked } from '../dialogs/backup-dialog-state.ts';
import { proveBackup } from '../dialogs/do-backup.ts';

/** The line below a backup that cannot be relied on: why, since when, and what to do. */
export function BackupProblem({ backup }: { readonly backup: Backup }) {
  const { damage, proof } = backup;
  const connected = useConnection().state === 'connected';
  const damaged = trustOf(backup) === 'damaged';
  const why = damaged ? `Cannot be restored: ${damage ?? 'its file is damaged'}.` : proof?.message;
  return (
    <RowProblem
      title={why ?? undefined}
      cure={
        <Button
          variant="default"
          size="compact-xs"
          disabled={!connected}
          aria-label={damaged ? `Delete ${backup.name}…` : `Verify ${backup.name} again`}
          onClick={() => (damaged ? asked.set({ what: 'delete', backup }) : void proveBackup(backup))}
        >
          {damaged ? 'Delete…' : 'Verify again'}
        </Button>
      }
    >
      {why}
      {!damaged && proof && <span className="text-3"> Tried {relativeTime(proof.at)}.</span>}
    </RowProblem>
  );
}

/** The line below a backup that was verified and may still lack data. */
function BackupWarning({ warnings }: { readonly warnings: readonly string[] }) {
  return (
    <RowProblem mild title={warnings.join(' ')}>
      {warnings.join(' ')}
    </RowProblem>
  );
}

/** Null when there is nothing to say. */
export function problemOf(backup: Backup) {
  const trust = trustOf(backup);
  if (trust === 'damaged' || trust === 'failed') return <BackupProblem backup={backup} />;
  const warnings = backup.contents?.warnings ?? [];
  return warnings.length > 0 ? <BackupWarning warnings={warnings} /> : null;
}
