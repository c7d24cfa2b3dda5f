import type { Message, MessageBatch } from '../../../../shared/contract/messaging.ts';
import { api } from '../../../client/api.ts';
import { reasonOf } from '../../../client/errors.ts';
import { createStore, type Readable } from '../../../lib/store.ts';

export interface ListeningState {
  /** Null: not subscribed. */
  readonly topic: string | null;
  readonly since: number;
  readonly received: number;
  readonly dropped: number;
  /** Newest first. */
  readonly messages: readonly Message[];
  /** Messages in each of the last seconds, oldest first. */
  readonly rates: readonly number[];
  readonly failure: string | null;
}

/** One subscription of a panel. */
export interface Listening {
  readonly store: Readable<ListeningState>;
  start(topic: string): void;
  stop(): void;
}

const MOST_MESSAGES = 200;
const RATE_SECONDS = 30;
const none: ListeningState = {
  ...{ topic: null, since: 0, received: 0, dropped: 0, messages: [], rates: [], failure: null },
};

/** A name with the signs of a pattern is one, as for PSUBSCRIBE. */
export function isPattern(topic: string): boolean {
  return /[*?[\]]/.test(topic);
}

/** The state after a batch: the newest messages, and the count of all. */
export function withBatch(state: ListeningState, { items, received, dropped }: MessageBatch): ListeningState {
  const messages = [...items.toReversed(), ...state.messages].slice(0, MOST_MESSAGES);
  return { ...state, received, dropped: state.dropped + dropped, messages };
}

export function createListening(instance: string): Listening {
  const store = createStore<ListeningState>(none);
  let end: AbortController | null = null;

  async function follow(topic: string, signal: AbortSignal): Promise<void> {
    const topics = isPattern(topic) ? { channels: [], patterns: [topic] } : { channels: [topic], patterns: [] };
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
    start(topic) {
      end?.abort();
      end = new AbortController();
      store.set({ ...none, topic, since: Date.now() });
      void follow(topic, end.signal);
    },
    stop() {
      end?.abort();
      end = null;
      store.set((state) => ({ ...state, topic: null }));
    },
  };
}
