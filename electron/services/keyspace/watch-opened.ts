import type { KeptOpen } from './kept-open.ts';

const EVERY_MS = 100;

interface Watched<State> {
  readonly state: State;
  /** @returns a function that ends the watch */
  onState(listener: () => void): () => void;
}

/**
 * The current state, and the state after each change, at most every 100 ms. The watched object stays open meanwhile.
 * Ends when another one is opened in its place, which a new watch shows.
 * @param isAwaited whether to show a state immediately
 */
export async function* watchOpened<Key, State extends { readonly revision: number }>(
  kept: Pick<KeptOpen<Key, Watched<State>>, 'hold'>,
  key: Key,
  signal: AbortSignal | undefined,
  isAwaited: (shown: State, next: State) => boolean = () => false,
): AsyncGenerator<State> {
  let wake: () => void = () => undefined;
  let isReplaced = false;
  const { opened, release } = await kept.hold(key, () => {
    isReplaced = true;
    wake();
  });
  const end = opened.onState(() => wake());
  const aborted = () => wake();
  signal?.addEventListener('abort', aborted);
  let shown: State | null = null;
  let shownAt = Number.NEGATIVE_INFINITY;
  /** How long the current state must wait; null if it was already shown. */
  const delay = (): number | null => {
    const { state } = opened;
    if (state.revision === shown?.revision) return null;
    return shown === null || isAwaited(shown, state) ? 0 : Math.max(0, shownAt + EVERY_MS - performance.now());
  };
  const waitFor = (ms: number | null) =>
    new Promise<void>((resolve) => {
      const timer = ms === null ? null : setTimeout(() => wake(), ms);
      wake = () => {
        if (timer) clearTimeout(timer);
        resolve();
      };
    });
  try {
    while (!signal?.aborted && !isReplaced) {
      const left = delay();
      if (left === 0) {
        shown = opened.state;
        shownAt = performance.now();
        yield shown;
      } else await waitFor(left);
    }
  } finally {
    end();
    signal?.removeEventListener('abort', aborted);
    wake();
    release();
  }
}
