import type {
  Retention,
  Schedule,
  SchedulePreview,
  ScheduleRun,
  ScheduleState,
  ScheduleTime,
} from '../../../shared/contract/schedule.ts';

export type ScheduleInput = Omit<Schedule, 'id' | 'createdAt'> & { readonly id?: string | undefined };

export interface SchedulePreviewInput {
  readonly id?: string | undefined;
  readonly when: ScheduleTime;
  readonly retention: Retention | null;
}

/** Scheduled backups, which run while the desktop app is open or the web UI is served. */
export interface Schedules {
  list(): Promise<readonly ScheduleState[]>;
  /** @throws AppError BAD_VALUE for an invalid cron expression, NOT_FOUND */
  save(input: ScheduleInput): Promise<ScheduleState>;
  /** Previews a schedule while the user types it. */
  preview(input: SchedulePreviewInput): Promise<SchedulePreview>;
  /** @throws AppError NOT_FOUND */
  remove(id: string): Promise<Schedule>;
  /** Restores one of the last deleted schedules, with its last run. @throws AppError NOT_FOUND */
  undoRemove(id: string): Promise<ScheduleState>;
  /** @throws AppError NOT_FOUND, BUSY while it is already running, here or in another client */
  runNow(id: string): Promise<ScheduleRun>;
  /** Runs every schedule that is due. `start` calls this repeatedly. */
  runDue(now: Date): Promise<readonly ScheduleRun[]>;
  /** Checks for due schedules every few seconds. @returns a function that stops it */
  start(): () => void;
}
