import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { removeExpiredUnused, unusedData } from './unused-data.ts';

const now = new Date('2026-11-29T12:00:00Z');

async function folderOf(names: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'unused-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const name of names) {
    if (name.startsWith('appendonlydir')) await mkdir(join(folder, name));
    else await writeFile(join(folder, name), 'REDIS0011');
  }
  return folder;
}

test('unused data › older than seven days › only the newest of each name is kept', async () => {
  const folder = await folderOf([
    'dump.rdb',
    'dump.rdb.unused-20261101-120000',
    'dump.rdb.unused-20261101-120000-2',
    'appendonlydir.unused-20261001-120000',
    'appendonlydir.unused-20261002-120000',
    'notes.unused-yesterday',
  ]);
  removeExpiredUnused(folder, now);
  expect((await readdir(folder)).sort()).toEqual([
    'appendonlydir.unused-20261002-120000',
    'dump.rdb',
    'dump.rdb.unused-20261101-120000-2',
    'notes.unused-yesterday',
  ]);
});

test('unused data › within seven days › all are kept and listed, newest first', async () => {
  const folder = await folderOf([
    'dump.rdb.unused-20261122-120001',
    'dump.rdb.unused-20261128-120000',
    'dump.rdb.unused-20261125-000000',
  ]);
  removeExpiredUnused(folder, now);
  expect(unusedData(folder)).toMatchObject([
    { name: 'dump.rdb.unused-20261128-120000', since: new Date('2026-11-28T12:00:00Z'), sizeBytes: 9 },
    { name: 'dump.rdb.unused-20261125-000000' },
    { name: 'dump.rdb.unused-20261122-120001' },
  ]);
});

test('unused data › no folder › nothing', () => {
  removeExpiredUnused('/nonexistent', now);
  expect(unusedData('/nonexistent')).toEqual([]);
});
