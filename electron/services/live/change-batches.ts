import { setTimeout as sleep } from 'node:timers/promises';
import type { Change } from '../../../shared/contract/live.ts';
import type { ChangeBus } from '../platform/events/change-bus.ts';

/** The transports have no back-pressure, so the rate and the size of batches bound what a slow client must take. */
const BATCH_EVERY_MS = 50;
const BATCH_SIZE = 100;

/** Batches of changes, each change at most once per batch. Ends when the signal is aborted. */
export async function* changeBatches(
  bus: ChangeBus,
  signal?: AbortSignal,
): AsyncGenerator<{ items: Change[]; dropped: number }> {
  const pending = new Map<string, Change>();
  let dropped = 0;
  let wake = () => {};
  const stopListening = bus.listen((change) => {
    const key = `${change.noun} ${change.id ?? ''}`;
    if (pending.has(key)) return;
    if (pending.size < BATCH_SIZE) pending.set(key, change);
    else dropped += 1;
    wake();
  });
  const onAbort = () => wake();
  signal?.addEventListener('abort', onAbort);
  try {
    while (!signal?.aborted) {
      if (pending.size === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      const batch = { items: [...pending.values()], dropped };
      pending.clear();
      dropped = 0;
      yield batch;
      await sleep(BATCH_EVERY_MS);
    }
  } finally {
    stopListening();
    signal?.removeEventListener('abort', onAbort);
  }
}
