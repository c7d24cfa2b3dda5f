import { useQuery } from '@tanstack/react-query';
import { MAIN } from '../../../shared/contract/names.ts';
import type { ScheduleState } from '../../../shared/contract/schedule.ts';
import { orpc } from '../../client/api.ts';

/** How often they are read again, ms: another face may have run or changed one, of which no event tells. */
const AGAIN_MS = 15_000;

/** Schedules of one instance, those for all tenants among them, or all; undefined until they were read once. */
export function useSchedules(instance: string | null) {
  const { data, error, refetch, isFetching } = useQuery(
    orpc.schedules.list.queryOptions({ refetchInterval: AGAIN_MS, meta: { doing: 'Read the list of schedules' } }),
  );
  return {
    schedules: data && schedulesOf(data, instance),
    error,
    retry: () => void refetch(),
    retrying: isFetching,
  };
}

/** Those that back an instance up; null: all. */
export function schedulesOf(all: readonly ScheduleState[], instance: string | null): readonly ScheduleState[] {
  if (instance === null) return all;
  return all.filter((one) => one.instance === instance || (one.instance === null && instance !== MAIN));
}

/** The one that runs next; undefined when none will. */
export function nextOf(schedules: readonly ScheduleState[]): ScheduleState | undefined {
  const coming = schedules.filter(({ nextRunAt }) => nextRunAt !== null);
  return coming.sort((a, b) => String(a.nextRunAt).localeCompare(String(b.nextRunAt)))[0];
}
