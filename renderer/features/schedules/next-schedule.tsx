import { UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCalendarClock } from '@tabler/icons-react';
import { timeWords } from '../../../shared/schedule-words.ts';
import { relativeTime } from '../../lib/format.ts';
import { go } from '../../lib/navigate.ts';
import { useNow } from '../../lib/now.ts';
import classes from './next-schedule.module.css';
import { scheduleDialog, schedulesPlace } from './schedule-dialog-state.ts';
import { nextOf, useSchedules } from './use-schedules.ts';

/** The next scheduled backup in one line, which links to the schedules. Null while loading. */
export function NextSchedule({ instance }: { readonly instance: string | null }) {
  const { schedules } = useSchedules(instance);
  const now = useNow();
  if (schedules === undefined) return null;
  if (schedules.length === 0) {
    return (
      <UnstyledButton
        className={classes.line ?? ''}
        onClick={() => scheduleDialog.set({ schedule: null, instance: instance ?? 'main' })}
      >
        <IconCalendarClock size={14} aria-hidden="true" />
        Not scheduled. <span className={classes.link}>Schedule…</span>
      </UnstyledButton>
    );
  }
  const failed = schedules.some(({ lastRun, enabled }) => enabled && lastRun?.ok === false);
  const next = nextOf(schedules);
  const Icon = failed ? IconAlertTriangle : IconCalendarClock;
  const words = next
    ? `${timeWords(next.when)}, next ${relativeTime(next.nextRunAt, now)}`
    : `${schedules.length === 1 ? 'The schedule is' : 'The schedules are'} switched off`;
  return (
    <UnstyledButton
      className={classes.line ?? ''}
      data-bad={failed || undefined}
      title="Show the schedules"
      onClick={() => go(schedulesPlace(instance))}
    >
      <Icon size={14} aria-hidden="true" />
      {failed && 'The last run failed. '}
      {words}
    </UnstyledButton>
  );
}
