import { appendFile, chmod, mkdtemp, open, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FollowedFile } from './followed-file.ts';

describe('followed log file', () => {
  let folder: string;
  let path: string;
  let followed: FollowedFile<string>[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'followed-'));
    path = join(folder, 'redis.log');
  });
  afterEach(async () => {
    await Promise.all(followed.map((file) => file.close()));
    followed = [];
    await rm(folder, { recursive: true, force: true });
  });

  const numbered = (count: number, from = 0) => Array.from({ length: count }, (_, index) => `line ${from + index}`);
  const asText = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');
  const follow = (options: Partial<ConstructorParameters<typeof FollowedFile<string>>[0]> = {}) => {
    const file = new FollowedFile<string>({
      path,
      older: [`${path}.1`, `${path}.2`],
      pick: (lines) => lines,
      mostBack: 64 * 1024 * 1024,
      mostBytes: 1024 * 1024,
      ...options,
    });
    followed.push(file);
    return file;
  };
  const last = async (count: number, options = {}) => (await follow(options).begin(count, { unended: true })).lines;

  it.each([0, 1, 50, 60_000])('%i lines › returns the last wanted ones', async (count) => {
    const lines = numbered(count);
    await writeFile(path, asText(lines));
    expect(await last(50)).toEqual(lines.slice(-50));
    expect(await last(100_000)).toEqual(lines);
    expect(await last(0)).toEqual([]);
  });

  it('empty lines and an unended last line › are returned', async () => {
    await writeFile(path, '\none\n\ntwo');
    expect(await last(9)).toEqual(['', 'one', '', 'two']);
  });

  it('rotated files › are read until one is missing', async () => {
    await writeFile(`${path}.2`, asText(numbered(10)));
    await writeFile(`${path}.1`, asText(numbered(10, 10)));
    await writeFile(path, asText(numbered(2, 20)));
    expect(await last(15)).toEqual(numbered(15, 7));
    await rm(`${path}.1`);
    expect(await last(15)).toEqual(numbered(2, 20));
  });

  it('a filter › returns the last matching lines, and reports a search that reached its limit', async () => {
    await writeFile(path, asText(numbered(60_000)));
    const pick = (lines: readonly string[]) => lines.filter((line) => line.endsWith('999'));
    expect(await last(3, { pick })).toEqual(['line 57999', 'line 58999', 'line 59999']);
    const searched = await follow({ pick, mostBack: 256 * 1024 }).begin(1000, { unended: true });
    expect(searched.cut).toBe(true);
    expect(searched.lines.at(-1)).toBe('line 59999');
  });

  it('lines of a megabyte › are cut to their start', async () => {
    await writeFile(path, asText(['first', 'a'.repeat(1024 * 1024), 'b'.repeat(3_000_000), 'last']));
    const lines = await last(4);
    expect(lines.map((line) => line.slice(0, 3))).toEqual(['fir', 'aaa', 'bbb', 'las']);
    expect(lines[1]).toMatch(/a… \(cut: the line has 1,048,576 bytes\)$/);
  });

  it('a gigabyte › returns its last lines without reading the rest', async () => {
    const file = await open(path, 'w');
    await file.write(asText(numbered(100)), 1024 * 1024 * 1024);
    await file.close();
    const read: string[][] = [];
    const pick = (lines: readonly string[]) => {
      read.push([...lines]);
      return lines;
    };
    expect(await last(50, { pick })).toEqual(numbered(50, 50));
    expect(read).toHaveLength(1);
  });

  it('lines written in parts › each whole line is returned once', async () => {
    await writeFile(path, 'one\ntw');
    const file = follow();
    expect((await file.begin(5, { unended: false })).lines).toEqual(['one']);
    expect((await file.poll()).lines).toEqual([]);
    await appendFile(path, 'o\nthr');
    expect((await file.poll()).lines).toEqual(['two']);
    await appendFile(path, 'ee\n');
    expect(await file.poll()).toEqual({ lines: ['three'], dropped: 0, notes: [] });
  });

  it('fast growth › returns lines up to a limit and counts the rest', async () => {
    await writeFile(path, 'zero\n');
    const file = follow({ mostBytes: 1000 });
    await file.begin(0, { unended: false });
    await appendFile(path, asText(numbered(100_000)));
    const { lines, dropped } = await file.poll();
    expect(lines.length + dropped).toBe(100_000);
    expect(asText(lines).length).toBeLessThan(1020);
    expect(lines.at(-1)).toBe('line 99999');
  });

  it('a rotation › loses no line, even when the writer still has the old file open', async () => {
    await writeFile(path, 'one\n');
    const file = follow();
    await file.begin(0, { unended: false });
    const writer = await open(path, 'a');
    await appendFile(path, 'two\n');
    await rename(path, `${path}.1`);
    await writeFile(path, 'four\n');
    expect((await file.poll()).lines).toEqual(['two']);
    await writer.write('three\n');
    await writer.close();
    expect(await file.poll()).toEqual({ lines: ['three', 'four'], dropped: 0, notes: [] });
    await appendFile(path, 'five\n');
    expect((await file.poll()).lines).toEqual(['five']);
  });

  it('a truncation › reads from the start and reports it', async () => {
    await writeFile(path, asText(numbered(100)));
    const file = follow();
    await file.begin(0, { unended: false });
    await truncate(path);
    await appendFile(path, 'new\n');
    const change = await file.poll();
    expect(change.lines).toEqual(['new']);
    expect(change.notes).toEqual([expect.stringContaining('truncated')]);
  });

  it('a removed and recreated file › is followed, and reported once', async () => {
    await writeFile(path, 'one\n');
    const file = follow();
    await file.begin(0, { unended: false });
    await rm(path);
    const notes = [...(await file.poll()).notes, ...(await file.poll()).notes, ...(await file.poll()).notes];
    expect(notes).toEqual([expect.stringContaining('was removed')]);
    await writeFile(path, 'two\n');
    expect((await file.poll()).lines).toEqual(['two']);
    await rm(path);
    await writeFile(path, 'three\n');
    expect((await file.poll()).notes).toEqual([expect.stringContaining('was replaced')]);
    expect((await file.poll()).lines).toEqual(['three']);
  });

  it('a file created later › is followed from its first line', async () => {
    const file = follow();
    expect(await file.begin(5, { unended: false })).toEqual({ lines: [], cut: false, dropped: 0, notes: [] });
    expect(file.readable).toBe(false);
    await writeFile(path, 'one\n');
    expect((await file.poll()).lines).toEqual(['one']);
  });

  const asRoot = process.getuid?.() === 0 ? ' [skipped: root can read everything]' : '';
  it.skipIf(asRoot !== '')(`an unreadable file › is reported with its name and the fix${asRoot}`, async () => {
    await writeFile(path, 'one\n', { mode: 0 });
    const file = follow();
    const { notes } = await file.begin(5, { unended: false });
    expect(notes).toEqual([
      expect.stringMatching(/redis\.log cannot be read \(EACCES\).*Give your user read permission/),
    ]);
    expect((await file.poll()).notes).toEqual([]);
    await chmod(path, 0o600);
    expect((await file.poll()).lines).toEqual(['one']);
  });

  it('a folder › is reported', async () => {
    const file = follow({ path: folder });
    const { notes } = await file.begin(5, { unended: false });
    expect(notes).toEqual([expect.stringMatching(/cannot be read \(not a file\)/)]);
  });
});
