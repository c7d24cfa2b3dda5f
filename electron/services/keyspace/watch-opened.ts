import type { KeptOpen } from './kept-open.ts';

const EVERY_MS = 100;

interface Watched<State> {
  readonly state: State;
  /** @returns the end of it */
  onState(listener: () => void): () => void;
}

/** The state now and after each change, at most every 100 ms. What is watched stays open meanwhile. */
export async function* watchOpened<Key, State extends { readonly revision: number }>(
  kept: Pick<KeptOpen<Key, Watched<State>>, 'hold'>,
  key: Key,
  signal: AbortSignal | undefined,
): AsyncGenerator<State> {
  const { opened, release } = await kept.hold(key);
  let wake: () => void = () => undefined;
  const end = opened.onState(() => wake());
  const aborted = () => wake();
  signal?.addEventListener('abort', aborted);
  try {
    let shown = -1;
    while (!signal?.aborted) {
      const { state } = opened;
      if (state.revision !== shown) {
        shown = state.revision;
        yield state;
        await pause(EVERY_MS, signal);
        continue;
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (opened.state.revision !== shown || signal?.aborted) resolve();
      });
    }
  } finally {
    end();
    signal?.removeEventListener('abort', aborted);
    release();
  }
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done);
  });
}
