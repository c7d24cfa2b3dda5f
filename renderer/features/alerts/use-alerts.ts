import { useQuery } from '@tanstack/react-query';
import type { Alert } from '../../../shared/contract/alert.ts';
import { orpc } from '../../client/api.ts';

const nothing: readonly Alert[] = [];

/** What is wrong now, the worst first; undefined until it was read once. */
export function useAlerts() {
  const query = useQuery(orpc.alerts.list.queryOptions({ meta: { doing: 'Read the alerts' } }));
  return { alerts: query.data, error: query.error, retry: () => void query.refetch(), retrying: query.isFetching };
}

/** Those that nobody has acknowledged or put off: what a number stands for. */
export function useNewAlerts(): readonly Alert[] {
  return (useAlerts().alerts ?? nothing).filter(isNew);
}

export function isNew({ acknowledgedAt, snoozedUntil }: Alert): boolean {
  return acknowledgedAt === null && snoozedUntil === null;
}
