import { IconCircleDashed, IconShieldCheckFilled, IconX } from '@tabler/icons-react';
import type { Backup } from '../../../../shared/contract/backup.ts';
import { ProgressBar } from '../../../components/charts/progress-bar.tsx';
import { Badge } from '../../../components/feedback/badge.tsx';
import { Time } from '../../../components/layout/time.tsx';
import { percent, UNKNOWN } from '../../../lib/format.ts';
import classes from './tenant-cells.module.css';
import type { TenantRow } from './tenant-row.ts';

/** When it was last saved and whether that was proven; while a backup is taken, how far it is. */
export function BackupCell({ row: { id, backup, operation } }: { readonly row: TenantRow }) {
  if (operation?.kind === 'backup') {
    return (
      <span className={classes.backup}>
        <ProgressBar fraction={operation.fraction} label={`Back up ${id}`} />
        <span>{percent(operation.fraction, 0)}</span>
      </span>
    );
  }
  if (!backup) return <span className="text-3">{UNKNOWN}</span>;
  return (
    <span className={classes.backup}>
      <Time at={backup.createdAt} />
      <ProofBadge proof={backup.proof} />
    </span>
  );
}

function ProofBadge({ proof }: Pick<Backup, 'proof'>) {
  if (!proof) return <Badge icon={IconCircleDashed} label="Not proven" look="fact" />;
  return proof.ok ? (
    <Badge icon={IconShieldCheckFilled} label="Proven" look="good" title={proof.message} />
  ) : (
    <Badge icon={IconX} label="Proof failed" look="bad" title={proof.message} />
  );
}
