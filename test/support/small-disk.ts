import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished, type TestContext } from 'vitest';
import { runProgram } from './run-program.ts';

/** A small disk in memory. */
export interface SmallDisk {
  /** Fills it except for a number of 4 KB blocks. */
  leaveFree(blocks: number): Promise<void>;
  /** Deletes what fills it. */
  empty(): Promise<void>;
}

/**
 * Mounts a small disk at a folder for the calling test. Skips the test on a machine that does not allow it.
 * @param megabytes its size
 */
export async function mountSmallDisk(context: TestContext, folder: string, megabytes: number): Promise<SmallDisk> {
  await mkdir(folder, { recursive: true });
  const options = `size=${megabytes}m,mode=700`;
  const { code, stderr } = await runProgram('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
  if (code !== 0) context.skip(`this machine lets nobody mount a small disk: ${stderr.trim()}`);
  onTestFinished(async () => void (await runProgram('umount', [folder])));
  const filler = join(folder, 'filler');
  const empty = () => rm(filler, { force: true });
  return {
    empty,
    async leaveFree(blocks) {
      await empty();
      const { bavail, bsize } = await statfs(folder);
      await writeFile(filler, Buffer.alloc((bavail - blocks) * bsize));
    },
  };
}
