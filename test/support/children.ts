import type { ChildProcess } from 'node:child_process';

/** Running child processes of tests, for the leak check. */
export const openChildren = new Map<ChildProcess, string>();

/** Registers a child until it has ended. */
export function track(child: ChildProcess, name: string): void {
  openChildren.set(child, name);
  child.once('close', () => openChildren.delete(child));
}

/** Sends a signal to a child and waits for its end. Safe to call after its end. */
export function endChild(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (!openChildren.has(child)) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('close', () => resolve());
    child.kill(signal);
  });
}
