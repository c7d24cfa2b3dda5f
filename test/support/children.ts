import type { ChildProcess } from 'node:child_process';

/** Child processes that tests started and that have not ended: the leak check reads it. */
export const openChildren = new Map<ChildProcess, string>();

/** Remembers a child until it has ended. */
export function track(child: ChildProcess, name: string): void {
  openChildren.set(child, name);
  child.once('close', () => openChildren.delete(child));
}

/** Ends a child with a signal and waits until it is gone. Safe to call when it has ended. */
export function endChild(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (!openChildren.has(child)) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('close', () => resolve());
    child.kill(signal);
  });
}
