import { readdirSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MAIN } from '../../../../shared/contract/names.ts';
import { instanceId } from '../../../../shared/contract/values.ts';
import type { ChangeBus } from '../../platform/events/change-bus.ts';
import { orNull } from '../../platform/files/file-errors.ts';
import type { Environment } from '../../platform/home/environment.ts';
import { instancePaths } from '../../platform/home/paths.ts';

const POLL_EVERY_MS = 3000;

/** Main and every id with a folder, because backups outlive their instance. */
export async function idsWithBackups(environment: Environment): Promise<readonly string[]> {
  const names = (await orNull(readdir(join(environment.home, 'clients')))) ?? [];
  return [MAIN, ...names.filter((name) => name !== MAIN && instanceId.safeParse(name).success)];
}

/**
 * Emits a change when files are added to a backups folder or removed from it by another client, a script or a user.
 * A poll is one system call per folder, less than a turn of Node's thread pool. Changes inside a file are found when
 * the list is read.
 * @returns a function that stops the poll
 */
export function watchBackupFolders(environment: Environment, bus: ChangeBus, everyMs = POLL_EVERY_MS): () => void {
  const poll = () => new Map(idsNow(environment).map((id) => [id, changedAt(environment, id)]));
  let times = poll();
  const timer = setInterval(() => {
    const before = times;
    times = poll();
    for (const [id, at] of times) if (before.get(id) !== at) bus.emit({ noun: 'backups', id });
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

function idsNow({ home }: Environment): readonly string[] {
  try {
    return [MAIN, ...readdirSync(join(home, 'clients')).filter((name) => instanceId.safeParse(name).success)];
  } catch {
    // There are no tenants, or the folder cannot be read, which the list of backups reports.
    return [MAIN];
  }
}

function changedAt(environment: Environment, id: string): number {
  try {
    return statSync(instancePaths(environment, id).backups, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  } catch {
    return 0;
  }
}
