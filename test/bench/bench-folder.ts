import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Later } from './row.ts';

/** A folder for large files of a row. It has the name of the run, so that a killed run leaves it to the sweep. */
export async function benchFolder(later: Later): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `vt-${process.env.TEST_RUN_ID ?? 'run'}-bench-`));
  later(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
