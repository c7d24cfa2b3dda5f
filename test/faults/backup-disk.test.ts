import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { expect, onTestFinished, type TestContext, test } from 'vitest';
import { type BackupHome, useBackupHome } from '../support/backup-home.ts';
import { fillDataset, readDataset } from '../support/dataset.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runProgram } from '../support/run-program.ts';
import { startServices } from '../support/start-services.ts';
import { thorough } from '../support/thorough.ts';
import { waitFor } from '../support/wait-for.ts';

/** A small disk for the calling test, if this machine allows mounting one. */
async function useDisk(context: TestContext, options: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `vt-${process.env.TEST_RUN_ID ?? 'run'}-disk-`));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const { code, stderr } = await runProgram('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
  if (code !== 0) context.skip(`a small disk cannot be mounted here: ${stderr.trim()}`);
  onTestFinished(async () => void (await runProgram('umount', ['-l', folder])));
  return folder;
}

/** Fills the disk except for some megabytes. */
async function leaveFree(disk: string, megabytes: number): Promise<void> {
  const filler = join(disk, 'filler');
  await rm(filler, { force: true });
  const { bavail, bsize } = await statfs(disk);
  await writeFile(filler, Buffer.alloc(Math.max(0, bavail * bsize - megabytes * 1024 ** 2)));
}

/** Writes keys that cannot be compressed. */
async function fillWithMegabytes(port: number, megabytes: number): Promise<void> {
  const redis = new Redis(port, '127.0.0.1');
  for (let key = 0; key < megabytes; key++) await redis.set(`big:${key}`, randomBytes(1024 ** 2));
  redis.disconnect();
}

/** The state that a failed operation must not change. */
async function stateOf({ home, services, data, backups }: BackupHome) {
  const visible = (names: string[]) => names.filter((name) => name !== 'filler').sort();
  return {
    dataset: await readDataset(home.port),
    data: visible(await readdir(data)),
    backups: visible(await readdir(backups)),
    listed: (await services.backups.list('main')).map(({ name, damaged }) => [name, damaged]),
  };
}

describeNeeding(['redis', 'linux', 'root'], 'backups › a full disk', () => {
  test('too little space › refused before the start with the needed and the free space', async (context) => {
    const disk = await useDisk(context, 'size=120m');
    const main = await useBackupHome({ parent: disk });
    const { home, services, backUp, restore, done } = main;
    await fillWithMegabytes(home.port, 16);
    await backUp('whole', { verify: false });
    const before = await stateOf(main);
    await leaveFree(disk, 30);
    const refused = {
      code: 'DISK_FULL',
      message: expect.stringMatching(/needs about \d+ MB and keeps 16 MB free; the disk .* has \d+ MB/),
      data: { needed: expect.any(Number), free: expect.any(Number) },
    };
    await expect(backUp('more', { verify: false })).rejects.toMatchObject(refused);
    await expect(restore('whole')).rejects.toMatchObject(refused);
    await leaveFree(disk, 20);
    await expect(done(services.backups.import('main', join(main.backups, 'whole.rdb')))).rejects.toMatchObject(refused);
    await expect(done(services.backups.export('main', 'whole', disk))).rejects.toMatchObject(refused);
    expect(await stateOf(main)).toEqual(before);
  });

  test('the disk fills during the save › fails with the reason and leaves nothing incomplete', async (context) => {
    const disk = await useDisk(context, 'size=120m');
    const main = await useBackupHome({ parent: disk });
    const { home, backUp } = main;
    // The last dump is small, so the space seems sufficient; the data has grown since.
    await backUp('small', { verify: false });
    await fillWithMegabytes(home.port, 24);
    const before = await stateOf(main);
    await leaveFree(disk, 20);
    const failure = await backUp('cut', { verify: false }).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'SAVE_FAILED',
      message: expect.stringMatching(/No space left on device.*refuses writes/s),
    });
    // With free space, backups and writes work again.
    await rm(join(disk, 'filler'));
    expect(await stateOf(main)).toEqual(before);
    await backUp('again', { verify: false });
    expect(await redisCli(home.port, 'set', 'k', 'v')).toBe('OK');
  });

  test('full at any step of a backup or restore › the data is unchanged', async (context) => {
    const disk = await useDisk(context, 'size=64m,nr_inodes=400');
    const main = await useBackupHome({ parent: disk, mode: 'both' });
    const { home, services, backUp, restore } = main;
    await fillDataset(home.port, 200);
    await backUp('whole');
    await redisCli(home.port, 'flushall');
    await redisCli(home.port, 'set', 'now', 'this');
    const before = await stateOf(main);
    for (const work of [() => backUp('more', { verify: false }), () => restore('whole')]) {
      let left = 0;
      for (; left < 40; left += thorough ? 1 : 3) {
        await leaveFiles(disk, left);
        const result = await work().catch((error: unknown) => error);
        await leaveFiles(disk, 300);
        if (!(result instanceof Error)) break;
        expect(result, `with ${left} files left`).toMatchObject({
          code: expect.stringMatching(/^(DISK_FULL|SAVE_FAILED|START_FAILED)$/),
        });
        // The next start of any client undoes what lacked the space to be undone.
        await (await startServices({ env: home.env, client: 'browser' })).close();
        await waitFor('main to run', async () => (await services.instances.status('main')).state === 'running');
        // Backups from before the disk was full are kept.
        const now = await stateOf(main);
        const kept = ([name]: readonly unknown[]) => !String(name).startsWith('safety-');
        expect(now.dataset, `with ${left} files left`).toEqual(before.dataset);
        expect(now.listed.filter(kept)).toEqual(before.listed);
        expect(now.listed.every(([, damaged]) => damaged === false)).toBe(true);
        expect([...now.data, ...now.backups].filter((name) => /^(\.|temp-)/.test(name))).toEqual([]);
      }
      expect(left, 'it must fail first, and then succeed').toBeGreaterThan(0);
      expect(left).toBeLessThan(40);
      before.listed = (await stateOf(main)).listed.filter(([name]) => !String(name).startsWith('safety-'));
    }
    expect((await readDataset(home.port)).size).toBe(200);
  });
});

/** Fills all but some of the disk's inodes with empty files. */
async function leaveFiles(disk: string, left: number): Promise<void> {
  const folder = join(disk, 'fillers');
  await rm(folder, { recursive: true, force: true });
  const { ffree } = await statfs(disk);
  if (ffree <= left) return;
  await mkdir(folder);
  for (let file = 0; file < ffree - left - 1; file++) await writeFile(join(folder, String(file)), '');
}
