import { ProgressBar } from '../../../components/charts/progress-bar.tsx';
import { VerificationBadge } from '../../../components/feedback/verification-badge.tsx';
import { Time } from '../../../components/layout/time.tsx';
import { percent, UNKNOWN } from '../../../lib/format.ts';
import type { TenantRow } from '../model/tenant-row.ts';
import * as listWords from '../words/list.ts';
import classes from './tenant-cells.module.css';

/** The last backup and its verification, or the progress of a running one. */
export function BackupCell({ row: { id, backup, operation } }: { readonly row: TenantRow }) {
  if (operation?.kind === 'backup') {
    return (
      <span className={classes.backup}>
        <ProgressBar fraction={operation.fraction} label={listWords.backUpId(id)} />
        <span>{percent(operation.fraction, 0)}</span>
      </span>
    );
  }
  if (!backup) return <span className="text-3">{UNKNOWN}</span>;
  return (
    <span className={classes.backup}>
      <Time at={backup.createdAt} />
      <VerificationBadge short backup={backup} />
    </span>
  );
}
