import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Later } from './row.ts';

/** A folder for a row's large files. Its name contains the run's id, so that the sweep finds it after a killed run. */
export async function benchFolder(later: Later): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `vt-${process.env.TEST_RUN_ID ?? 'run'}-bench-`));
  later(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
