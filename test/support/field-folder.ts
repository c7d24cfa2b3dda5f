import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Writes files into a folder that is deleted when the test ends. */
export async function fieldFolder(): Promise<(name: string, data: Buffer | string) => Promise<string>> {
  const folder = await mkdtemp(join(tmpdir(), `vt-${process.env.TEST_RUN_ID ?? 'run'}-field-`));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return async (name, data) => {
    const path = join(folder, name);
    await writeFile(path, data);
    return path;
  };
}
