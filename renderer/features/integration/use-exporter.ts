import { type UseMutationResult, type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ExporterState } from '../../../shared/contract/exporter.ts';
import { api, orpc } from '../../client/api.ts';
import { useAppMutation } from '../../client/app-mutation.ts';
import * as integrationWords from './words.ts';

/** Poll, because another client can switch the endpoint without a change event. */
const POLL_INTERVAL_MS = 2000;

export function useExporter(): UseQueryResult<ExporterState> {
  return useQuery(
    orpc.exporter.state.queryOptions({
      refetchInterval: POLL_INTERVAL_MS,
      meta: { doing: integrationWords.readTheStateOfTheMetrics },
    }),
  );
}

export interface ExporterChange {
  readonly enabled?: boolean;
  readonly port?: number;
}

export function useSaveExporter(): UseMutationResult<ExporterState, Error, ExporterChange> {
  const queries = useQueryClient();
  return useAppMutation<ExporterState, ExporterChange>({
    doing: ({ enabled }) =>
      enabled === false ? integrationWords.disableTheMetricsEndpoint : integrationWords.enableTheMetricsEndpoint,
    run: (change) => api.exporter.save(change),
    onSuccess: (state) => queries.setQueryData(orpc.exporter.state.queryKey(), state),
  });
}
