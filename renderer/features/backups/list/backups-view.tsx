import { useMediaQuery } from '@mantine/hooks';
import { useParams, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Backup } from '../../../../shared/contract/backup.ts';
import { useConnection } from '../../../client/api.ts';
import { ErrorState } from '../../../components/feedback/error-state.tsx';
import { SkeletonRows } from '../../../components/feedback/skeleton-rows.tsx';
import { PageHead } from '../../../components/layout/page-head.tsx';
import { DataTable } from '../../../components/table/data-table.tsx';
import { ListWithDetail } from '../../../components/table/list-with-detail.tsx';
import { TableNote } from '../../../components/table/table-note.tsx';
import { filteredBackups, noFilter } from '../../../lib/backup-words.ts';
import { useStore } from '../../../lib/store.ts';
import { useTabState } from '../../../lib/use-tab-state.ts';
import { NextSchedule } from '../../schedules/next-schedule.tsx';
import { SchedulesPane } from '../../schedules/schedules-pane.tsx';
import { backupKey, shownBackup } from '../actions/backup-dialog-state.ts';
import { BackupDetail } from '../detail/backup-detail.tsx';
import { problemOf } from '../detail/backup-problem.tsx';
import { BackupsFacts } from '../detail/backups-facts.tsx';
import { isBeingVerified, useBackupOperations, useBackups, useUndoables } from '../model/use-backups.ts';
import { BackupMenu, BackupRowActions } from '../parts/backup-menu.tsx';
import { Timeline } from '../timeline/timeline.tsx';
import * as listWords from '../words/list.ts';
import { backupColumns } from './backup-columns.tsx';
import { BackupFilters } from './backup-filters.tsx';
import { BackupsTabs, ScheduleButton } from './backups-tabs.tsx';
import { BackupsTools } from './backups-tools.tsx';
import { NoBackups } from './no-backups.tsx';
import { RunningBackups } from './running-backups.tsx';
import { UndoBar } from './undo-bar.tsx';

/** Timeline, list and details of backups, or their schedules. */
export function BackupsView() {
  const { id } = useParams({ strict: false });
  const instance = id ?? null;
  const { tab } = useSearch({ strict: false });
  const schedules = tab === 'schedules';
  const { backups, error, retry, retrying } = useBackups(instance);
  const operations = useBackupOperations(instance);
  const undoables = useUndoables(instance, backups ?? []);
  const title = listWords.backups;
  return (
    <>
      <PageHead
        title={title}
        subtitle={
          backups ? <BackupsFacts backups={backups} instance={instance} /> : error ? undefined : listWords.loading
        }
        actions={
          <>
            <BackupsTabs instance={instance} shown={schedules ? 'schedules' : 'backups'} />
            {schedules ? (
              <ScheduleButton instance={instance} />
            ) : (
              <BackupsTools instance={instance} empty={backups?.length === 0} />
            )}
          </>
        }
      />
      <RunningBackups operations={operations} />
      <UndoBar undoables={undoables} />
      {schedules ? (
        <SchedulesPane key={instance} instance={instance} />
      ) : backups === undefined ? (
        error ? (
          <ErrorState title={listWords.couldNotReadTheList} error={error} onRetry={retry} retrying={retrying} />
        ) : (
          <SkeletonRows rows={10} widths={[220, 64, 70, 150, 60, 70, 80]} />
        )
      ) : backups.length === 0 ? (
        <NoBackups instance={instance} />
      ) : (
        <BackupsList key={instance} instance={instance} backups={backups} />
      )}
    </>
  );
}

interface BackupsListProps {
  readonly instance: string | null;
  /** Newest first. */
  readonly backups: readonly Backup[];
}

function BackupsList({ instance, backups }: BackupsListProps) {
  const [filter, setFilter] = useTabState('backups.filter', noFilter);
  const operations = useBackupOperations(instance);
  const stale = useConnection().state !== 'connected';
  const shown = useMemo(() => filteredBackups(backups, filter), [backups, filter]);
  const columns = useMemo(() => backupColumns(instance === null, operations), [instance, operations]);
  // A wide window opens the newest backup; a narrow one only a chosen backup.
  const wide = useMediaQuery('(min-width: 1400px)', undefined, { getInitialValueInEffect: false }) ?? true;
  const chosen = useStore(shownBackup);
  const open = backups.find((backup) => backupKey(backup) === chosen) ?? (chosen === null || !wide ? null : shown[0]);
  const current = open ? backupKey(open) : null;
  const idOf = (backup: Backup) => (instance === null ? backupKey(backup) : backup.name);
  const choose = (backup: Backup) => shownBackup.set(backupKey(backup));
  return (
    <>
      <Timeline
        backups={shown.length > 0 ? shown : backups}
        current={current}
        onChoose={choose}
        aside={<NextSchedule instance={instance} />}
      />
      <ListWithDetail
        detail={
          open && (
            <BackupDetail
              key={current}
              backup={open}
              verifying={isBeingVerified(open, operations)}
              onClose={() => shownBackup.set(null)}
            />
          )
        }
      >
        <BackupFilters filter={filter} onFilter={setFilter} found={shown.length} of={backups.length} />
        <DataTable<Backup>
          label={listWords.backups}
          columns={columns}
          rows={shown}
          rowId={idOf}
          instanceOf={(backup) => backup.instance}
          onOpen={choose}
          current={open ? idOf(open) : null}
          muted={() => stale}
          actionsWidth={80}
          actions={(backup) => <BackupRowActions backup={backup} />}
          menu={(backup) => <BackupMenu backup={backup} />}
          problem={problemOf}
          after={
            <TableNote>
              {shown.length === 0 ? listWords.noBackupsMatchTheseFilters : listWords.cleanUpNeverDeletesPinnedBackups}
            </TableNote>
          }
        />
      </ListWithDetail>
    </>
  );
}
