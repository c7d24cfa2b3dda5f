import { useQuery } from '@tanstack/react-query';
import type { Alert } from '../../../shared/contract/alert.ts';
import { orpc } from '../../client/api.ts';
import * as alertsAlwaysWords from './always-words.ts';

const nothing: readonly Alert[] = [];

/** The current alerts, worst first; undefined until the first response. */
export function useAlerts() {
  const query = useQuery(orpc.alerts.list.queryOptions({ meta: { doing: alertsAlwaysWords.readTheAlerts } }));
  return { alerts: query.data, error: query.error, retry: () => void query.refetch(), retrying: query.isFetching };
}

/** The alerts that are neither acknowledged nor snoozed. */
export function useNewAlerts(): readonly Alert[] {
  return (useAlerts().alerts ?? nothing).filter(isNew);
}

export function isNew({ acknowledgedAt, snoozedUntil }: Alert): boolean {
  return acknowledgedAt === null && snoozedUntil === null;
}
