import type { ChangeBus } from '../../platform/events/change-bus.ts';
import { heldOperations } from './instance-lock.ts';

/** A poll, since file events are not available on every file system. */
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
  const timer = setInterval(() => void poll().catch(() => undefined), POLL_INTERVAL_MS);
  return () => clearInterval(timer);
}
