import type { ScheduleState } from '../../../shared/contract/schedule.ts';
import { createStore } from '../../lib/store.ts';

/** The subject of the open schedule form. */
export interface ScheduleDialogRequest {
  /** Null: a new one. */
  readonly schedule: ScheduleState | null;
  /** For a new schedule; null: all tenants. */
  readonly instance: string | null;
}

export const scheduleDialog = createStore<ScheduleDialogRequest | null>(null);

/** The page with the schedules of an instance or of all. */
export function schedulesPlace(instance: string | null): string {
  return `/backups${instance === null ? '' : `/${instance}`}?tab=schedules`;
}
