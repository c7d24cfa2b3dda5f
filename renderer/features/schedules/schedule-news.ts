import { useEffect } from 'react';
import { showDone } from '../../client/toasts.tsx';
import { coreDetail } from '../../lib/core-sentence.ts';
import { navigateTo } from '../../lib/navigate.ts';
import { createPersistedStore } from '../../lib/persisted.ts';
import * as schedulesAlwaysWords from './always-words.ts';
import { runningSchedules, scopeName } from './do-schedule.ts';
import { schedulesPlace } from './schedule-dialog-state.ts';
import { useSchedules } from './use-schedules.ts';

/** Runs up to this time were reported. Persisted, so that runs while no page was open are reported later. */
const reportedUntil = createPersistedStore('schedules.told-until', new Date().toISOString());

/** Reports late runs, including those while no page was open. Failed runs are alerts. Mounted once. */
export function ScheduleNews() {
  const { schedules } = useSchedules(null);
  useEffect(() => {
    if (!schedules) return;
    const reported = reportedUntil.get();
    let until = reported;
    for (const schedule of schedules) {
      const { id, instance, lastRun } = schedule;
      const ended = lastRun?.finishedAt ?? '';
      if (lastRun === null || ended <= reported) continue;
      if (ended > until) until = ended;
      // runSchedule reports the runs that this client started.
      if (runningSchedules.get().has(id)) continue;
      if (!lastRun.ok || !lastRun.missed) continue;
      const show = { label: schedulesAlwaysWords.show, run: () => navigateTo(schedulesPlace(instance)) };
      showDone(
        schedulesAlwaysWords.missedBackupOfInstanceTakenLate(scopeName(instance)),
        coreDetail(lastRun.message),
        show,
      );
    }
    if (until > reported) reportedUntil.set(until);
  }, [schedules]);
  return null;
}
