import { setTimeout as sleep } from 'node:timers/promises';
import type { Change } from '../../../shared/contract/live.ts';
import type { ChangeBus } from '../platform/events/change-bus.ts';

/** Between two batches, ms; and how many changes one holds at most. No transport here has back-pressure. */
const BATCH_EVERY_MS = 50;
const BATCH_SIZE = 100;

/** Changes as they come, the same one only once a batch. Ends when the signal is aborted. */
export async function* changeBatches(
  bus: ChangeBus,
  signal?: AbortSignal,
): AsyncGenerator<{ items: Change[]; dropped: number }> {
  const waiting = new Map<string, Change>();
  let dropped = 0;
  let wake = () => {};
  const unlisten = bus.listen((change) => {
    const key = `${change.noun} ${change.id ?? ''}`;
    if (waiting.has(key)) return;
    if (waiting.size < BATCH_SIZE) waiting.set(key, change);
    else dropped += 1;
    wake();
  });
  const onAbort = () => wake();
  signal?.addEventListener('abort', onAbort);
  try {
    while (!signal?.aborted) {
      if (waiting.size === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      const batch = { items: [...waiting.values()], dropped };
      waiting.clear();
      dropped = 0;
      yield batch;
      await sleep(BATCH_EVERY_MS);
    }
  } finally {
    unlisten();
    signal?.removeEventListener('abort', onAbort);
  }
}
