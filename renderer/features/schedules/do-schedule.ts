import type { ScheduleRun, ScheduleState } from '../../../shared/contract/schedule.ts';
import { api, orpc } from '../../client/api.ts';
import { queryClient } from '../../client/query-client.ts';
import { showDone, showFailure } from '../../client/toasts.tsx';
import { createStore } from '../../lib/store.ts';

/** Those that were asked to run here and have not ended. */
export const runningSchedules = createStore<ReadonlySet<string>>(new Set());

/** An instance, or all of them, as a sentence has it. */
export function whoseWords(instance: string | null): string {
  return instance ?? 'all tenants';
}

function refresh(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: orpc.schedules.key() });
}

/** Runs it now; the backups' progress is where that of every backup is, and the end is told in a toast. */
export async function runSchedule(schedule: ScheduleState): Promise<void> {
  const { id, instance } = schedule;
  const what = `Run the schedule of ${whoseWords(instance)}`;
  runningSchedules.set((before) => new Set([...before, id]));
  try {
    const run = await api.schedules.runNow({ id });
    if (run.ok) showDone(`${whoseWords(instance)}: the schedule has run`, runWords(run));
    else showFailure(what, new Error(run.message), () => void runSchedule(schedule));
  } catch (error) {
    showFailure(what, error, () => void runSchedule(schedule));
  } finally {
    // First, so that its end is not told once more as news.
    await refresh();
    runningSchedules.set((before) => new Set([...before].filter((one) => one !== id)));
  }
}

/** `redis-backup-20261119-090000. 1 backup taken.` */
export function runWords({ backups, message }: ScheduleRun): string {
  const [first, ...more] = backups;
  return first && more.length === 0 ? `${first.name}. ${message}` : message;
}

/** Switches it on or off; what it is else stays. */
export async function switchSchedule(schedule: ScheduleState, enabled: boolean): Promise<void> {
  const { id, instance, when, kind, prove, retention } = schedule;
  try {
    await api.schedules.save({ id, instance, when, kind, prove, retention, enabled });
  } catch (error) {
    const again = () => void switchSchedule(schedule, enabled);
    showFailure(`Switch the schedule of ${whoseWords(instance)} ${enabled ? 'on' : 'off'}`, error, again);
  }
  await refresh();
}

/** Removes it, with Undo; the backups it has taken stay. */
export async function removeSchedule(schedule: ScheduleState): Promise<void> {
  const whose = whoseWords(schedule.instance);
  try {
    await api.schedules.remove({ id: schedule.id });
    showDone(`The schedule of ${whose} is removed`, 'The backups it has taken stay.', {
      label: 'Undo',
      run: () => void bringBack(schedule),
    });
  } catch (error) {
    showFailure(`Remove the schedule of ${whose}`, error, () => void removeSchedule(schedule));
  }
  await refresh();
}

async function bringBack(schedule: ScheduleState): Promise<void> {
  const whose = whoseWords(schedule.instance);
  try {
    await api.schedules.undoRemove({ id: schedule.id });
    showDone(`The schedule of ${whose} is back`);
  } catch (error) {
    showFailure(`Bring the schedule of ${whose} back`, error, () => void bringBack(schedule));
  }
  await refresh();
}
