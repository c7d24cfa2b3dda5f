import { chown, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { goodVerification, someBackup } from '../../../../test/support/some-backup.ts';
import { whyUnreadable } from '../../platform/files/why-unreadable.ts';
import { asManifest, findBackup, listFolder, listShown, takenNames, writeManifest } from './backup-folder.ts';

async function useFolder() {
  const path = await mkdtemp(join(tmpdir(), `vt-${process.env.TEST_RUN_ID ?? 'run'}-backups-`));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return { path, instance: 'main' };
}

test('writeManifest › a complete manifest › is read back unchanged', async () => {
  const folder = await useFolder();
  const written = someBackup('one', '2026-11-19T12:00:00.000Z', {
    sizeBytes: 5,
    databases: [{ index: 3, keys: 7, expires: 2 }],
    keys: 7,
    proof: goodVerification,
    proofs: [goodVerification],
    note: 'before the move',
    settings: { maxmemory: '2gb', save: '900 1' },
  });
  await writeFile(join(folder.path, 'one.rdb'), 'REDIS');
  await writeManifest(folder, 'one', asManifest(written));
  expect(findBackup(folder, 'one')).toEqual(written);
});

test('listFolder › files with invalid backup names › are not listed', async () => {
  const folder = await useFolder();
  for (const file of [
    '.part-1',
    '-x.rdb',
    'a b.rdb',
    `${'x'.repeat(101)}.rdb`,
    'ok.rdb',
    'ok.tar.gz.tmp',
    'notes.txt',
  ]) {
    await writeFile(join(folder.path, file), 'REDIS0010');
  }
  expect((await listFolder(folder)).map(({ name }) => name)).toEqual(['ok']);
  expect([...takenNames(folder)]).toEqual(['ok']);
});

test('listFolder › a missing file, a wrong size and a broken manifest › each is listed with its damage', async () => {
  const folder = await useFolder();
  const manifest = (size: number) => asManifest(someBackup('x', '2026-11-19T12:00:00.000Z', { sizeBytes: size }));
  await writeManifest(folder, 'missing', manifest(9));
  await writeManifest(folder, 'shorter', manifest(10));
  await writeFile(join(folder.path, 'shorter.rdb'), 'REDIS0010');
  await writeFile(join(folder.path, 'broken.rdb'), 'REDIS0010');
  await writeFile(join(folder.path, 'broken.info'), '{"vrooli":{"format":1}}');
  const damage = Object.fromEntries((await listFolder(folder)).map((backup) => [backup.name, backup.damage]));
  expect(damage).toEqual({
    missing: 'its file missing.rdb is missing',
    shorter: 'its file shorter.rdb has 9 bytes instead of 10',
    broken: 'its manifest broken.info cannot be read',
  });
});

test('listFolder › the folder does not exist › the list is empty', async () => {
  const { path } = await useFolder();
  expect(await listFolder({ path: join(path, 'none'), instance: 'main' })).toEqual([]);
});

test('listShown › unreadable files › are listed as damaged with the reason, next to the others', async () => {
  const folder = await useFolder();
  const manifest = asManifest(someBackup('x', '2026-11-19T12:00:00.000Z', { sizeBytes: 9 }));
  await writeManifest(folder, 'good', manifest);
  await writeFile(join(folder.path, 'good.rdb'), 'REDIS0010');
  await writeManifest(folder, 'loop', manifest);
  await symlink('loop.rdb', join(folder.path, 'loop.rdb'));
  await mkdir(join(folder.path, 'folder.info'));
  await writeFile(join(folder.path, 'folder.rdb'), 'REDIS0010');
  await writeManifest(folder, 'nofile', manifest);
  await mkdir(join(folder.path, 'nofile.rdb'));
  const damage = Object.fromEntries((await listShown(folder)).map((backup) => [backup.name, backup.damage]));
  expect(damage).toEqual({
    good: null,
    loop: `${join(folder.path, 'loop.rdb')} is a symbolic link to itself. Remove it, or link it to the right file`,
    folder: `${join(folder.path, 'folder.info')} is a folder where a file should be. Move it away`,
    nofile: 'its file nofile.rdb is a folder',
  });
});

test('listShown › an unreadable folder › is listed as one damaged entry', async () => {
  const { path } = await useFolder();
  const file = { path: join(path, 'file', 'backups'), instance: 'main' };
  await writeFile(join(path, 'file'), '');
  const loop = { path: join(path, 'loop'), instance: 'acme' };
  await symlink('loop', loop.path);
  const shown = await Promise.all([file, loop].map(listShown));
  expect(shown.map((list) => list.map(({ instance, damaged, damage }) => ({ instance, damaged, damage })))).toEqual([
    [
      {
        instance: 'main',
        damaged: true,
        damage: `${join(path, 'file')} is a file where a folder should be. Move it away`,
      },
    ],
    [{ instance: 'acme', damaged: true, damage: expect.stringContaining(`${loop.path} is a symbolic link`) }],
  ]);
  await expect(listFolder(loop)).rejects.toMatchObject({ code: 'HOME_NOT_WRITABLE', data: { reason: 'ELOOP' } });
  expect(() => findBackup(loop, 'unreadable-folder')).toThrow('symbolic link');
});

test('listShown › a folder of another user › names the owner and the command that fixes it', async (context) => {
  if (process.getuid?.() !== 0) context.skip('only root can become another user');
  const outer = await useFolder();
  const folder = { ...outer, path: join(outer.path, 'backups') };
  await mkdir(folder.path, { mode: 0o700 });
  await writeManifest(folder, 'kept', asManifest(someBackup('x', '2026-11-19T12:00:00.000Z')));
  await chown(outer.path, 65534, 65534);
  process.seteuid?.(65534);
  try {
    const [shown] = await listShown(folder);
    expect(shown?.damage).toBe(
      `${folder.path} cannot be read, as it belongs to another user. Run: sudo chown -R "$USER" ${folder.path}`,
    );
    // Nobody is advised to take over a folder of the system.
    expect(whyUnreadable('/root/x', Object.assign(new Error('x'), { code: 'EACCES' }))).toContain('Ask its owner');
  } finally {
    process.seteuid?.(0);
  }
});
