import { onlineManager, QueryCache, QueryClient } from '@tanstack/react-query';
import { connection } from './api.ts';
import { showFailure } from './toasts.tsx';

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: {
      /** What the query is for, as it stands in "… failed": `Read the list of instances`. */
      readonly doing?: string;
    };
  }
}

/** All answers of the app's program. They are fetched again when it says that something changed, not by time. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    // The first failure is told by the view in the data's place; a later one by a toast, as the old data stay.
    onError: (error, query) => {
      if (query.state.data === undefined || connection.get().state !== 'connected') return;
      showFailure(query.meta?.doing ?? 'Refresh', error, () => void query.fetch());
    },
  }),
  defaultOptions: {
    queries: { staleTime: 30_000, retry: false, refetchOnWindowFocus: false },
    // Never kept for later: whoever clicked is told at once that it cannot be done now.
    mutations: { networkMode: 'always', retry: false },
  },
});

// "Online" is not the internet, which we have no use for, but the app's own program: without it queries wait.
onlineManager.setEventListener(() => undefined);
connection.subscribe(() => onlineManager.setOnline(connection.get().state === 'connected'));
