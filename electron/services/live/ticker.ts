/** One poll for all who look: however many subscribe, each tick asks once. */
export interface Ticker<T> {
  /** The newest value at once where there is a fresh one, then one a tick. Ends when the signal is aborted. */
  subscribe(intervalMs: number, signal?: AbortSignal): AsyncGenerator<T>;
  /** Asks again now: something is known to have changed. Costs nothing when nobody looks. */
  soon(): void;
}

interface Subscriber<T> {
  readonly intervalMs: number;
  due: number;
  /** A slow reader gets the newest and misses those between. */
  newest: T | null;
  wake(): void;
}

/** Ticks without drift: the next is counted from when this one was due, and one that is late is left out. */
export function createTicker<T>(poll: () => Promise<T>): Ticker<T> {
  const subscribers = new Set<Subscriber<T>>();
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
      const missed = Math.max(0, Math.floor((now - subscriber.due) / subscriber.intervalMs));
      subscriber.due += (missed + 1) * subscriber.intervalMs;
      if (value === null) continue;
      subscriber.newest = value;
      subscriber.wake();
    }
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

  return {
    soon: hurry,
    async *subscribe(intervalMs, signal) {
      const subscriber: Subscriber<T> = { intervalMs, due: performance.now(), newest: null, wake: () => {} };
      const onAbort = () => subscriber.wake();
      subscribers.add(subscriber);
      signal?.addEventListener('abort', onAbort);
      schedule();
      try {
        while (!signal?.aborted) {
          if (subscriber.newest === null) {
            await new Promise<void>((resolve) => {
              subscriber.wake = resolve;
            });
            continue;
          }
          const value = subscriber.newest;
          subscriber.newest = null;
          yield value;
        }
      } finally {
        subscribers.delete(subscriber);
        signal?.removeEventListener('abort', onAbort);
        schedule();
      }
    },
  };
}
