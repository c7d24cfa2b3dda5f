import { readlinkSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

/** Of this thread: each has its own copy of this module. */
let isLow = false;

/** Whether this thread runs only when no other program wants its processor. */
export function hasLowPriority(): boolean {
  return isLow;
}

/**
 * Lets other programs run before this thread, and with it before the Redis server that it reads from. Linux only: each
 * of its threads has its own priority (setpriority(2), "NOTES"), and other systems have none per thread. It cannot be
 * raised again.
 */
export function lowerThreadPriority(): void {
  if (process.platform !== 'linux') return;
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    setPriority(thread, constants.priority.PRIORITY_LOW);
    isLow = true;
  } catch {
    // The work continues at normal priority.
  }
}
