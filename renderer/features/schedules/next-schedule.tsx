import { UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCalendarClock } from '@tabler/icons-react';
import { timeWords } from '../../../shared/schedule-words.ts';
import { navigateTo } from '../../lib/navigate.ts';
import { useNow } from '../../lib/now.ts';
import { timeText } from '../../lib/time-format.ts';
import classes from './next-schedule.module.css';
import { scheduleDialog, schedulesPlace } from './schedule-dialog-state.ts';
import { nextOf, useSchedules } from './use-schedules.ts';
import * as schedulesWords from './words.ts';

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
        {schedulesWords.notScheduled}
        <span className={classes.link}>{schedulesWords.schedule2}</span>
      </UnstyledButton>
    );
  }
  const failed = schedules.some(({ lastRun, enabled }) => enabled && lastRun?.ok === false);
  const next = nextOf(schedules);
  const Icon = failed ? IconAlertTriangle : IconCalendarClock;
  const words = next
    ? schedulesWords.whenNextRelativeTime(timeWords(next.when), timeText(next.nextRunAt, now))
    : schedules.some(({ enabled }) => enabled)
      ? schedulesWords.neverRunsAgain
      : schedulesWords.partSwitchedOff(
          schedules.length === 1 ? schedulesWords.theScheduleIs : schedulesWords.theSchedulesAre,
        );
  return (
    <UnstyledButton
      className={classes.line ?? ''}
      data-bad={failed || undefined}
      title={schedulesWords.showTheSchedules}
      onClick={() => navigateTo(schedulesPlace(instance))}
    >
      <Icon size={14} aria-hidden="true" />
      {failed && schedulesWords.theLastRunFailed}
      {words}
    </UnstyledButton>
  );
}
