import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { KeySource } from '../../../../shared/contract/keyspace.ts';
import { orpc } from '../../../client/api.ts';

/** The minimum time between two fetches of the shown pages. */
const PACE_MS = 400;
/** A slow source is asked less often: it spends at most a fifth of the time on this. */
const PAUSE_PER_FETCH = 4;

/**
 * Refetches the shown pages after changes of the source: never twice at once, and always after the last change.
 * @param revision null: before the first state, or while following is stopped
 */
export function useFreshPages(source: KeySource, revision: number | null): void {
  const queries = useQueryClient();
  const wanted = useRef<number | null>(null);
  const fetched = useRef<number | null>(null);
  const isRunning = useRef(false);
  const isMounted = useRef(false);
  useEffect(() => {
    isMounted.current = true;
    return () => {
      isMounted.current = false;
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the caller has one source as long as it is mounted
  useEffect(() => {
    wanted.current = revision;
    if (revision === null || isRunning.current || revision === fetched.current) return;
    isRunning.current = true;
    const { folder, list, key, value } = orpc.keyspace;
    const fetchShown = () =>
      Promise.allSettled(
        [folder, list, key, value].map((procedure) =>
          queries.invalidateQueries({ queryKey: procedure.key({ input: { source } }) }, { cancelRefetch: false }),
        ),
      );
    const keepFresh = async () => {
      while (isMounted.current && wanted.current !== null && wanted.current !== fetched.current) {
        fetched.current = wanted.current;
        const startedAt = performance.now();
        await fetchShown();
        const took = performance.now() - startedAt;
        await new Promise((resolve) => setTimeout(resolve, Math.max(PACE_MS - took, PAUSE_PER_FETCH * took)));
      }
      isRunning.current = false;
    };
    void keepFresh();
  }, [revision]);
}
