import type { Operation } from '../../../../shared/contract/operations.ts';
import { copyOf, type Running } from './running.ts';

const WATCH_INTERVAL_MS = 50;

/** Yields the operation after each change. The last value is the ended operation. */
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
      const current = copyOf(draft);
      yield current;
      if (current.state !== 'running') return;
      await pause(running);
    }
  } finally {
    listeners.delete(changed);
    signal?.removeEventListener('abort', changed);
  }
}

/** Waits for the interval between two values, or until the operation ends. */
function pause({ draft, listeners }: Running): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      listeners.delete(doneIfEnded);
      resolve();
    };
    const doneIfEnded = () => draft.finishedAt !== null && done();
    const timer = setTimeout(done, WATCH_INTERVAL_MS);
    listeners.add(doneIfEnded);
    doneIfEnded();
  });
}
