import { mkdtemp, readdir, rm, statfs, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createUndoPack } from './undo-pack.ts';
import { beginUndoPack, endingUndoPacks, undoWarning } from './undo-retention.ts';

const DAY_MS = 24 * 3_600_000;
const MB = 1024 * 1024;
let home: string;
const folder = (...parts: string[]) => join(home, 'redis', 'desktop', 'undo-packs', ...parts);

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'undo-retention-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const limited = (megabytes: number) => ({ home, limitBytes: () => megabytes * MB });

/** @param megabytes without use of the disk */
async function made(daysAgo: number, megabytes: number, isOpen = false): Promise<string> {
  const pack = await createUndoPack(home, 'main');
  await writeFile(folder(pack.id, 'keys'), '');
  if (!isOpen) await pack.finish(1);
  await truncate(folder(pack.id, 'keys'), megabytes * MB);
  const at = new Date(Date.now() - daysAgo * DAY_MS);
  await utimes(folder(pack.id), at, at);
  return pack.id;
}

test('undo packs › too old, abandoned, or beyond the limit › deleted by the next change; others stay', async () => {
  const kept = [await made(0.5, 1, true), await made(2, 150), await made(3, 40)];
  const ending = await made(4, 20);
  const tooOld = [await made(8, 1), await made(2, 1, true)];
  const found = await endingUndoPacks(limited(200));
  expect(found.ending.map(({ id }) => id)).toEqual([ending]);
  expect(found.tooOld.map(({ id }) => id).sort()).toEqual(tooOld.sort());
  expect(await undoWarning(limited(200))).toMatch(
    /^After this change, 1 earlier change of keys \(20 MB\) can no longer/,
  );
  const lines: string[] = [];
  const begun = await beginUndoPack(limited(200), 'main', { warn: (line: string) => lines.push(line) });
  expect((await readdir(folder())).sort()).toEqual([...kept, begun.id].sort());
  expect(await undoWarning(limited(200))).toBeNull();
  expect(lines).toEqual([expect.stringMatching(/^1 earlier change of keys can no longer be undone, because /)]);
});

test('undo packs › the newest alone is beyond the limit › it stays', async () => {
  const older = await made(3, 100);
  await made(2, 300);
  expect((await endingUndoPacks(limited(200))).ending.map(({ id }) => id)).toEqual([older]);
});

test('undo packs › more than half of the free disk › the older ones end, whatever the limit is', async () => {
  const { bavail, bsize } = await statfs(home);
  const freeMb = Math.ceil((bavail * bsize) / MB);
  const older = await made(3, freeMb);
  await made(2, freeMb);
  expect((await endingUndoPacks(limited(1e9))).ending.map(({ id }) => id)).toEqual([older]);
});
