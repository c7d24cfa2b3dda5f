import type { Schedule, ScheduleRun, ScheduleState } from '../../../shared/contract/schedule.ts';

export type ScheduleInput = Omit<Schedule, 'id' | 'createdAt'> & { readonly id?: string | undefined };

/** Backups that are taken by themselves while any face is up. */
export interface Schedules {
  list(): Promise<readonly ScheduleState[]>;
  /** @throws AppError BAD_VALUE for a cron text that cannot be read, NOT_FOUND */
  save(input: ScheduleInput): Promise<ScheduleState>;
  /** @throws AppError NOT_FOUND */
  remove(id: string): Promise<Schedule>;
  /** @throws AppError NOT_FOUND, BUSY */
  runNow(id: string): Promise<ScheduleRun>;
  /** Runs what is due now; for faces that stay up, called again and again by `start`. */
  runDue(now: Date): Promise<readonly ScheduleRun[]>;
  /** Looks every few seconds for what is due. Returns how to end that. */
  start(): () => void;
}
