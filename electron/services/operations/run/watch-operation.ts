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
      // With the warnings of the work after it, and so that the next operation finds its lock released.
      if (draft.state !== 'running') await untilEnded(running, signal);
      if (signal?.aborted) return;
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

async function untilEnded({ ended }: Running, signal: AbortSignal | undefined): Promise<void> {
  let stop = () => {};
  const aborted = new Promise<void>((resolve) => (stop = resolve));
  signal?.addEventListener('abort', stop);
  await Promise.race([ended, aborted]);
  signal?.removeEventListener('abort', stop);
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
