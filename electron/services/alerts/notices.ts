import { randomUUID } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { AlertNotice } from '../../../shared/contract/alert.ts';
import { newestOf } from '../live/poller.ts';
import type { ChangeBus } from '../platform/events/change-bus.ts';
import { lockContent, takeFile } from '../platform/files/exclusive-file.ts';
import { orNull } from '../platform/files/file-errors.ts';
import { watchFolder } from '../platform/files/watch-folder.ts';
import { watchStamp } from '../platform/files/watch-stamp.ts';
import { desktopFolder } from '../platform/home/paths.ts';
import { changeAlertState, readAlertState, statePath } from './alert-files.ts';

/** How often the state file is checked where changes by other clients are not reported. */
const POLL_INTERVAL_MS = 1000;

/**
 * Yields new notices, each to exactly one listener among all clients: the holder of the lock delivers what is not
 * delivered yet. A holder that dies loses the lock, and another listener takes over.
 */
export async function* notices(home: string, signal?: AbortSignal): AsyncGenerator<AlertNotice> {
  const lock = join(desktopFolder(home), 'notify.lock');
  // Alerts raised before the first listener are visible in the list of alerts.
  const earlier = new Set((await readAlertState(home)).notices.map(({ id }) => id));
  const undelivered = async () => {
    const { notices: all, told } = await readAlertState(home);
    return all.filter(({ id }) => !earlier.has(id) && !told.includes(id));
  };
  let last = '';
  const checks = newestOf<null>(signal);
  const endWatch = watchFolder(desktopFolder(home), POLL_INTERVAL_MS, () => checks.put(null));
  try {
    for await (const _ of checks.values()) {
      const now = await stampOf(home);
      if (now === last || signal?.aborted) continue;
      if ((await undelivered()).length === 0) last = now;
      else if ((await takeFile(lock, await lockContent('notify'), randomUUID())) === null) {
        try {
          for (const notice of await undelivered()) {
            yield notice;
            await changeAlertState(home, (before) => [{ ...before, told: [...before.told, notice.id] }, null]);
          }
        } finally {
          await rm(lock, { force: true });
        }
      }
    }
  } finally {
    endWatch();
  }
}

/** Emits a change when another client changes the alerts. @returns a function that stops it */
export function watchAlertState(home: string, bus: Pick<ChangeBus, 'emit'>): () => void {
  return watchStamp(
    desktopFolder(home),
    () => stampOf(home),
    POLL_INTERVAL_MS,
    () => bus.emit({ noun: 'alerts', id: null }),
  );
}

/** Differs for each version: every change replaces the file. */
async function stampOf(home: string): Promise<string> {
  const found = await orNull(stat(statePath(home)));
  return found ? `${found.ino} ${found.mtimeMs}` : '';
}
