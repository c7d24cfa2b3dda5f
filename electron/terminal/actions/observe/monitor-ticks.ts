import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Yields at once and then every `everyMs`, until the signal is aborted. Each tick is counted from when the one before
 * was due, so that delays do not add up; ticks that passed while the consumer was busy are left out.
 */
export async function* ticks(everyMs: number, signal: AbortSignal): AsyncGenerator<void> {
  let due = performance.now();
  while (!signal.aborted) {
    const wait = due - performance.now();
    // A wait that is cut short is seen by the loop.
    if (wait > 0) await sleep(wait, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    yield;
    due = nextDue(due, performance.now(), everyMs);
  }
}

/** When the next tick is due, counted from the one that was; in the future always. All in ms. */
export function nextDue(due: number, now: number, everyMs: number): number {
  const late = Math.max(0, now - due);
  return due + (Math.floor(late / everyMs) + 1) * everyMs;
}
