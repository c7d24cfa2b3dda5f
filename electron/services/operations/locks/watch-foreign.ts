import type { ChangeBus } from '../../platform/events/change-bus.ts';
import { heldOperations } from './instance-lock.ts';

/** How often the lock files are looked at while a view is open, ms. */
const LOOK_EVERY_MS = 500;

/** Tells the bus of operations that other faces begin, carry on and end on this home. Returns how to stop. */
export function watchForeignOperations(home: string, bus: ChangeBus): () => void {
  let before = new Map<string, { readonly seen: string; readonly instance: string }>();
  const look = async () => {
    const held = (await heldOperations(home)).filter((operation) => operation.pid !== process.pid);
    const now = new Map(
      held.map((operation) => [operation.id, { seen: JSON.stringify(operation), instance: operation.instance }]),
    );
    for (const [id, { seen }] of now) {
      if (before.get(id)?.seen !== seen) bus.emit({ noun: 'operations', id });
    }
    for (const [id, { instance }] of before) {
      if (now.has(id)) continue;
      bus.emit({ noun: 'operations', id });
      bus.emit({ noun: 'instances', id: instance });
    }
    before = now;
  };
  const timer = setInterval(() => void look().catch(() => undefined), LOOK_EVERY_MS);
  return () => clearInterval(timer);
}
