import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import {
  type Alert,
  type AlertNotice,
  type AlertSettings,
  alert,
  alertNotice,
  alertSettings,
} from '../../../shared/contract/alert.ts';
import { replaceFile } from '../platform/files/durable-write.ts';
import { lockContent, takeFile } from '../platform/files/exclusive-file.ts';
import { readJsonState } from '../platform/files/json-state.ts';
import { writeKeepingPrevious } from '../platform/files/previous-file.ts';
import { isUnreadable } from '../platform/files/state-file.ts';
import { ensureFolder } from '../platform/home/ensure-folder.ts';
import { desktopFolder } from '../platform/home/paths.ts';
import { defaultAlertSettings } from './defaults.ts';

/** Active alerts and recent notices. Not written durably: after a crash the next samples rebuild it. */
export interface AlertState {
  readonly active: readonly Alert[];
  /** Newest last. */
  readonly notices: readonly AlertNotice[];
  /** Ids of the notices that a client has shown. */
  readonly told: readonly string[];
  /** Alerts raised during the current quiet hours, each once. */
  readonly quiet: readonly Pick<Alert, 'id' | 'title'>[];
  /** Start time of the latest run of each schedule that was seen. */
  readonly runs: Readonly<Record<string, string>>;
}

const MAX_NOTICES = 50;
const emptyState: AlertState = { active: [], notices: [], told: [], quiet: [], runs: {} };
const state = z.object({
  active: z.array(alert),
  notices: z.array(alertNotice),
  told: z.array(z.string()).default([]),
  quiet: z.array(alert.pick({ id: true, title: true })).default([]),
  runs: z.record(z.string(), z.string()),
});

const settingsPath = (home: string) => join(desktopFolder(home), 'alerts.json');
export const statePath = (home: string) => join(desktopFolder(home), 'alerts-now.json');

/** The alert rules of this home. An unreadable file or one of another version yields the defaults: alerts keep working. */
export async function readAlertSettings(home: string): Promise<AlertSettings> {
  return (await read(settingsPath(home), (value) => alertSettings.parse(value))) ?? defaultAlertSettings;
}

export async function writeAlertSettings(home: string, next: AlertSettings): Promise<void> {
  ensureFolder(desktopFolder(home));
  await writeKeepingPrevious(settingsPath(home), `${JSON.stringify(next, null, 2)}\n`);
}

export async function readAlertState(home: string): Promise<AlertState> {
  return (await read(statePath(home), (value): AlertState => state.parse(value))) ?? emptyState;
}

/** Changes the state under a lock. A holder needs only milliseconds, so others wait for it. */
export async function changeAlertState<T>(
  home: string,
  change: (before: AlertState) => readonly [AlertState, T],
): Promise<T> {
  ensureFolder(desktopFolder(home));
  const lock = join(desktopFolder(home), 'alerts.lock');
  while (await takeFile(lock, await lockContent('alerts'), randomUUID())) await sleep(10);
  try {
    const before = await readAlertState(home);
    const [next, result] = change(before);
    if (next !== before) {
      const notices = next.notices.slice(-MAX_NOTICES);
      const told = next.told.filter((id) => notices.some((notice) => notice.id === id));
      await replaceFile(statePath(home), JSON.stringify({ ...next, notices, told }));
    }
    return result;
  } finally {
    await rm(lock, { force: true });
  }
}

/** Alerts keep working when the file is unreadable; diagnose reports it. */
async function read<T>(path: string, parse: (value: unknown) => T): Promise<T | null> {
  return readJsonState(path, parse).catch((error: unknown) => {
    if (isUnreadable(error)) return null;
    throw error;
  });
}
