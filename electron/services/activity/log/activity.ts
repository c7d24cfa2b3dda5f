import type { ActivityEvent, ActivityFilter } from '../../../../shared/contract/activity.ts';

export interface ActivityPage {
  readonly items: ActivityEvent[];
  readonly more: boolean;
  /** Lines passed over on the way that could not be read. */
  readonly unreadable: number;
}

/** What happened, on this home, in any face. */
export interface Activity {
  /** Newest end first. */
  list(
    filter: ActivityFilter & { readonly limit: number; readonly before?: string | undefined },
  ): Promise<ActivityPage>;
  /** JSON lines, oldest first; the newest 50,000 where there are more. */
  export(filter: ActivityFilter): Promise<{ text: string; count: number; more: boolean }>;
}

/** What services use to note what happened. Failing to note fails nothing else: it goes to the app's own log. */
export interface ActivityRecorder extends Activity {
  record(event: ActivityEvent): Promise<void>;
}
