import { useEffect } from 'react';
import { go } from '../../go.ts';
import { createPersistedStore } from '../../persisted.ts';
import { showDone, showFailure } from '../../toasts.tsx';
import { schedulesPlace } from './asked.ts';
import { runningSchedules, runSchedule, whoseWords } from './do-schedule.ts';
import { useSchedules } from './use-schedules.ts';

/** Until when runs have been told of; kept, so that a failure of the night is told in the morning. */
const toldUntil = createPersistedStore('schedules.told-until', new Date().toISOString());

/** Tells of scheduled backups that failed or were caught up, also of those while no page was open. Mounted once. */
export function ScheduleNews() {
  const { schedules } = useSchedules(null);
  useEffect(() => {
    if (!schedules) return;
    const told = toldUntil.get();
    let until = told;
    for (const schedule of schedules) {
      const { id, instance, lastRun } = schedule;
      const ended = lastRun?.finishedAt ?? '';
      if (lastRun === null || ended <= told) continue;
      if (ended > until) until = ended;
      // What was asked for here is told by whoever asked.
      if (runningSchedules.get().has(id)) continue;
      const whose = whoseWords(instance);
      if (!lastRun.ok)
        showFailure(`The scheduled backup of ${whose}`, new Error(lastRun.message), () => void runSchedule(schedule));
      else if (lastRun.missed) {
        const show = { label: 'Show', run: () => go(schedulesPlace(instance)) };
        showDone(`The scheduled backup of ${whose} was missed and is caught up`, lastRun.message, show);
      }
    }
    if (until > told) toldUntil.set(until);
  }, [schedules]);
  return null;
}
