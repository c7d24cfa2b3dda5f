import type { Operation } from '../../../../shared/contract/operations.ts';
import { copyOf, type Running } from './running.ts';

/** How often, at most, a watcher hears of progress, ms. */
const WATCH_EVERY_MS = 50;

/** The operation at every change until it has ended; the last is the end. */
export async function* watchOperation(running: Running, signal?: AbortSignal): AsyncGenerator<Operation> {
  const { draft, listeners } = running;
  let wake = () => {};
  let dirty = true;
  const changed = () => {
    dirty = true;
    wake();
  };
  listeners.add(changed);
  signal?.addEventListener('abort', changed);
  try {
    while (!signal?.aborted) {
      if (!dirty) await new Promise<void>((resolve) => (wake = resolve));
      dirty = false;
      const now = copyOf(draft);
      yield now;
      if (now.state !== 'running') return;
      await pause(running);
    }
  } finally {
    listeners.delete(changed);
    signal?.removeEventListener('abort', changed);
  }
}

/** Waits between two looks of a watcher, but not past the operation's end. */
function pause({ draft, listeners }: Running): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      listeners.delete(whenEnded);
      resolve();
    };
    const whenEnded = () => draft.finishedAt !== null && done();
    const timer = setTimeout(done, WATCH_EVERY_MS);
    listeners.add(whenEnded);
    whenEnded();
  });
}
