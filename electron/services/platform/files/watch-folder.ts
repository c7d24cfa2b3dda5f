import { type FSWatcher, statSync, watch } from 'node:fs';
import { basename } from 'node:path';
import { isOnLocalDisk } from './file-answers.ts';

/** How often a watched folder is checked in addition, in case an event was lost. */
const CHECK_INTERVAL_MS = 5000;
/** Events within this time cause one call. */
const GATHER_MS = 20;

/**
 * Calls back after any process, of any user, creates, changes or removes a file in a folder, and now and then without
 * a change. Linux reports these changes for its own disks. In all other cases the folder is polled: on network mounts and
 * other systems, while the folder is missing, and when the system has no watches left.
 * @param pollMs how often to call back where changes are not reported
 * @returns a function that stops it
 */
export function watchFolder(folder: string, pollMs: number, onChange: () => void): () => void {
  let watched: { readonly watcher: FSWatcher; readonly identity: string } | null = null;
  let isGathering = false;
  let hasEnded = false;
  let timer: NodeJS.Timeout | undefined;

  const unwatch = () => {
    watched?.watcher.close();
    watched = null;
  };

  const schedule = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void check(), ms);
    timer.unref();
  };

  const open = async () => {
    const identity = identityOf(folder);
    if (watched?.identity === identity) return;
    unwatch();
    if (identity === null || !(await isOnLocalDisk(folder)) || hasEnded) return;
    try {
      const watcher = watch(folder, { persistent: false }, (_, name) => {
        // The folder itself was removed or moved. A new one may get the same inode.
        if (name === basename(folder)) unwatch();
        if (!isGathering) schedule(GATHER_MS);
        isGathering = true;
      });
      watcher.on('error', unwatch);
      watched = { watcher, identity };
    } catch {
      // The system has no watches left.
    }
  };

  const check = async () => {
    isGathering = false;
    await open();
    if (hasEnded) return;
    onChange();
    if (!isGathering) schedule(watched ? CHECK_INTERVAL_MS : pollMs);
  };

  void check();
  return () => {
    hasEnded = true;
    clearTimeout(timer);
    unwatch();
  };
}

/** Null for a missing folder. */
function identityOf(folder: string): string | null {
  try {
    const found = statSync(folder, { throwIfNoEntry: false });
    return found ? `${found.dev} ${found.ino} ${found.birthtimeMs}` : null;
  } catch {
    return null;
  }
}
