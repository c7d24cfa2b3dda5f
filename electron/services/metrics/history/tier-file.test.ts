import { appendFileSync, mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inTemporaryFolder, temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { rowsOf } from './block.ts';
import { type Row, tickRow } from './row.ts';
import { openTier, readTier } from './tier-file.ts';
import type { Tier } from './tiers.ts';
import { tiers } from './tiers.ts';

const MINUTE = 60_000;
const small: Tier = { file: 'small.log', stepMs: 0, spanMs: 10 * MINUTE, rowsPerBlock: 1, mostBytes: 4000 };
const start = Date.UTC(2026, 10, 22);
const rowAt = (second: number): Row => tickRow(start + second * 1000, 1000, { keys: second });
const all = () => true;

async function keysIn(folder: string, tier = small): Promise<number[]> {
  const { blocks } = await readTier(folder, tier, all);
  return blocks.flatMap(rowsOf).map(({ values }) => Number(values.get('keys')));
}

async function filled(folder: string, seconds: readonly number[], tier = small): Promise<void> {
  const { file } = await openTier(folder, tier, () => undefined);
  for (const second of seconds) await file.append([rowAt(second)], start + second * 1000);
  file.close();
}
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('a file of metrics', () => {
  test('missing › has no rows, and the first append creates it for this user only', async () => {
    const folder = temporaryFolder();
    const damage: string[] = [];
    const opened = await openTier(folder, small, () => damage.push('damaged'));
    expect([opened.lastAt, opened.rowsFrom(0), await keysIn(folder), damage]).toEqual([null, [], [], []]);
    await opened.file.append([rowAt(1)], start);
    opened.file.close();
    expect(await keysIn(folder)).toEqual([1]);
    expect(statSync(join(folder, small.file)).mode & 0o777).toBe(0o600);
  });

  test('written with a clock years ahead › keeps the rows that have not expired by the expiry time', async () => {
    const folder = temporaryFolder();
    await filled(folder, [1, 2, 3]);
    const years = 200 * 7 * 86_400;
    const { file } = await openTier(
      folder,
      small,
      () => undefined,
      async () => start,
    );
    for (let second = 0; second < 20; second += 1) {
      await file.append([rowAt(years + second * 120)], start + (years + second * 120) * 1000);
    }
    file.close();
    expect((await keysIn(folder)).slice(0, 3)).toEqual([1, 2, 3]);
  });

  test('cut off at any byte › every whole row before the cut is kept, and later rows are readable', async () => {
    const folder = temporaryFolder();
    await filled(folder, upTo(6));
    const path = join(folder, small.file);
    const bytes = readFileSync(path);
    const frame = bytes.length / 6;
    for (let length = 0; length <= bytes.length; length += 1) {
      writeFileSync(path, bytes.subarray(0, length));
      let reports = 0;
      const { file, lastAt } = await openTier(folder, small, () => {
        reports += 1;
      });
      await file.append([rowAt(99)], start);
      file.close();
      const whole = upTo(Math.floor(length / frame));
      expect(await keysIn(folder), String(length)).toEqual([...whole, 99]);
      expect(reports).toBe(length % frame === 0 ? 0 : 1);
      expect(lastAt).toBe(whole.length === 0 ? null : rowAt(whole.length - 1).at);
    }
  });

  test('any damaged bytes › reading never fails, and never returns a row that was not written', async () => {
    const wrong = fc.array(fc.tuple(fc.nat(600), fc.nat(255)), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(wrong, (changes) =>
        inTemporaryFolder(async (folder) => {
          await filled(folder, upTo(8));
          const path = join(folder, small.file);
          const bytes = readFileSync(path);
          for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
          writeFileSync(path, bytes);
          const found = await keysIn(folder);
          expect(upTo(8)).toEqual(expect.arrayContaining(found));
          expect(new Set(found).size).toBe(found.length);
          const { file } = await openTier(folder, small, () => undefined);
          await file.append([rowAt(50)], start);
          file.close();
          expect((await keysIn(folder)).at(-1)).toBe(50);
          expect((await readTier(folder, small, all)).damaged).toBe(false);
        }),
      ),
      { numRuns: 40 },
    );
  });

  test('garbage at the end › is removed when the file is opened, and reported once', async () => {
    const folder = temporaryFolder();
    await filled(folder, upTo(3));
    appendFileSync(join(folder, small.file), 'garbage'.repeat(50));
    expect((await readTier(folder, small, all)).blocks).toHaveLength(3);
    let reports = 0;
    for (let opening = 0; opening < 2; opening++) {
      const { file } = await openTier(folder, small, () => {
        reports += 1;
      });
      file.close();
    }
    expect(reports).toBe(1);
    expect(readdirSync(folder)).toEqual([small.file]);
  });

  test('full › the oldest rows are dropped, the newest are kept, and the size stays below the limit', async () => {
    const folder = temporaryFolder();
    await filled(folder, upTo(400));
    const found = await keysIn(folder);
    expect(found.at(-1)).toBe(399);
    expect(found).toEqual(upTo(400).slice(-found.length));
    expect(found.length).toBeGreaterThan(30);
    expect(statSync(join(folder, small.file)).size).toBeLessThanOrEqual(small.mostBytes);
  });

  test('old rows › after a clean-up › only those of the time span remain', async () => {
    const folder = temporaryFolder();
    const long: Tier = { ...small, mostBytes: 100_000 };
    const everyTenSeconds = upTo(240).map((index) => index * 10);
    await filled(folder, everyTenSeconds, long);
    const found = await keysIn(folder, long);
    expect(found.at(-1)).toBe(2390);
    // Twice the span at most: a clean-up begins late, so that not each row causes one.
    expect(found.length).toBeLessThan(240);
    expect(found[0]).toBeGreaterThan(0);
  });

  test('a clock that was set far ahead and back › its rows disappear, and the present ones stay', async () => {
    const folder = temporaryFolder();
    const { file } = await openTier(folder, small, () => undefined);
    const wrong = start + 400 * 24 * 3600_000;
    await file.append([{ ...rowAt(7), at: wrong }], wrong);
    for (const second of upTo(200)) await file.append([rowAt(second)], start + second * 1000);
    file.close();
    const { blocks } = await readTier(folder, small, all);
    const times = blocks.flatMap(rowsOf).map(({ at }) => at);
    expect(times.length).toBeGreaterThan(30);
    expect(Math.max(...times)).toBe(rowAt(199).at);
  });

  test('rows from a time on › across blocks › are all later ones, in order', async () => {
    const folder = temporaryFolder();
    const blocks: Tier = { ...small, rowsPerBlock: 5, mostBytes: 100_000 };
    const { file } = await openTier(folder, blocks, () => undefined);
    for (const first of [0, 5, 10])
      await file.append(
        upTo(5).map((index) => rowAt(first + index)),
        start,
      );
    file.close();
    const opened = await openTier(folder, blocks, () => undefined);
    const from = (second: number) => opened.rowsFrom(rowAt(second).at).map(({ values }) => Number(values.get('keys')));
    expect(from(0)).toEqual(upTo(15));
    expect(from(7)).toEqual(upTo(15).slice(7));
    expect(from(14)).toEqual([14]);
    expect(from(15)).toEqual([]);
    expect(opened.lastAt).toBe(rowAt(14).at);
    opened.file.close();
  });

  test('only needed blocks › are decoded', async () => {
    const folder = temporaryFolder();
    await filled(folder, upTo(10));
    const asked: number[] = [];
    const { blocks } = await readTier(folder, small, (from, to) => {
      asked.push(to - from);
      return from >= rowAt(8).at;
    });
    expect(blocks.flatMap(rowsOf).map(({ values }) => values.get('keys'))).toEqual([8, 9]);
    expect(asked).toEqual(upTo(10).map(() => 0));
  });

  test('shortened by another program while it is open › later rows are readable again after the next opening', async () => {
    const folder = temporaryFolder();
    const { file } = await openTier(folder, small, () => undefined);
    for (const second of upTo(5)) await file.append([rowAt(second)], start);
    truncateSync(join(folder, small.file), 10);
    await file.append([rowAt(5)], start);
    file.close();
    await filled(folder, [6]);
    expect((await keysIn(folder)).at(-1)).toBe(6);
  });

  test('a folder in place of the file › is an error with a reason', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, small.file));
    await expect(openTier(folder, small, () => undefined)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });
});

test('the tiers › from the finest to the coarsest › each covers more time in less than 5 MB together', () => {
  const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b);
  expect(tiers.map(({ stepMs }) => stepMs)).toEqual(sorted(tiers.map(({ stepMs }) => stepMs)));
  expect(tiers.map(({ spanMs }) => spanMs)).toEqual(sorted(tiers.map(({ spanMs }) => spanMs)));
  expect(tiers.reduce((sum, { mostBytes }) => sum + mostBytes, 0)).toBeLessThan(5 * 1024 * 1024);
  for (const [index, { stepMs, rowsPerBlock }] of tiers.entries()) {
    const finer = tiers[index - 1];
    // Until a block is written, its rows are in the finer tier only.
    if (finer) expect(finer.spanMs).toBeGreaterThan(stepMs * rowsPerBlock);
  }
});
