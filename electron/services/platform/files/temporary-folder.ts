import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identifyProcess } from '../process/process-identity.ts';

const PREFIX = 'vrooli-redis-';
const folderName = new RegExp(`^${PREFIX}(\\d+)-`);

/**
 * A folder for what lasts no longer than this process, 0700. Not in the home: a socket's path may have 108 bytes, the
 * home's may be longer.
 */
export function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
}

/** Removes those whose process was killed: a `redis.conf` with a password may be in them. Others' are left alone. */
export async function clearTemporaryFolders(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(folderName.exec(name)?.[1] ?? 0);
    if (pid === 0 || (await identifyProcess(pid)) !== null) continue;
    await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined);
  }
}
