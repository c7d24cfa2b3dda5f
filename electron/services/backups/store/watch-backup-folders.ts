import { readdirSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MAIN } from '../../../../shared/contract/names.ts';
import { instanceId } from '../../../../shared/contract/values.ts';
import type { ChangeBus } from '../../platform/events/change-bus.ts';
import { orNull } from '../../platform/files/file-errors.ts';
import type { Environment } from '../../platform/home/environment.ts';
import { instancePaths } from '../../platform/home/paths.ts';

/** Between two looks, ms. */
const LOOK_EVERY_MS = 3000;

/** Main, and whoever has a folder: backups outlive their instance. */
export async function idsWithBackups(environment: Environment): Promise<readonly string[]> {
  const names = (await orNull(readdir(join(environment.home, 'clients')))) ?? [];
  return [MAIN, ...names.filter((name) => name !== MAIN && instanceId.safeParse(name).success)];
}

/**
 * Says when files came into a backups folder or went, whoever it was: another face, a script, a hand. A look is one
 * call a folder, less than a turn of Node's thread pool; what changes inside a file is seen when the list is read.
 * Returns how to end that.
 */
export function watchBackupFolders(environment: Environment, bus: ChangeBus, everyMs = LOOK_EVERY_MS): () => void {
  const look = () => new Map(idsNow(environment).map((id) => [id, changedAt(environment, id)]));
  let seen = look();
  const timer = setInterval(() => {
    const before = seen;
    seen = look();
    for (const [id, at] of seen) if (before.get(id) !== at) bus.emit({ noun: 'backups', id });
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

function idsNow({ home }: Environment): readonly string[] {
  try {
    return [MAIN, ...readdirSync(join(home, 'clients')).filter((name) => instanceId.safeParse(name).success)];
  } catch {
    // There are no tenants; and a folder that cannot be read is told by whoever needs it.
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
