import { api } from '../../../client/api.ts';
import { reasonOf } from '../../../client/errors.ts';
import { createStore, type Readable } from '../../../lib/store.ts';
import { isPattern, type ListeningState, none, withBatch } from './listening-state.ts';

/** One subscription of a panel. */
export interface Listening {
  readonly store: Readable<ListeningState>;
  /** @param isExact whether it names one channel, even with pattern characters */
  start(topic: string, isExact?: boolean): void;
  stop(): void;
}

const RATE_SECONDS = 30;
export function createListening(instance: string): Listening {
  const store = createStore<ListeningState>(none);
  let end: AbortController | null = null;

  async function follow(topic: string, isExact: boolean, signal: AbortSignal): Promise<void> {
    const topics =
      !isExact && isPattern(topic) ? { channels: [], patterns: [topic] } : { channels: [topic], patterns: [] };
    let before = 0;
    const timer = setInterval(() => {
      const { received } = store.get();
      const rate = received - before;
      before = received;
      store.set((state) => ({ ...state, rates: [...state.rates.slice(1 - RATE_SECONDS), rate] }));
    }, 1000);
    try {
      for await (const batch of await api.pubsub.listen({ instance, ...topics }, { signal })) {
        store.set((state) => withBatch(state, batch));
      }
      if (!signal.aborted) store.set((state) => ({ ...state, topic: null }));
    } catch (error) {
      if (!signal.aborted) store.set((state) => ({ ...state, topic: null, failure: reasonOf(error).message }));
    } finally {
      clearInterval(timer);
    }
  }

  return {
    store,
    start(topic, isExact = false) {
      end?.abort();
      end = new AbortController();
      store.set({ ...none, topic, since: Date.now() });
      void follow(topic, isExact, end.signal);
    },
    stop() {
      end?.abort();
      end = null;
      store.set((state) => ({ ...state, topic: null }));
    },
  };
}
