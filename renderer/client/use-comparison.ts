import { useEffect, useState } from 'react';
import type { ComparedSources, Comparison } from '../../shared/contract/compare.ts';
import { api, orpc } from './api.ts';
import { reasonOf } from './errors.ts';
import { queryClient } from './query-client.ts';
import { follow } from './subscribe.ts';

export interface ComparisonFeed {
  /** Null until the first state. */
  readonly state: Comparison | null;
  /** Why the comparison cannot be followed; null if it can. */
  readonly error: unknown;
  readonly refresh: () => void;
}

/** Follows a comparison, which stays open as long as this does. Mount it per pair of sources. */
export function useComparison(sources: ComparedSources): ComparisonFeed {
  const [state, setState] = useState<Comparison | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: mounted per pair of sources; `attempt` retries
  useEffect(() => {
    return follow(
      (signal) => api.compare.watch(sources, { signal }),
      (next) => {
        // The pages of an earlier comparison of the same sources.
        if (next.phase === 'ready') void queryClient.invalidateQueries({ queryKey: orpc.compare.key() });
        setState(next);
        setError(null);
      },
      (failure) => {
        // A declared failure, such as a missing backup, would only fail again.
        if (reasonOf(failure).code === null) return 'again';
        setError(failure);
        return 'end';
      },
    );
  }, [attempt]);
  return {
    state,
    error,
    refresh() {
      setError(null);
      api.compare.refresh(sources).then(
        () => error !== null && setAttempt((count) => count + 1),
        (failure: unknown) => setError(failure),
      );
    },
  };
}
