import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';

/** The longest run without a pause, so that a request is handled between two runs. */
const SLICE_MS = 15;
/** Rows between two checks of the clock. */
export const BLOCK_ROWS = 1 << 15;

/** How often paused background work checks whether it may continue. */
const PAUSE_MS = 5;

/** Work that pauses at each `yield`. */
export type Sliced<T> = Generator<void, T, void>;

/** Runs work in slices. @throws the signal's reason between two slices; what the work throws */
export async function runSliced<T>(work: Sliced<T>, signal?: AbortSignal, isUrgent = () => true): Promise<T> {
  for (;;) {
    signal?.throwIfAborted();
    if (!isUrgent()) {
      await sleep(PAUSE_MS);
      continue;
    }
    const until = performance.now() + SLICE_MS;
    do {
      const { done, value } = work.next();
      if (done) return value;
    } while (performance.now() < until);
    await nextTurn();
  }
}
