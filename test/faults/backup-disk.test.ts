import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { expect, onTestFinished, type TestContext, test } from 'vitest';
import { createServices } from '../../electron/services/create-services.ts';
import { type BackupHome, useBackupHome } from '../support/backup-home.ts';
import { fillDataset, readDataset } from '../support/dataset.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runProgram } from '../support/run-program.ts';
import { thorough } from '../support/thorough.ts';
import { waitFor } from '../support/wait-for.ts';

/** A disk of its own for the test that calls it, where this machine lets us mount one. */
async function useDisk(context: TestContext, options: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `vt-${process.env.TEST_RUN_ID ?? 'run'}-disk-`));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const { code, stderr } = await runProgram('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
  if (code !== 0) context.skip(`this machine lets nobody mount a small disk: ${stderr.trim()}`);
  onTestFinished(async () => void (await runProgram('umount', ['-l', folder])));
  return folder;
}

/** Fills the disk but for so many megabytes. */
async function leaveFree(disk: string, megabytes: number): Promise<void> {
  const filler = join(disk, 'filler');
  await rm(filler, { force: true });
  const { bavail, bsize } = await statfs(disk);
  await writeFile(filler, Buffer.alloc(Math.max(0, bavail * bsize - megabytes * 1024 ** 2)));
}

/** Keys that no compression makes smaller. */
async function fillWithMegabytes(port: number, megabytes: number): Promise<void> {
  const redis = new Redis(port, '127.0.0.1');
  for (let key = 0; key < megabytes; key++) await redis.set(`big:${key}`, randomBytes(1024 ** 2));
  redis.disconnect();
}

/** What a try that failed must not have changed. */
async function asItWas({ home, services, data, backups }: BackupHome) {
  const visible = (names: string[]) => names.filter((name) => name !== 'filler').sort();
  return {
    dataset: await readDataset(home.port),
    data: visible(await readdir(data)),
    backups: visible(await readdir(backups)),
    listed: (await services.backups.list('main')).map(({ name, damaged }) => [name, damaged]),
  };
}

describeNeeding(['redis', 'linux', 'root'], 'backups on a disk that is too small', () => {
  test('are refused beforehand with what they need and what is there', async (context) => {
    const disk = await useDisk(context, 'size=120m');
    const main = await useBackupHome({ parent: disk });
    const { home, services, backUp, restore, done } = main;
    await fillWithMegabytes(home.port, 16);
    await backUp('whole', { prove: false });
    const before = await asItWas(main);
    await leaveFree(disk, 30);
    const refused = {
      code: 'DISK_FULL',
      message: expect.stringMatching(/needs about \d+ MB and keeps 16 MB free; the disk .* has \d+ MB/),
      data: { needed: expect.any(Number), free: expect.any(Number) },
    };
    await expect(backUp('more', { prove: false })).rejects.toMatchObject(refused);
    await expect(restore('whole')).rejects.toMatchObject(refused);
    await leaveFree(disk, 20);
    await expect(done(services.backups.import('main', join(main.backups, 'whole.rdb')))).rejects.toMatchObject(refused);
    await expect(done(services.backups.export('main', 'whole', disk))).rejects.toMatchObject(refused);
    expect(await asItWas(main)).toEqual(before);
  });

  test('that fills while the server saves: its reason is told, and nothing is half-made', async (context) => {
    const disk = await useDisk(context, 'size=120m');
    const main = await useBackupHome({ parent: disk });
    const { home, backUp } = main;
    // The last dump is small, so there seems to be room; what was written since has none.
    await backUp('small', { prove: false });
    await fillWithMegabytes(home.port, 24);
    const before = await asItWas(main);
    await leaveFree(disk, 20);
    const failure = await backUp('cut', { prove: false }).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'SAVE_FAILED',
      message: expect.stringMatching(/No space left on device.*refuses writes/s),
    });
    // Free again, it goes on.
    await rm(join(disk, 'filler'));
    expect(await asItWas(main)).toEqual(before);
    await backUp('again', { prove: false });
    expect(await redisCli(home.port, 'set', 'k', 'v')).toBe('OK');
  });

  test('that is full at any step of a backup or a restore: the data is what it was', {
    timeout: 120_000,
  }, async (context) => {
    const disk = await useDisk(context, 'size=64m,nr_inodes=400');
    const main = await useBackupHome({ parent: disk, mode: 'both' });
    const { home, services, backUp, restore } = main;
    await fillDataset(home.port, 200);
    await backUp('whole');
    await redisCli(home.port, 'flushall');
    await redisCli(home.port, 'set', 'now', 'this');
    const before = await asItWas(main);
    for (const work of [() => backUp('more', { prove: false }), () => restore('whole')]) {
      let left = 0;
      for (; left < 40; left += thorough ? 1 : 3) {
        await leaveFiles(disk, left);
        const result = await work().catch((error: unknown) => error);
        await leaveFiles(disk, 300);
        if (!(result instanceof Error)) break;
        expect(result, `with ${left} files left`).toMatchObject({
          code: expect.stringMatching(/^(DISK_FULL|SAVE_FAILED|START_FAILED)$/),
        });
        // What had no room to be undone is undone by the next start of any face.
        await (await createServices({ env: home.env, face: 'browser' })).close();
        await waitFor('main to run', async () => (await services.instances.status('main')).state === 'running');
        // What was saved before the disk was full stays.
        const now = await asItWas(main);
        const kept = ([name]: readonly unknown[]) => !String(name).startsWith('safety-');
        expect(now.dataset, `with ${left} files left`).toEqual(before.dataset);
        expect(now.listed.filter(kept)).toEqual(before.listed);
        expect(now.listed.every(([, damaged]) => damaged === false)).toBe(true);
        expect([...now.data, ...now.backups].filter((name) => /^(\.|temp-)/.test(name))).toEqual([]);
      }
      expect(left, 'it must have failed, and then not').toBeGreaterThan(0);
      expect(left).toBeLessThan(40);
      before.listed = (await asItWas(main)).listed.filter(([name]) => !String(name).startsWith('safety-'));
    }
    expect((await readDataset(home.port)).size).toBe(200);
  });
});

/** Takes up the disk's files but for so many, each of no size. */
async function leaveFiles(disk: string, left: number): Promise<void> {
  const folder = join(disk, 'fillers');
  await rm(folder, { recursive: true, force: true });
  const { ffree } = await statfs(disk);
  if (ffree <= left) return;
  await mkdir(folder);
  for (let file = 0; file < ffree - left - 1; file++) await writeFile(join(folder, String(file)), '');
}
