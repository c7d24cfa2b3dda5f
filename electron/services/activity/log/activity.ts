import type { ActivityEvent, ActivityFilter } from '../../../../shared/contract/activity.ts';

export interface ActivityPage {
  readonly items: ActivityEvent[];
  readonly more: boolean;
  /** Lines that could not be parsed. */
  readonly unreadable: number;
}

/** The activity log of this home: operations from every client, and observed events. */
export interface Activity {
  /** Newest end first. */
  list(
    filter: ActivityFilter & { readonly limit: number; readonly before?: string | undefined },
  ): Promise<ActivityPage>;
  /** As JSON lines, oldest first; only the newest 50,000. */
  export(filter: ActivityFilter): Promise<{ text: string; count: number; more: boolean }>;
}

/** The activity log for writers. `record` never throws: a failed write goes to the app's own log. */
export interface ActivityRecorder extends Activity {
  record(event: ActivityEvent): Promise<void>;
}
