import type { Backup } from '../../../../shared/contract/backup.ts';
import { totalsOf } from '../../../lib/backup-words.ts';
import { count as grouped } from '../../../lib/format.ts';
import classes from './backups-facts.module.css';

interface BackupsFactsProps {
  readonly backups: readonly Backup[];
  readonly instance: string | null;
}

/** `15 of main · 1.46 GB · 12 proven · 1 failed its proof` */
export function BackupsFacts({ backups, instance }: BackupsFactsProps) {
  const { count, size, proven, failed, damaged } = totalsOf(backups);
  if (count === 0) return <>none yet{instance && ` of ${instance}`}</>;
  return (
    <>
      {grouped(count)}
      {instance && ` of ${instance}`} · {size}
      {proven > 0 && (
        <>
          {' '}
          · <span className={classes.good}>{grouped(proven)} proven</span>
        </>
      )}
      {failed > 0 && (
        <>
          {' '}
          · <span className={classes.bad}>{failed === 1 ? '1 failed its proof' : `${failed} failed their proofs`}</span>
        </>
      )}
      {damaged > 0 && (
        <>
          {' '}
          · <span className={classes.bad}>{damaged} damaged</span>
        </>
      )}
    </>
  );
}
