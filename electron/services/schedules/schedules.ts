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

/** Backups that are taken by themselves while any face is up. */
export interface Schedules {
  list(): Promise<readonly ScheduleState[]>;
  /** @throws AppError BAD_VALUE for a cron text that cannot be read, NOT_FOUND */
  save(input: ScheduleInput): Promise<ScheduleState>;
  /** What it would come to, while it is typed. */
  preview(input: SchedulePreviewInput): Promise<SchedulePreview>;
  /** @throws AppError NOT_FOUND */
  remove(id: string): Promise<Schedule>;
  /** Brings one of the last removed back, with its last run. @throws AppError NOT_FOUND */
  undoRemove(id: string): Promise<ScheduleState>;
  /** @throws AppError NOT_FOUND, BUSY while it runs already, here or in another face */
  runNow(id: string): Promise<ScheduleRun>;
  /** Runs what is due now; for faces that stay up, called again and again by `start`. */
  runDue(now: Date): Promise<readonly ScheduleRun[]>;
  /** Looks every few seconds for what is due. Returns how to end that. */
  start(): () => void;
}
