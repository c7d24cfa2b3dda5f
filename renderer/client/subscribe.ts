import { isSeen } from '../lib/seen.ts';
import { connection } from './api.ts';

/** Delay before a stream that ended is opened again. */
const RETRY_AFTER_MS = 1000;

/**
 * Follows a stream until it is stopped. A stream that ends or breaks is opened again, immediately after a reconnection.
 * @param onFailure decides whether to retry; by default always
 * @returns stops it
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

/**
 * Follows a stream of figures, but only while the page is visible: a hidden window must cost no processor time.
 * @returns stops it
 */
export function followWhileSeen<T>(
  open: (signal: AbortSignal) => Promise<AsyncIterable<T>>,
  onItem: (item: T) => void,
  onFailure?: (error: unknown) => 'again' | 'end',
): () => void {
  let stop: (() => void) | null = null;
  const change = () => {
    if (isSeen.get()) stop ??= follow(open, onItem, onFailure);
    else {
      stop?.();
      stop = null;
    }
  };
  const unsubscribe = isSeen.subscribe(change);
  change();
  return () => {
    unsubscribe();
    stop?.();
  };
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
      // A lost connection ends every stream. The banner reports it; the next iteration opens the stream again.
    }
    await pause(RETRY_AFTER_MS, signal);
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

/** Waits until the delay has passed or the connection is restored. */
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
