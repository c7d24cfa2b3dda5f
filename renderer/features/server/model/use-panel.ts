import { useQuery } from '@tanstack/react-query';
import { connection } from '../../../client/api.ts';

/** The content of a panel: the last report, or why there is none. */
export interface PanelReport<T> {
  /** Undefined before the first reply. */
  readonly data: T | null | undefined;
  /** The failure of the last request; the view shows it in place of the report. */
  readonly error: unknown;
  readonly retry: () => void;
  readonly retrying: boolean;
}

interface PanelQuery<T> {
  readonly key: readonly unknown[];
  readonly read: () => Promise<T>;
  readonly everyMs: number;
  /** A verb and an object, for a failure message. */
  readonly doing: string;
}

/**
 * Polls a report while the panel is open and visible. A server that refuses is no failure of the app, so the panel
 * shows it, not a toast.
 */
export function usePanel<T>({ key, read, everyMs, doing }: PanelQuery<T>): PanelReport<T> {
  const query = useQuery({
    queryKey: ['server', ...key],
    queryFn: async () => {
      try {
        return { data: await read(), error: null };
      } catch (error) {
        if (connection.get().state !== 'connected') throw error;
        return { data: null, error };
      }
    },
    refetchInterval: everyMs,
    staleTime: 0,
    structuralSharing: false,
    meta: { doing },
  });
  return {
    data: query.data?.data,
    error: query.data?.error ?? (query.data === undefined ? query.error : null),
    retry: () => void query.refetch(),
    retrying: query.isFetching,
  };
}
