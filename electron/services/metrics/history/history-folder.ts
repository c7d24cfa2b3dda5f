import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { orNull } from '../../platform/files/file-errors.ts';
import { metricsFolder } from '../../platform/home/paths.ts';

/** The name of a history in the folder of a tenant that was destroyed. */
const ASIDE = 'metrics-history';

/** Puts an instance's history into a folder that is kept aside, so that it comes back, or goes, with that. */
export async function setHistoryAside(home: string, id: string, folder: string): Promise<void> {
  const own = join(metricsFolder(home), id);
  // Most tenants have none, where nothing records: then nothing is waited for.
  if (existsSync(own)) await orNull(rename(own, join(folder, ASIDE)));
}

/** Takes it out of the folder that was put back. A tick that was written after the end makes room. */
export async function bringHistoryBack(home: string, id: string, folder: string): Promise<void> {
  await mkdir(metricsFolder(home), { recursive: true, mode: 0o700 });
  const place = join(metricsFolder(home), id);
  await rm(place, { recursive: true, force: true });
  await orNull(rename(join(folder, ASIDE), place));
}
