import type { Backup } from '../../../../shared/contract/backup.ts';
import { totalsOf } from '../../../lib/backup-words.ts';
import { count as grouped } from '../../../lib/format.ts';
import * as detailWords from '../words/detail.ts';
import classes from './backups-facts.module.css';

interface BackupsFactsProps {
  readonly backups: readonly Backup[];
  readonly instance: string | null;
}

/** `15 of main · 1.46 GB · 12 verified · 1 failed verification` */
export function BackupsFacts({ backups, instance }: BackupsFactsProps) {
  const { count, size, verified, warnings, failed, damaged } = totalsOf(backups);
  if (count === 0)
    return (
      <>
        {detailWords.noBackupsYet}
        {instance && detailWords.ofInstance(instance)}
      </>
    );
  return (
    <>
      {grouped(count)}
      {instance && detailWords.ofInstance(instance)} · {size}
      {verified > 0 && (
        <>
          {' '}
          · <span className={classes.good}>{detailWords.verified2(grouped(verified))}</span>
        </>
      )}
      {warnings > 0 && (
        <>
          {' '}
          · <span className={classes.attention}>{detailWords.warningsWithWarnings(grouped(warnings))}</span>
        </>
      )}
      {failed > 0 && (
        <>
          {' '}
          · <span className={classes.bad}>{detailWords.failedVerification(grouped(failed))}</span>
        </>
      )}
      {damaged > 0 && (
        <>
          {' '}
          · <span className={classes.bad}>{detailWords.damaged(damaged)}</span>
        </>
      )}
    </>
  );
}
