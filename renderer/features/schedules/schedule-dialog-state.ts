import type { ScheduleState } from '../../../shared/contract/schedule.ts';
import { createStore } from '../../lib/store.ts';

/** Which schedule's form is open; null: none. */
export interface ScheduleAsked {
  /** Null: a new one. */
  readonly schedule: ScheduleState | null;
  /** Of a new one; null: all tenants. */
  readonly instance: string | null;
}

export const scheduleAsked = createStore<ScheduleAsked | null>(null);

/** Where the schedules of an instance, or all of them, are listed. */
export function schedulesPlace(instance: string | null): string {
  return `/backups${instance === null ? '' : `/${instance}`}?tab=schedules`;
}
