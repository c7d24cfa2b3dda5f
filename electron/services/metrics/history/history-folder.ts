import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { orNull } from '../../platform/files/file-errors.ts';
import { ensureFolder } from '../../platform/home/ensure-folder.ts';
import { metricsFolder } from '../../platform/home/paths.ts';

/** The folder name of the history within a destroyed tenant's folder. */
const KEPT_NAME = 'metrics-history';

/** Moves an instance's history into the folder of its deleted data, so that both are restored or deleted together. */
export async function setHistoryAside(home: string, id: string, folder: string): Promise<void> {
  const own = join(metricsFolder(home), id);
  // Without a recorder most tenants have no history; skip the asynchronous call then.
  if (existsSync(own)) await orNull(rename(own, join(folder, KEPT_NAME)));
}

/** Moves the history back, replacing any sample that was written after the deletion. */
export async function bringHistoryBack(home: string, id: string, folder: string): Promise<void> {
  ensureFolder(metricsFolder(home));
  const place = join(metricsFolder(home), id);
  await rm(place, { recursive: true, force: true });
  await orNull(rename(join(folder, KEPT_NAME), place));
}
