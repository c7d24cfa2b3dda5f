import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PROGRAMS } from '../../../../test/support/runtime-kinds.ts';
import { expiredTrash, listTrash, moveToTrash, trashFolder } from './recently-deleted.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'trash-'));
});
afterEach(() => vi.useRealTimers());
afterEach(() => rm(home, { recursive: true, force: true }));

it('recently deleted › three tenants of one name destroyed within a second › keeps all three', async () => {
  for (const data of ['one', 'two', 'three']) {
    const folder = join(home, 'clients/acme-corp');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'data'), data);
    await moveToTrash(home, { id: 'acme-corp', runtime: PROGRAMS, port: 6381, keys: 1 });
  }
  const kept = await listTrash(home);
  const data = kept.map(({ safetyBackup }) => readFile(join(trashFolder(home), safetyBackup, 'data'), 'utf8'));
  expect((await Promise.all(data)).toSorted()).toEqual(['one', 'three', 'two']);
});

it('recently deleted › the clock is years ahead for an hour › nothing has expired, and a week later it has', async () => {
  const folder = join(home, 'clients/acme-corp');
  await mkdir(folder, { recursive: true });
  await moveToTrash(home, { id: 'acme-corp', runtime: PROGRAMS, port: 6381, keys: 1 });
  expect(await listTrash(home)).toHaveLength(1);
  const now = Date.now();
  vi.useFakeTimers({ toFake: ['Date'], now: now + 1500 * 86_400_000 });
  expect(await expiredTrash(home)).toEqual([]);
  expect(await listTrash(home)).toHaveLength(1);
  vi.setSystemTime(now + 3_600_000);
  expect(await listTrash(home)).toHaveLength(1);
  vi.setSystemTime(now + 8 * 86_400_000);
  expect(await expiredTrash(home)).toHaveLength(1);
});
