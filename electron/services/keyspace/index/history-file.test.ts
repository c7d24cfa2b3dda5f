import { execFileSync } from 'node:child_process';
import { lstat, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HistoryDamaged, type HistoryRow, openHistoryFile, writeHistoryFile } from './history-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'history-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const names = ['', 'a', 'cart:1', 'cart:12', 'cart:2', 'cart;', '\u{10ffff}'];
const row = (at: number): HistoryRow => ({
  ...{ key: Buffer.from(names[at] ?? ''), type: at, expireAtMs: at === 2 ? 4e12 : -1 },
  ...{ sizeBytes: 10 + at, hash: `00000000000000${String(at).padStart(2, '0')}` },
});
const write = async (path: string) => {
  await writeHistoryFile(path, [
    { database: 0, rows: names.length, row },
    { database: 9, rows: 1, row: () => row(1) },
  ]);
};

test('history file › written and read › every key, and the totals of prefixes', async () => {
  const path = join(folder, 'one.keys');
  await write(path);
  const file = await openHistoryFile(path);
  for (const [at, name] of names.entries()) expect(await file.find(0, Buffer.from(name))).toEqual(row(at));
  expect(await file.find(0, Buffer.from('cart:11'))).toBeNull();
  expect(await file.find(9, Buffer.from('cart:1'))).toBeNull();
  expect(await file.find(3, Buffer.from('a'))).toBeNull();
  expect(await file.totals(0, Buffer.from('cart:'))).toEqual({ keys: 3, sizeBytes: 12 + 13 + 14 });
  expect(await file.totals(0, Buffer.from('cart:1'))).toEqual({ keys: 2, sizeBytes: 12 + 13 });
  expect(await file.totals(0, Buffer.from(''))).toEqual({ keys: 7, sizeBytes: 91 });
  expect(await file.totals(5, Buffer.from(''))).toEqual({ keys: 0, sizeBytes: 0 });
  await file.close();
});

test('history file › truncated, or a byte changed › damaged, or the right answer; never a wrong one', async () => {
  const path = join(folder, 'one.keys');
  await write(path);
  const whole = await readFile(path);
  for (let length = 0; length < whole.length; length += 7) {
    await writeFile(path, whole.subarray(0, length));
    await expect(openHistoryFile(path)).rejects.toBeInstanceOf(HistoryDamaged);
  }
  for (let at = 0; at < whole.length; at += 3) {
    const changed = Buffer.from(whole);
    changed[at] = (changed[at] ?? 0) ^ 0x41;
    await writeFile(path, changed);
    const file = await openHistoryFile(path).catch((error: unknown) => error);
    if (file instanceof Error) {
      expect(file).toBeInstanceOf(HistoryDamaged);
      continue;
    }
    const opened = file as Awaited<ReturnType<typeof openHistoryFile>>;
    const found = await opened.find(0, Buffer.from('cart:12')).catch((error: unknown) => error);
    await opened.close();
    if (!(found instanceof HistoryDamaged)) expect(found).toEqual(row(3));
  }
});

test('history file › a folder or a FIFO in its place › damaged, without a wait', async () => {
  await mkdir(join(folder, 'folder'));
  execFileSync('mkfifo', [join(folder, 'fifo')]);
  for (const name of ['folder', 'fifo']) {
    await expect(openHistoryFile(join(folder, name))).rejects.toThrow(HistoryDamaged);
  }
});

test('history file › a link in place of its temporary file › the target of the link is not written to', async () => {
  const [target, path] = [join(folder, 'target'), join(folder, 'linked')];
  await writeFile(target, 'mine');
  await symlink(target, `${path}.new`);
  await writeHistoryFile(path, []);
  expect(await readFile(target, 'utf8')).toBe('mine');
  expect((await lstat(path)).isFile()).toBe(true);
});
