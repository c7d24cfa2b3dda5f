import type { ChangeBus } from '../../platform/events/change-bus.ts';
import { watchFolder } from '../../platform/files/watch-folder.ts';
import { heldOperations, locksFolder } from './instance-lock.ts';

/** How often the locks are read where changes are not reported. */
const POLL_INTERVAL_MS = 500;

/** Emits a change when a client in another process starts, advances or ends an operation. Returns a function that stops it. */
export function watchForeignOperations(home: string, bus: ChangeBus): () => void {
  let previous = new Map<string, { readonly content: string; readonly instance: string }>();
  const poll = async () => {
    const held = (await heldOperations(home)).filter((operation) => operation.pid !== process.pid);
    const current = new Map(
      held.map((operation) => [operation.id, { content: JSON.stringify(operation), instance: operation.instance }]),
    );
    for (const [id, { content }] of current) {
      if (previous.get(id)?.content !== content) bus.emit({ noun: 'operations', id });
    }
    for (const [id, { instance }] of previous) {
      if (current.has(id)) continue;
      bus.emit({ noun: 'operations', id });
      bus.emit({ noun: 'instances', id: instance });
    }
    previous = current;
  };
  // One after the other: an older reading that ends last would report an ended operation as running.
  let reading: Promise<void> = Promise.resolve();
  return watchFolder(locksFolder(home), POLL_INTERVAL_MS, () => {
    reading = reading.then(poll).catch(() => undefined);
  });
}
