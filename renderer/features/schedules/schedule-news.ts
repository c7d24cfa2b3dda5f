import { useEffect } from 'react';
import { showDone } from '../../client/toasts.tsx';
import { go } from '../../lib/navigate.ts';
import { createPersistedStore } from '../../lib/persisted.ts';
import { runningSchedules, whoseWords } from './do-schedule.ts';
import { schedulesPlace } from './schedule-dialog-state.ts';
import { useSchedules } from './use-schedules.ts';

/** Until when runs have been told of; kept, so that what came late in the night is told in the morning. */
const toldUntil = createPersistedStore('schedules.told-until', new Date().toISOString());

/** Tells of scheduled backups that were caught up, also while no page was open. One that failed is an alert. Mounted once. */
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
      if (!lastRun.ok || !lastRun.missed) continue;
      const show = { label: 'Show', run: () => go(schedulesPlace(instance)) };
      showDone(`The scheduled backup of ${whoseWords(instance)} was missed and is caught up`, lastRun.message, show);
    }
    if (until > told) toldUntil.set(until);
  }, [schedules]);
  return null;
}
