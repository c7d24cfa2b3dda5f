import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { deadPid } from '../../../../test/support/dead-pid.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { clearLeftovers } from './clear-leftovers.ts';

const dead = deadPid();
const hex = '0123456789ab';

function write(path: string, asFolder = false): string {
  mkdirSync(asFolder ? path : dirname(path), { recursive: true });
  writeFileSync(asFolder ? join(path, 'dump.rdb') : path, 'REDIS');
  return path;
}

const parts = [`.part-${dead}-${hex}`, `.part-${dead}-${hex}-plain`];
const backups = [
  'redis/backups',
  'clients/acme/redis/backups',
  'redis/desktop/destroyed/acme-20261120-100000/redis/backups',
];

test.each(backups)(
  'leftovers › parts of a dead process in %s › are removed with their work folders',
  async (folder) => {
    const home = temporaryFolder();
    const files = parts.map((name) => write(join(home, folder, name)));
    const work = write(join(home, folder, `.part-${dead}-${hex}-work`), true);
    await clearLeftovers(home);
    expect([...files, work].filter((path) => existsSync(path))).toEqual([]);
  },
);

test('leftovers › a backup and files of others › are kept', async () => {
  const home = temporaryFolder();
  const names = [
    'one.rdb',
    'one.info',
    '.removed',
    `.part-${dead}-short`,
    `part-${dead}-${hex}`,
    `.part-${dead}-${hex}-x`,
  ];
  const kept = names.map((name) => write(join(home, 'redis/backups', name)));
  await clearLeftovers(home);
  expect(kept.filter((path) => !existsSync(path))).toEqual([]);
});

test('leftovers › parts of this process › only those from before its start are removed', async () => {
  const home = temporaryFolder();
  const current = write(join(home, 'redis/backups', `.part-${process.pid}-${hex}`));
  const earlier = write(join(home, 'redis/backups', `.part-${process.pid}-ba9876543210`));
  const before = Date.now() / 1000 - process.uptime() - 60;
  utimesSync(earlier, before, before);
  await clearLeftovers(home);
  expect([existsSync(current), existsSync(earlier)]).toEqual([true, false]);
});

test('leftovers › parts of another living process › are kept', async () => {
  const home = temporaryFolder();
  const part = write(join(home, 'redis/backups', `.part-${process.ppid}-${hex}`));
  await clearLeftovers(home);
  expect(existsSync(part)).toBe(true);
});

test.each([
  'main.tmp',
  'redis/desktop/main.json',
  'redis/desktop/journal/op.jsonl',
  'redis/config/redis.conf',
  'redis/redis.json',
  'clients/acme/redis.json',
  'clients/acme/redis/config/redis.conf',
  'redis/backups/one.info',
])('leftovers › an unfinished write of %s › is removed', async (name) => {
  const home = temporaryFolder();
  const unfinished = write(join(home, `${name}.${dead}.0a1b2c3d.tmp`));
  const own = write(join(home, `${name}.${process.pid}.0a1b2c3d.tmp`));
  const file = write(join(home, name));
  await clearLeftovers(home);
  expect([unfinished, own, file].map((path) => existsSync(path))).toEqual([false, true, true]);
});

test('leftovers › a home that does not exist › is no error', async () => {
  await expect(clearLeftovers(join(temporaryFolder(), 'none'))).resolves.toBeUndefined();
});
