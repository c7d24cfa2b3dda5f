import { useQuery } from '@tanstack/react-query';
import { MAIN } from '../../../shared/contract/names.ts';
import type { ScheduleState } from '../../../shared/contract/schedule.ts';
import { orpc } from '../../client/api.ts';
import * as schedulesAlwaysWords from './always-words.ts';

/** Other clients change and run schedules without an event, so the list is polled. */
const REFETCH_MS = 15_000;

/** Schedules of one instance, including those for all tenants, or all schedules; undefined while loading. */
export function useSchedules(instance: string | null) {
  const { data, error, refetch, isFetching } = useQuery(
    orpc.schedules.list.queryOptions({
      refetchInterval: REFETCH_MS,
      meta: { doing: schedulesAlwaysWords.readTheListOfSchedules },
    }),
  );
  return {
    schedules: data && schedulesOf(data, instance),
    error,
    retry: () => void refetch(),
    retrying: isFetching,
  };
}

/** The schedules that back up an instance; null: all. */
export function schedulesOf(all: readonly ScheduleState[], instance: string | null): readonly ScheduleState[] {
  if (instance === null) return all;
  return all.filter((one) => one.instance === instance || (one.instance === null && instance !== MAIN));
}

/** The schedule that runs next; undefined if none will. */
export function nextOf(schedules: readonly ScheduleState[]): ScheduleState | undefined {
  const upcoming = schedules.filter(({ nextRunAt }) => nextRunAt !== null);
  return upcoming.sort((a, b) => String(a.nextRunAt).localeCompare(String(b.nextRunAt)))[0];
}
