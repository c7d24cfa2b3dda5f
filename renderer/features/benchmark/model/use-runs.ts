import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { BenchmarkResult } from '../../../../shared/contract/benchmark.ts';
import type { Operation } from '../../../../shared/contract/operations.ts';
import { api, orpc } from '../../../client/api.ts';
import { useAppMutation } from '../../../client/app-mutation.ts';
import { useOperations } from '../../../client/operations.ts';
import { showDone } from '../../../client/toasts.tsx';
import { exactTime } from '../../../lib/format.ts';
import * as words from '../words.ts';

/** The kept runs of an instance. They are fetched again when a benchmark of any client ends. */
export function useRuns(id: string) {
  const queries = useQueryClient();
  const options = orpc.benchmarks.runs.queryOptions({ input: { id }, meta: { doing: words.readTheRuns } });
  const running = useRunningBenchmark(id)?.id ?? null;
  const before = useRef(running);
  useEffect(() => {
    if (before.current !== null && before.current !== running) {
      void queries.invalidateQueries({ queryKey: orpc.benchmarks.runs.key() });
    }
    before.current = running;
  }, [running, queries]);
  return useQuery(options);
}

/** The running benchmark of an instance, started by any client. */
export function useRunningBenchmark(id: string): Operation | null {
  const running = useOperations().filter(({ kind, state }) => kind === 'benchmark' && state === 'running');
  return running.find(({ instance }) => instance === id) ?? null;
}

/** Why no benchmark of an instance can begin now; null if one can. */
export function useBusyReason(id: string): string | null {
  const running = useOperations().filter(({ state }) => state === 'running');
  const own = running.find(({ instance }) => instance === id);
  if (own) return words.otherOperation(own.title);
  const other = running.find(({ kind }) => kind === 'benchmark');
  return other ? words.otherBenchmark(other.instance) : null;
}

export function useDeleteRun(id: string) {
  const queries = useQueryClient();
  const refresh = () => void queries.invalidateQueries({ queryKey: orpc.benchmarks.runs.key() });
  const undo = useAppMutation<unknown, BenchmarkResult>({
    doing: words.undoDeletion,
    run: ({ run }) => api.benchmarks.undoDeleteRun({ id, run }),
    onSuccess: refresh,
  });
  return useAppMutation<unknown, BenchmarkResult>({
    doing: words.deleteTheRun,
    run: ({ run }) => api.benchmarks.deleteRun({ id, run }),
    onSuccess(_, deleted) {
      refresh();
      showDone(words.runDeleted(exactTime(deleted.at)), undefined, {
        label: words.undo,
        run: () => undo.mutate(deleted),
      });
    },
  });
}
