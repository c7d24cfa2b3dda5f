import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identifyProcess } from '../process/process-identity.ts';

const PREFIX = 'vrooli-redis-';
const folderName = new RegExp(`^${PREFIX}(\\d+)-`);

/**
 * A folder for files that live as long as this process, 0700. Outside of the home, because the path of a socket is
 * limited to 108 bytes and the home's path may be longer.
 */
export function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
}

/** Removes the folders of dead processes, which may hold a `redis.conf` with a password. */
export async function clearTemporaryFolders(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(folderName.exec(name)?.[1] ?? 0);
    if (pid === 0 || (await identifyProcess(pid)) !== null) continue;
    await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined);
  }
}
