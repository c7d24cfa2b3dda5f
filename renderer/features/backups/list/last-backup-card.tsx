import { Button } from '@mantine/core';
import type { Backup } from '../../../../shared/contract/backup.ts';
import { VerificationBadge } from '../../../components/feedback/verification-badge.tsx';
import { Section } from '../../../components/layout/section.tsx';
import { Time } from '../../../components/layout/time.tsx';
import { counted } from '../../../lib/counted.ts';
import { bytes } from '../../../lib/format.ts';
import { navigateTo } from '../../../lib/navigate.ts';
import { NextSchedule } from '../../schedules/next-schedule.tsx';
import { showBackup } from '../actions/do-backup.ts';
import { isBeingVerified, useBackupOperations, useBackups } from '../model/use-backups.ts';
import { BackupMark } from '../parts/backup-mark.tsx';
import * as listWords from '../words/list.ts';
import classes from './last-backup-card.module.css';

/** The newest backup and its verification. */
export function LastBackupCard({ instance }: { readonly instance: string }) {
  const { backups } = useBackups(instance);
  const operations = useBackupOperations(instance);
  const last = backups && newestOf(backups);
  return (
    <Section
      title={listWords.lastBackup}
      aside={
        <Button variant="subtle" size="compact-xs" onClick={() => navigateTo(`/backups/${instance}`)}>
          {backups && backups.length > 1 ? listWords.allCount(backups.length) : listWords.backups}
        </Button>
      }
    >
      {last ? (
        <>
          <div className={classes.row}>
            <BackupMark backup={last} />
            <button type="button" className={classes.name} onClick={() => showBackup(last)}>
              {last.name}
            </button>
            <VerificationBadge backup={last} running={isBeingVerified(last, operations)} />
          </div>
          <div className={classes.facts}>
            <Time at={last.createdAt} />
            {last.reason === 'safety' && listWords.safetyBackup}
            {last.keys !== null && ` · ${counted(last.keys, 'key')}`} · {bytes(last.sizeBytes)}
          </div>
        </>
      ) : (
        backups && <p className="text-3">{listWords.noBackupsYetHint}</p>
      )}
      <div className={classes.next}>
        <NextSchedule instance={instance} />
      </div>
    </Section>
  );
}

/** Prefers requested and scheduled backups: a safety backup captures an arbitrary moment. */
function newestOf(backups: readonly Backup[]): Backup | undefined {
  const intact = backups.filter(({ damaged }) => !damaged);
  return intact.find(({ reason }) => reason !== 'safety') ?? intact[0];
}
