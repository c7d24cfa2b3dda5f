import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, type TestContext, test } from 'vitest';
import { loadTestImage, useDockerHome } from '../integration/docker-fixture.ts';
import { describeNeeding } from '../support/needs.ts';
import { runManage } from '../support/run-manage.ts';
import { runProgram } from '../support/run-program.ts';
import type { TestHome } from '../support/test-home.ts';
import { useTestHome } from '../support/use-test-home.ts';
import { remains } from './remains.ts';

/** A disk of 2 MB for the calling test, if this machine allows mounting one. */
async function useSmallDisk(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `vt-${process.env.TEST_RUN_ID ?? 'run'}-disk-`));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const { code, stderr } = await runProgram('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder]);
  if (code !== 0) context.skip(`this machine lets nobody mount a small disk: ${stderr.trim()}`);
  onTestFinished(async () => void (await runProgram('umount', [folder])));
  return folder;
}

/** Fills the disk except for a number of 4 kB blocks. */
async function leaveFree(disk: string, blocks: number): Promise<void> {
  const filler = join(disk, 'filler');
  await rm(filler, { force: true });
  const { bavail, bsize } = await statfs(disk);
  await writeFile(filler, Buffer.alloc((bavail - blocks) * bsize));
}

/** Installs with increasing space until it suffices. Each failed try gives one clear error and creates nothing. */
async function installsOnceThereIsRoom(home: TestHome, disk: string, runtime: string): Promise<void> {
  const install = ['--action', 'install', '--runtime', runtime, '--json'];
  const blocksTried: number[] = [];
  for (let blocks = 0; blocks < 40; blocks++) {
    await leaveFree(disk, blocks);
    const result = await runManage(install, home.env);
    if (result.code === 0) {
      expect(result.json()).toMatchObject({ state: 'running' });
      break;
    }
    blocksTried.push(blocks);
    expect([result.code, result.json()]).toEqual([
      1,
      { error: { code: 'DISK_FULL', data: expect.anything(), message: expect.stringMatching(/^The disk .* is full/) } },
    ]);
    expect(await remains(home)).toEqual([]);
  }
  expect(blocksTried).toContain(0);
  expect(blocksTried.length).toBeGreaterThan(1);
  // A server that cannot save its keys refuses to end.
  await rm(join(disk, 'filler'));
  const removed = await runManage(['--action', 'uninstall', '--remove-data', 'yes', '--yes', 'yes'], home.env);
  expect(removed.code).toBe(0);
}

describeNeeding(['redis', 'linux', 'root'], 'a disk that is full', () => {
  test('installing a process fails and leaves nothing', async (context) => {
    const disk = await useSmallDisk(context);
    const home = await useTestHome({ docker: false, parent: disk });
    await installsOnceThereIsRoom(home, disk, 'process');
  });
});

describeNeeding(['docker', 'linux', 'root'], 'a disk that is full', () => {
  test('installing a container fails and leaves nothing', async (context) => {
    const disk = await useSmallDisk(context);
    const docker = await useDockerHome({ parent: disk });
    await loadTestImage(docker);
    const { home, image } = docker;
    await installsOnceThereIsRoom({ ...home, env: { ...home.env, REDIS_IMAGE: image } }, disk, 'docker');
  });
});
