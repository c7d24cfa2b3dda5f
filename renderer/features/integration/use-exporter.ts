import { type UseMutationResult, type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ExporterState } from '../../../shared/contract/exporter.ts';
import { api, orpc } from '../../client/api.ts';
import { useAppMutation } from '../../client/app-mutation.ts';

/** Another face may switch it, or take it over, without telling, ms. */
const LOOK_AGAIN_MS = 2000;

export function useExporter(): UseQueryResult<ExporterState> {
  return useQuery(
    orpc.exporter.state.queryOptions({
      refetchInterval: LOOK_AGAIN_MS,
      meta: { doing: 'Read whether the metrics are served' },
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
    doing: ({ enabled }) => (enabled === false ? 'Stop serving the metrics' : 'Serve the metrics'),
    run: (change) => api.exporter.save(change),
    onSuccess: (state) => queries.setQueryData(orpc.exporter.state.queryKey(), state),
  });
}
