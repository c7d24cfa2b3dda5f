import type { Alert } from '../../../shared/contract/alert.ts';
import { api, orpc } from '../../client/api.ts';
import { queryClient } from '../../client/query-client.ts';
import { showFailure } from '../../client/toasts.tsx';
import * as alertsWords from './words.ts';

const refetch = () => queryClient.invalidateQueries({ queryKey: orpc.alerts.key() });

async function runAndRefetch(what: string, run: () => Promise<unknown>): Promise<void> {
  try {
    await run();
  } catch (error) {
    showFailure(what, error, () => void runAndRefetch(what, run));
  }
  await refetch();
}

/** Acknowledges an alert: it stays listed until it is resolved, and no longer counts as new. */
export function acknowledge({ id, title }: Alert): Promise<void> {
  return runAndRefetch(alertsWords.acknowledgeTitle(title), () => api.alerts.acknowledge({ id }));
}

/** Snoozes an alert. @param until null: ends the snooze */
export function snooze({ id, title }: Alert, until: Date | null): Promise<void> {
  return runAndRefetch(alertsWords.snoozeTitle(title), () =>
    api.alerts.snooze({ id, until: until?.toISOString() ?? null }),
  );
}

/** Tomorrow at 9:00 local time. */
export function tomorrowMorning(now = new Date()): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 9);
}
