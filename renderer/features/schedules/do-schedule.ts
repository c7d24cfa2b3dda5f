import type { ScheduleRun, ScheduleState } from '../../../shared/contract/schedule.ts';
import { api, orpc } from '../../client/api.ts';
import { queryClient } from '../../client/query-client.ts';
import { showDone, showFailure } from '../../client/toasts.tsx';
import { coreDetail } from '../../lib/core-sentence.ts';
import { createStore } from '../../lib/store.ts';
import * as schedulesAlwaysWords from './always-words.ts';

/** Schedules that this client has started and that are still running. */
export const runningSchedules = createStore<ReadonlySet<string>>(new Set());

/** The scope of a schedule in a sentence. */
export function scopeName(instance: string | null): string {
  return instance ?? schedulesAlwaysWords.allTenants;
}

function refresh(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: orpc.schedules.key() });
}

/** Runs a schedule now. Its backups show their own progress; a toast shows the result. */
export async function runSchedule(schedule: ScheduleState): Promise<void> {
  const { id, instance } = schedule;
  const what = schedulesAlwaysWords.runTheScheduleOfInstance(scopeName(instance));
  runningSchedules.set((before) => new Set([...before, id]));
  try {
    const run = await api.schedules.runNow({ id });
    if (run.ok) showDone(schedulesAlwaysWords.scheduleOfInstanceCompleted(scopeName(instance)), runSummary(run));
    else showFailure(what, new Error(coreDetail(run.message)), () => void runSchedule(schedule));
  } catch (error) {
    showFailure(what, error, () => void runSchedule(schedule));
  } finally {
    // Before the id is removed, so that ScheduleNews does not report the run again.
    await refresh();
    runningSchedules.set((before) => new Set([...before].filter((one) => one !== id)));
  }
}

/** `redis-backup-20261119-090000. 1 backup taken.` */
export function runSummary({ backups, message }: ScheduleRun): string {
  const [first, ...more] = backups;
  return first && more.length === 0 ? `${first.name}. ${message}` : message;
}

/** Switches a schedule on or off. */
export async function switchSchedule(schedule: ScheduleState, enabled: boolean): Promise<void> {
  const { id, instance, when, kind, prove, retention } = schedule;
  try {
    await api.schedules.save({ id, instance, when, kind, prove, retention, enabled });
  } catch (error) {
    const retry = () => void switchSchedule(schedule, enabled);
    showFailure(
      schedulesAlwaysWords.switchTheScheduleOfInstancePart(
        scopeName(instance),
        enabled ? schedulesAlwaysWords.on : schedulesAlwaysWords.off,
      ),
      error,
      retry,
    );
  }
  await refresh();
}

/** Removes a schedule, with Undo. Its backups are kept. */
export async function removeSchedule(schedule: ScheduleState): Promise<void> {
  const scope = scopeName(schedule.instance);
  try {
    await api.schedules.remove({ id: schedule.id });
    showDone(schedulesAlwaysWords.scheduleOfScopeRemoved(scope), schedulesAlwaysWords.itsBackupsAreKept, {
      label: schedulesAlwaysWords.undo,
      run: () => void restoreSchedule(schedule),
    });
  } catch (error) {
    showFailure(schedulesAlwaysWords.removeTheScheduleOfScope(scope), error, () => void removeSchedule(schedule));
  }
  await refresh();
}

async function restoreSchedule(schedule: ScheduleState): Promise<void> {
  const scope = scopeName(schedule.instance);
  try {
    await api.schedules.undoRemove({ id: schedule.id });
    showDone(schedulesAlwaysWords.scheduleOfScopeRestored(scope));
  } catch (error) {
    showFailure(schedulesAlwaysWords.restoreTheScheduleOfScope(scope), error, () => void restoreSchedule(schedule));
  }
  await refresh();
}
