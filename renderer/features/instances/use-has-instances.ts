import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import { useLiveStatuses } from '../../live.ts';

/**
 * Whether anything is installed: null until that is known. An instance that is missing but leaves a problem (its
 * container was removed, its data are there) counts, as there is something to mend.
 */
export function useHasInstances(): {
  readonly has: boolean | null;
  readonly error: Error | null;
  readonly retry: () => void;
} {
  const { items } = useLiveStatuses();
  // The stream says nothing of why it does not begin; this asks the same once and tells.
  const list = useQuery(orpc.instances.list.queryOptions({ meta: { doing: 'Read the list of instances' } }));
  const known = items ?? list.data;
  return {
    has: known ? known.some(({ state, problem }) => state !== 'missing' || problem !== null) : null,
    error: known ? null : list.error,
    retry: () => void list.refetch(),
  };
}
