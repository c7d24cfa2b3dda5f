import { Button } from '@mantine/core';
import { IconCalendarClock } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { ScheduleState } from '../../../shared/contract/schedule.ts';
import { timeWords } from '../../../shared/schedule-words.ts';
import { useConnection } from '../../client/api.ts';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { ErrorState } from '../../components/feedback/error-state.tsx';
import { SkeletonRows } from '../../components/feedback/skeleton-rows.tsx';
import { DataTable } from '../../components/table/data-table.tsx';
import { ListWithDetail } from '../../components/table/list-with-detail.tsx';
import { RowProblem } from '../../components/table/row-problem.tsx';
import { TableNote } from '../../components/table/table-note.tsx';
import { coreDetail } from '../../lib/core-sentence.ts';
import { useStore } from '../../lib/store.ts';
import { terminalLine } from '../../lib/terminal-line.ts';
import { instanceFlag } from '../instances/commands/instance-commands.ts';
import { runningSchedules, runSchedule, scopeName } from './do-schedule.ts';
import { scheduleColumns } from './schedule-columns.tsx';
import { scheduleDialog } from './schedule-dialog-state.ts';
import { editSchedule, ScheduleMenu, ScheduleRowActions } from './schedule-menu.tsx';
import { useSchedules } from './use-schedules.ts';
import * as schedulesWords from './words.ts';

/** Schedules with their next run and last result. */
export function SchedulesPane({ instance }: { readonly instance: string | null }) {
  const { schedules, error, retry, retrying } = useSchedules(instance);
  const running = useStore(runningSchedules);
  const columns = useMemo(() => scheduleColumns(running), [running]);
  const stale = useConnection().state !== 'connected';
  if (schedules === undefined) {
    return error ? (
      <ErrorState title={schedulesWords.couldNotReadTheList} error={error} onRetry={retry} retrying={retrying} />
    ) : (
      <SkeletonRows rows={4} widths={[32, 190, 110, 120, 150, 180]} />
    );
  }
  if (schedules.length === 0) return <NoSchedule instance={instance} />;
  return (
    <ListWithDetail detail={null}>
      <DataTable<ScheduleState>
        label={schedulesWords.schedules}
        columns={columns}
        rows={schedules}
        rowId={({ id }) => id}
        rowName={({ instance, when }) => `${scopeName(instance)}, ${timeWords(when)}`}
        onOpen={editSchedule}
        muted={({ enabled }) => stale || !enabled}
        actionsWidth={52}
        actions={(schedule) => <ScheduleRowActions schedule={schedule} />}
        menu={(schedule) => <ScheduleMenu schedule={schedule} />}
        problem={(schedule) =>
          schedule.lastRun?.ok === false && !running.has(schedule.id) ? <Failed schedule={schedule} /> : null
        }
        after={<TableNote>{schedulesWords.schedulesRunWhileOpen}</TableNote>}
      />
    </ListWithDetail>
  );
}

function Failed({ schedule }: { readonly schedule: ScheduleState }) {
  const connected = useConnection().state === 'connected';
  const why = coreDetail(schedule.lastRun?.message);
  return (
    <RowProblem
      title={why}
      cure={
        <Button variant="default" size="compact-xs" disabled={!connected} onClick={() => void runSchedule(schedule)}>
          {schedulesWords.runNow}
        </Button>
      }
    >
      {why}
    </RowProblem>
  );
}

function NoSchedule({ instance }: { readonly instance: string | null }) {
  const connected = useConnection().state === 'connected';
  return (
    <EmptyState
      icon={IconCalendarClock}
      title={
        instance === null
          ? schedulesWords.noBackupsAreScheduledYet
          : schedulesWords.noBackupsOfInstanceAreScheduled(instance)
      }
      text={schedulesWords.aScheduleTakesBackupsEveryFew}
      actions={
        <Button
          disabled={!connected}
          onClick={() => scheduleDialog.set({ schedule: null, instance: instance ?? 'main' })}
        >
          {schedulesWords.scheduleBackups}
        </Button>
      }
      line={`${terminalLine('schedule-backup', { ...instanceFlag(instance ?? undefined), at: '09:00' })}`}
    />
  );
}
