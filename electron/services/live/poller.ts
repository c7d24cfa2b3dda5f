/** One poll shared by all subscribers. */
export interface Poller<T> {
  /** One value per interval. A slow reader gets the newest value only. Ends when the signal is aborted. */
  subscribe(intervalMs: number, signal?: AbortSignal): AsyncGenerator<T>;
  /** Calls the listener with every value, without causing a poll. Returns a function that stops it. */
  onValue(listener: (value: T) => void): () => void;
  /** Keeps the poll running without reading it. Reads the interval again after each poll. Returns a function that stops it. */
  keepPolling(intervalMs: () => number): () => void;
  /** Polls now, because something has changed. Does nothing without subscribers. */
  refresh(): void;
}

interface Subscriber<T> {
  intervalMs(): number;
  due: number;
  deliver(value: T): void;
}

/**
 * Polls on a shared grid without drift: subscribers with an interval of one and of five seconds get the same value
 * where both are due. A late poll is skipped, not made up.
 */
export function createPoller<T>(poll: () => Promise<T>): Poller<T> {
  const subscribers = new Set<Subscriber<T>>();
  const listeners = new Set<(value: T) => void>();
  let timer: NodeJS.Timeout | null = null;
  let polling = false;
  /** A refresh arrived during a poll, whose result may be older than the change. */
  let refreshPending = false;

  const schedule = () => {
    if (timer) clearTimeout(timer);
    timer = null;
    if (polling || subscribers.size === 0) return;
    const next = Math.min(...[...subscribers].map((subscriber) => subscriber.due));
    timer = setTimeout(() => void runPoll(), Math.max(0, next - performance.now()));
  };

  const runPoll = async () => {
    polling = true;
    const value = await poll().catch(() => null);
    polling = false;
    const now = performance.now();
    for (const subscriber of subscribers) {
      // A little early counts: timers fire up to a millisecond before their time.
      if (subscriber.due > now + 1) continue;
      const interval = subscriber.intervalMs();
      subscriber.due = (Math.floor((now + 1) / interval) + 1) * interval;
      if (value !== null) subscriber.deliver(value);
    }
    if (value !== null) for (const listener of [...listeners]) listener(value);
    const pollAgain = refreshPending;
    refreshPending = false;
    if (pollAgain) refresh();
    else schedule();
  };

  const refresh = () => {
    if (polling) {
      refreshPending = true;
      return;
    }
    for (const subscriber of subscribers) subscriber.due = Math.min(subscriber.due, performance.now());
    schedule();
  };

  const join = (subscriber: Subscriber<T>) => {
    subscribers.add(subscriber);
    schedule();
    return () => {
      subscribers.delete(subscriber);
      schedule();
    };
  };

  return {
    refresh,
    onValue(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    keepPolling: (intervalMs) => join({ intervalMs, due: performance.now(), deliver: () => undefined }),
    async *subscribe(intervalMs, signal) {
      const newest = newestOf<T>(signal);
      const leave = join({ intervalMs: () => intervalMs, due: performance.now(), deliver: newest.put });
      try {
        yield* newest.values();
      } finally {
        leave();
      }
    },
  };
}

/** Hands values to one reader; a slow one gets the newest and misses those between. */
export interface Newest<T> {
  put(value: T): void;
  /** Ends when the signal is aborted. */
  values(): AsyncGenerator<T>;
}

export function newestOf<T>(signal?: AbortSignal): Newest<T> {
  let newest: { readonly value: T } | null = null;
  let wake = () => {};
  const onAbort = () => wake();
  return {
    put(value) {
      newest = { value };
      wake();
    },
    async *values() {
      signal?.addEventListener('abort', onAbort);
      try {
        while (!signal?.aborted) {
          if (newest === null) {
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
            continue;
          }
          const { value } = newest;
          newest = null;
          yield value;
        }
      } finally {
        signal?.removeEventListener('abort', onAbort);
      }
    },
  };
}
