/** One poll for all who look: however many subscribe, each tick asks once. */
export interface Poller<T> {
  /** The newest value at once where there is a fresh one, then one a tick. Ends when the signal is aborted. */
  subscribe(intervalMs: number, signal?: AbortSignal): AsyncGenerator<T>;
  /** Every value from now on, whoever asked for it; asks for none itself. Returns how to end that. */
  onValue(listener: (value: T) => void): () => void;
  /** Asks for a value a tick without reading it; the pace is read again for each tick. Returns how to end that. */
  keepPolling(intervalMs: () => number): () => void;
  /** Asks again now: something is known to have changed. Costs nothing when nobody looks. */
  refresh(): void;
}

interface Subscriber<T> {
  intervalMs(): number;
  due: number;
  deliver(value: T): void;
}

/**
 * Ticks without drift, on a grid that all share: who looks every second and who looks every five get the same value
 * where both are due. One that is late is left out.
 */
export function createPoller<T>(poll: () => Promise<T>): Poller<T> {
  const subscribers = new Set<Subscriber<T>>();
  const taps = new Set<(value: T) => void>();
  let timer: NodeJS.Timeout | null = null;
  let polling = false;
  /** Asked for while an answer was on its way: that one may be older than the change. */
  let again = false;

  const schedule = () => {
    if (timer) clearTimeout(timer);
    timer = null;
    if (polling || subscribers.size === 0) return;
    const next = Math.min(...[...subscribers].map((subscriber) => subscriber.due));
    timer = setTimeout(() => void tick(), Math.max(0, next - performance.now()));
  };

  const tick = async () => {
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
    if (value !== null) for (const tell of [...taps]) tell(value);
    const once = again;
    again = false;
    if (once) hurry();
    else schedule();
  };

  const hurry = () => {
    if (polling) {
      again = true;
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
    refresh: hurry,
    onValue(listener) {
      taps.add(listener);
      return () => void taps.delete(listener);
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
