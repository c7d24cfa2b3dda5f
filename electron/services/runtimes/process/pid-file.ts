import { lstatSync, rmSync } from 'node:fs';
import { createFileCache } from '../../platform/files/file-cache.ts';
import { isUnreadable } from '../../platform/files/state-file.ts';

/** Removes the pid file of the previous run, so that its presence shows when the new server listens. */
export function removePidFile(path: string): void {
  try {
    // Leave anything but a regular file to the user.
    if (lstatSync(path, { throwIfNoEntry: false })?.isFile()) rmSync(path, { force: true });
  } catch {
    // The start then takes a little longer.
  }
}

const pidFiles = createFileCache((text) => text.trim());

/** The pid in a file that the server itself writes, also if the user started it by hand; null without one. */
export async function pidFromFile(path: string): Promise<number | null> {
  const text = await pidFiles.read(path).catch((error: unknown) => {
    if (isUnreadable(error)) return null;
    throw error;
  });
  const pid = Number(text);
  return Number.isInteger(pid) && pid > 1 ? pid : null;
}
