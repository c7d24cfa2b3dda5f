import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, type TestContext, test } from 'vitest';
import { loadTestImage, useDockerHome } from '../integration/docker-fixture.ts';
import { useBackupHome } from '../support/backup-home.ts';
import { fillDataset } from '../support/dataset.ts';
import { describeNeeding } from '../support/needs.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { runManage } from '../support/run-manage.ts';
import { mountSmallDisk, type SmallDisk } from '../support/small-disk.ts';
import type { TestHome } from '../support/test-home.ts';
import { useTestHome } from '../support/use-test-home.ts';
import { remains } from './remains.ts';

/** A disk of 2 MB for the calling test. */
async function useSmallDisk(context: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), `vt-${process.env.TEST_RUN_ID ?? 'run'}-disk-`));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return { folder, ...(await mountSmallDisk(context, folder, 2)) };
}

/** Installs with increasing space until it suffices. Each failed try gives one clear error and creates nothing. */
async function installsOnceThereIsRoom(home: TestHome, disk: SmallDisk, runtime: string): Promise<void> {
  const install = ['--action', 'install', '--runtime', runtime, '--json'];
  const blocksTried: number[] = [];
  for (let blocks = 0; blocks < 40; blocks++) {
    await disk.leaveFree(blocks);
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
  await disk.empty();
  const removed = await runManage(['--action', 'uninstall', '--remove-data', 'yes', '--yes', 'yes'], home.env);
  expect(removed.code).toBe(0);
}

describeNeeding(['redis', 'linux', 'root'], 'a disk that is full', () => {
  test('a comparison with live and the first history of a key › say that the disk is full', async (context) => {
    const { home, backUp } = await useBackupHome();
    await fillDataset(home.port, 200);
    await backUp('before', { verify: false });
    for (const name of ['keyspace', 'key-history']) {
      const disk = await mountSmallDisk(context, join(home.path, 'redis', 'desktop', name), 1);
      await disk.leaveFree(0);
    }
    const compared = await runInProcess(['compare', '--backup-name', 'before', '--json'], home.env);
    expect([compared.code, compared.json()]).toMatchObject([1, { error: { code: 'DISK_FULL' } }]);
    const shown = await runInProcess(['key-history', '--prefix', 'no such', '--json'], home.env);
    expect(`${shown.stdout}${shown.stderr}`).toMatch(/The disk that holds \S+ is full/);
  });

  test('installing a process fails and leaves nothing', async (context) => {
    const disk = await useSmallDisk(context);
    const home = await useTestHome({ docker: false, parent: disk.folder });
    await installsOnceThereIsRoom(home, disk, 'process');
  });
});

describeNeeding(['docker', 'linux', 'root'], 'a disk that is full', () => {
  test('installing a container fails and leaves nothing', async (context) => {
    const disk = await useSmallDisk(context);
    const docker = await useDockerHome({ parent: disk.folder });
    await loadTestImage(docker);
    const { home, image } = docker;
    await installsOnceThereIsRoom({ ...home, env: { ...home.env, REDIS_IMAGE: image } }, disk, 'docker');
  });
});
