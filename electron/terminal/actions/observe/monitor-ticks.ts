import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Yields immediately and then every `everyMs`, until the signal aborts. Each tick is timed from the planned time of the
 * one before, so that delays do not add up; ticks that passed while the consumer was busy are skipped.
 */
export async function* ticks(everyMs: number, signal: AbortSignal): AsyncGenerator<void> {
  let due = performance.now();
  while (!signal.aborted) {
    const wait = due - performance.now();
    // The loop detects an aborted wait.
    if (wait > 0) await sleep(wait, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    yield;
    due = nextDue(due, performance.now(), everyMs);
  }
}

/** When the next tick is due, counted from the planned time of the last one; always in the future. All in ms. */
export function nextDue(due: number, now: number, everyMs: number): number {
  const late = Math.max(0, now - due);
  return due + (Math.floor(late / everyMs) + 1) * everyMs;
}
