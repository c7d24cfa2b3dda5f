import { Switch } from '@mantine/core';
import type { ScheduleState } from '../../../shared/contract/schedule.ts';
import { retentionWords, timeWords } from '../../../shared/schedule-words.ts';
import { useConnection } from '../../client/api.ts';
import { Time } from '../../components/layout/time.tsx';
import type { DataColumn } from '../../components/table/data-table-columns.ts';
import { kindWords } from '../../lib/backup-words.ts';
import { exactTime } from '../../lib/format.ts';
import { scopeName, switchSchedule } from './do-schedule.ts';
import { ResultBadge } from './result-badge.tsx';
import classes from './schedule-columns.module.css';
import * as schedulesWords from './words.ts';

/** @param running ids of running schedules */
export function scheduleColumns(running: ReadonlySet<string>): readonly DataColumn<ScheduleState>[] {
  return [
    {
      id: 'on',
      title: schedulesWords.on,
      width: 32,
      grow: 0,
      cell: (schedule) => <OnSwitch schedule={schedule} />,
      sortValue: ({ enabled }) => (enabled ? 0 : 1),
    },
    {
      id: 'when',
      title: schedulesWords.when,
      width: 170,
      cell: ({ when }) => (
        <span className={classes.when} title={timeWords(when)}>
          {timeWords(when)}
        </span>
      ),
      sortValue: ({ when }) => timeWords(when),
    },
    {
      id: 'of',
      title: schedulesWords.instance,
      width: 110,
      cell: ({ instance }) => instance ?? schedulesWords.allTenants,
      sortValue: ({ instance }) => instance ?? '',
    },
    {
      id: 'takes',
      title: schedulesWords.type,
      width: 120,
      drop: 2,
      cell: ({ kind, prove }) => `${kindWords[kind]}, ${prove ? schedulesWords.verified : schedulesWords.notVerified}`,
    },
    {
      id: 'keeps',
      title: schedulesWords.retention,
      width: 140,
      drop: 1,
      cell: ({ retention }) => {
        const words = retentionWords(retention).replace(/^keeps /, '');
        return (
          <span className={classes.when} title={words}>
            {words}
          </span>
        );
      },
    },
    {
      id: 'next',
      title: schedulesWords.nextRun,
      width: 150,
      cell: (schedule) => <NextCell schedule={schedule} />,
      sortValue: ({ nextRunAt }) => (nextRunAt === null ? null : Date.parse(nextRunAt)),
    },
    {
      id: 'last',
      title: schedulesWords.lastRun,
      width: 156,
      cell: (schedule) => (
        <span className={classes.last}>
          <ResultBadge schedule={schedule} running={running.has(schedule.id)} />
          {schedule.lastRun && <Time at={schedule.lastRun.finishedAt} />}
        </span>
      ),
      sortValue: ({ lastRun }) => (lastRun === null ? null : Date.parse(lastRun.finishedAt)),
    },
  ];
}

function OnSwitch({ schedule }: { readonly schedule: ScheduleState }) {
  const connected = useConnection().state === 'connected';
  const { instance, enabled } = schedule;
  return (
    <Switch
      size="xs"
      aria-label={schedulesWords.enableTheScheduleOfInstance(scopeName(instance))}
      checked={enabled}
      disabled={!connected}
      onChange={(event) => void switchSchedule(schedule, event.currentTarget.checked)}
    />
  );
}

function NextCell({ schedule: { enabled, nextRunAt } }: { readonly schedule: ScheduleState }) {
  if (!enabled) return <span className="text-3">{schedulesWords.switchedOff}</span>;
  if (nextRunAt === null) return <span className="text-3">{schedulesWords.never}</span>;
  return (
    <span className={classes.next}>
      <Time at={nextRunAt} />
      <span className="text-3">{exactTime(nextRunAt)}</span>
    </span>
  );
}
