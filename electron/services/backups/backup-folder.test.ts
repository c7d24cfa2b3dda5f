import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { goodProof, someBackup } from '../../../test/support/some-backup.ts';
import { asManifest, findBackup, listFolder, takenNames, writeManifest } from './backup-folder.ts';

async function useFolder() {
  const path = await mkdtemp(join(tmpdir(), `vt-${process.env.TEST_RUN_ID ?? 'run'}-backups-`));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return { path, instance: 'main' };
}

test('a manifest that was written is read back the same', async () => {
  const folder = await useFolder();
  const written = someBackup('one', '2026-11-19T12:00:00.000Z', {
    sizeBytes: 5,
    databases: [{ index: 3, keys: 7, expires: 2 }],
    keys: 7,
    proof: goodProof,
    proofs: [goodProof],
    note: 'before the move',
    settings: { maxmemory: '2gb', save: '900 1' },
  });
  await writeFile(join(folder.path, 'one.rdb'), 'REDIS');
  await writeManifest(folder, 'one', asManifest(written));
  expect(findBackup(folder, 'one')).toEqual(written);
});

test('nothing but names that a backup may have is listed', async () => {
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

test('a missing file, another size and a broken description each say so', async () => {
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
    shorter: 'its file shorter.rdb has 9 bytes and had 10 when it was taken',
    broken: 'its description broken.info cannot be read',
  });
});

test('a folder that is not there has no backups', async () => {
  const { path } = await useFolder();
  expect(await listFolder({ path: join(path, 'none'), instance: 'main' })).toEqual([]);
});
