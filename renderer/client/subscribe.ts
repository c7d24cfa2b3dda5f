import { connection } from './api.ts';

/** How long to wait before a stream that ended is asked for again, ms. */
const AGAIN_AFTER_MS = 1000;

/**
 * Follows a stream for as long as it is wanted: one that ends or breaks is asked for again, at once when the
 * connection is back.
 * @param onFailure says whether it is worth asking again; left out, it always is
 * @returns ends it
 */
export function follow<T>(
  open: (signal: AbortSignal) => Promise<AsyncIterable<T>>,
  onItem: (item: T) => void,
  onFailure: (error: unknown) => 'again' | 'end' = () => 'again',
): () => void {
  const end = new AbortController();
  void keepFollowing(open, onItem, onFailure, end.signal);
  return () => end.abort();
}

async function keepFollowing<T>(
  open: (signal: AbortSignal) => Promise<AsyncIterable<T>>,
  onItem: (item: T) => void,
  onFailure: (error: unknown) => 'again' | 'end',
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await connected(signal);
    try {
      for await (const item of await open(signal)) {
        if (signal.aborted) return;
        onItem(item);
      }
    } catch (error) {
      if (signal.aborted || onFailure(error) === 'end') return;
      // A lost connection ends every stream; the banner tells of it, and the next turn opens this one again.
    }
    await pause(AGAIN_AFTER_MS, signal);
  }
}

function connected(signal: AbortSignal): Promise<void> {
  if (signal.aborted || connection.get().state === 'connected') return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      if (!signal.aborted && connection.get().state !== 'connected') return;
      stop();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const stop = connection.subscribe(done);
    signal.addEventListener('abort', done);
  });
}

/** Waits, but not past a reconnection. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stop();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    const stop = connection.subscribe(done);
    signal.addEventListener('abort', done);
  });
}
