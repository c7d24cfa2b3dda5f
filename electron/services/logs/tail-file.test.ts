import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lastLines, linesSince } from './tail-file.ts';

describe('the end of a file', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tail-'));
    path = join(folder, 'redis.log');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const numbered = (count: number) => Array.from({ length: count }, (_, index) => `line ${index}`);

  it.each([0, 1, 50, 20_000])('of %i lines gives the last ones wanted', async (count) => {
    const lines = numbered(count);
    await writeFile(path, lines.map((line) => `${line}\n`).join(''));
    expect((await lastLines(path, 50)).lines).toEqual(lines.slice(-50));
    expect((await lastLines(path, 100_000)).lines).toEqual(lines);
  });

  it('gives a last line that has no end', async () => {
    await writeFile(path, 'one\ntwo');
    expect((await lastLines(path, 5)).lines).toEqual(['one', 'two']);
    expect((await lastLines(path, 0)).lines).toEqual([]);
  });

  it('is followed by whole lines only, each once', async () => {
    await writeFile(path, 'one\n');
    const { end } = await lastLines(path, 1);
    await appendFile(path, 'two\nthr');
    const more = await linesSince(path, end, 1000);
    expect(more).toMatchObject({ lines: ['two'], dropped: 0 });
    await appendFile(path, 'ee\n');
    expect(await linesSince(path, more.end, 1000)).toMatchObject({ lines: ['three'], dropped: 0 });
  });

  it('that grew too fast is given up to a bound, the rest counted', async () => {
    const lines = numbered(10_000);
    await writeFile(path, lines.map((line) => `${line}\n`).join(''));
    const more = await linesSince(path, 0, 1000);
    expect(more.dropped + more.lines.length).toBe(10_000);
    expect(more.lines.at(-1)).toBe('line 9999');
    expect(more.lines.join('\n').length).toBeLessThan(1000);
  });

  it('that was truncated is read from its beginning', async () => {
    await writeFile(path, 'new\n');
    expect(await linesSince(path, 5000, 1000)).toMatchObject({ lines: ['new'], end: 4 });
  });
});
