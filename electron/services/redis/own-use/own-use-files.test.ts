import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { useTestHome } from '../../../../test/support/use-test-home.ts';
import { createOwnUseFiles, type OwnUse, totalOf } from './own-use-files.ts';

const RUN = 'run';
const use = (commands: number, at: number): OwnUse => ({
  ...{ counts: { commands, hits: 1, misses: 0 }, forgotten: null, perSecond: null, at },
});

/** A file as a process leaves it that has ended: no process has such an id. */
async function leaveFile(folder: string, pid: number, one: OwnUse): Promise<void> {
  const text = JSON.stringify({ process: { pid, began: '1' }, runs: { [RUN]: one }, ahead: 8 });
  await writeFile(join(folder, `${pid}-1.json`), text);
}

describe('own use files', () => {
  test('own use files › processes have ended › added up in one file, what they had ahead is left out', async () => {
    const home = await useTestHome({ docker: false });
    const folder = join(home.path, 'redis/desktop/own-use');
    await mkdir(folder, { recursive: true });
    await leaveFile(folder, 4_000_001, use(10, 1));
    await leaveFile(folder, 4_000_002, use(20, 2));
    const files = createOwnUseFiles(home.path);
    expect(totalOf(files.others(RUN, performance.now()))).toEqual({ commands: 46, hits: 2, misses: 0 });
    await files.publish({ [RUN]: use(5, 3) }, 8);
    expect(totalOf(files.others(RUN, performance.now()))).toEqual({ commands: 30, hits: 2, misses: 0 });
    expect((await readdir(folder)).filter((name) => name.startsWith('4'))).toEqual([]);
    expect(totalOf(createOwnUseFiles(home.path).others(RUN, performance.now())).commands).toBe(30);
  });

  test('own use files › a process ended just now › left for Redis’s mean of the last moments', async () => {
    const home = await useTestHome({ docker: false });
    const folder = join(home.path, 'redis/desktop/own-use');
    await mkdir(folder, { recursive: true });
    await leaveFile(folder, 4_000_001, use(10, Date.now()));
    const files = createOwnUseFiles(home.path);
    await files.publish({ [RUN]: use(5, 3) }, 0);
    expect(await readdir(folder)).toContain('4000001-1.json');
  });

  test('own use files › one is damaged, or the folder is a file › the others count', async () => {
    const home = await useTestHome({ docker: false });
    const folder = join(home.path, 'redis/desktop/own-use');
    await mkdir(folder, { recursive: true });
    await leaveFile(folder, 4_000_001, use(10, Date.now()));
    await writeFile(join(folder, '4000002-1.json'), '{"process":');
    const files = createOwnUseFiles(home.path);
    expect(totalOf(files.others(RUN, performance.now())).commands).toBe(18);
    const other = await useTestHome({ docker: false });
    await mkdir(join(other.path, 'redis/desktop'), { recursive: true });
    await writeFile(join(other.path, 'redis/desktop/own-use'), '');
    const none = createOwnUseFiles(other.path);
    await none.publish({ [RUN]: use(5, 3) }, 8);
    expect(none.others(RUN, performance.now())).toEqual([]);
  });
});
