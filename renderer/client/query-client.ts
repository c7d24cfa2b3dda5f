import { onlineManager, QueryCache, QueryClient } from '@tanstack/react-query';
import { connection } from './api.ts';
import { reasonOf } from './errors.ts';
import { showFailure } from './toasts.tsx';
import * as clientWords from './words.ts';

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: {
      /** A verb and an object, shown as "Couldn’t read the list of instances". */
      readonly doing?: string;
      /** The view itself shows that what it read no longer exists. */
      readonly showsGone?: boolean;
    };
  }
}

/** The cache of all responses. Change events invalidate it, not time. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    // The view shows a failure of the first fetch in place of the data. A toast shows later ones, because the old data
    // stay.
    onError: (error, query) => {
      if (query.state.data === undefined || connection.get().state !== 'connected') return;
      if (query.meta?.showsGone && reasonOf(error).code === 'NOT_FOUND') return;
      showFailure(query.meta?.doing ?? clientWords.refresh, error, () => void query.fetch());
    },
  }),
  defaultOptions: {
    queries: { staleTime: 30_000, retry: false, refetchOnWindowFocus: false },
    // Never queue a mutation: a click while disconnected fails immediately.
    mutations: { networkMode: 'always', retry: false },
  },
});

// "Online" means connected to the app, not to the internet: without the app queries wait.
onlineManager.setEventListener(() => undefined);
connection.subscribe(() => onlineManager.setOnline(connection.get().state === 'connected'));
