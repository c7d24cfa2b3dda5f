import type { Alert } from '../../../shared/contract/alert.ts';
import { api, orpc } from '../../client/api.ts';
import { queryClient } from '../../client/query-client.ts';
import { showFailure } from '../../client/toasts.tsx';

const refetch = () => queryClient.invalidateQueries({ queryKey: orpc.alerts.key() });

async function tell(what: string, run: () => Promise<unknown>): Promise<void> {
  try {
    await run();
  } catch (error) {
    showFailure(what, error, () => void tell(what, run));
  }
  await refetch();
}

/** Says that somebody has seen it: it stays until it is over, and counts no more. */
export function acknowledge({ id, title }: Alert): Promise<void> {
  return tell(`Acknowledge “${title}”`, () => api.alerts.acknowledge({ id }));
}

/** Puts it off. @param until null: no more */
export function snooze({ id, title }: Alert, until: Date | null): Promise<void> {
  return tell(`Put “${title}” off`, () => api.alerts.snooze({ id, until: until?.toISOString() ?? null }));
}

/** Tomorrow at nine, by this machine's clock. */
export function tomorrowMorning(now = new Date()): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 9);
}
