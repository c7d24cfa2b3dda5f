import { randomUUID } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AlertNotice } from '../../../shared/contract/alert.ts';
import type { ChangeBus } from '../platform/events/change-bus.ts';
import { lockContent, takeFile } from '../platform/files/exclusive-file.ts';
import { orNull } from '../platform/files/file-errors.ts';
import { desktopFolder } from '../platform/home/paths.ts';
import { changeAlertState, readAlertState, statePath } from './alert-files.ts';

/** How often it is looked whether a face has raised, ended or told one, ms. */
const LOOK_EVERY_MS = 1000;

/**
 * What is to be notified from now on, to one of all that listen in whatever face: whoever holds the lock tells what
 * is not told yet. One that dies meanwhile loses the lock, and another tells it.
 */
export async function* notices(home: string, signal?: AbortSignal): AsyncGenerator<AlertNotice> {
  const lock = join(desktopFolder(home), 'notify.lock');
  // What was raised before somebody listened is shown where alerts are shown.
  const old = new Set((await readAlertState(home)).notices.map(({ id }) => id));
  const untold = async () => {
    const { notices: all, told } = await readAlertState(home);
    return all.filter(({ id }) => !old.has(id) && !told.includes(id));
  };
  let seen = '';
  while (!signal?.aborted) {
    await sleep(LOOK_EVERY_MS, undefined, signal && { signal }).catch(() => undefined);
    const now = await stampOf(home);
    if (now === seen || signal?.aborted) continue;
    if ((await untold()).length === 0) seen = now;
    else if ((await takeFile(lock, await lockContent('notify'), randomUUID())) === null) {
      try {
        for (const notice of await untold()) {
          yield notice;
          await changeAlertState(home, (before) => [{ ...before, told: [...before.told, notice.id] }, null]);
        }
      } finally {
        await rm(lock, { force: true });
      }
    }
  }
}

/** Tells of other faces' alerts, while somebody looks. Returns how to stop. */
export function watchAlertState(home: string, bus: Pick<ChangeBus, 'emit'>): () => void {
  let seen: string | null = null;
  const look = async () => {
    const now = await stampOf(home);
    if (seen !== null && now !== seen) bus.emit({ noun: 'alerts', id: null });
    seen = now;
  };
  const timer = setInterval(() => void look().catch(() => undefined), LOOK_EVERY_MS);
  return () => clearInterval(timer);
}

/** Another for each content: the file is replaced at every change. */
async function stampOf(home: string): Promise<string> {
  const found = await orNull(stat(statePath(home)));
  return found ? `${found.ino} ${found.mtimeMs}` : '';
}
