import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rotatedNames, rotateFile } from './rotate-file.ts';

describe('file rotation', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rotate-'));
    path = join(folder, 'a.log');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const rule = { largestBytes: 10, files: 3 };
  const contents = async () => {
    const names = (await readdir(folder)).sort();
    return Object.fromEntries(
      await Promise.all(
        names.map(async (name): Promise<[string, string]> => [name, await readFile(join(folder, name), 'utf8')]),
      ),
    );
  };

  it('a too large file › moves to the next name, the oldest is deleted, and the mode stays', async () => {
    for (const letter of ['a', 'b', 'c', 'd']) {
      await writeFile(path, letter.repeat(11), { mode: 0o600 });
      expect(await rotateFile(path, rule)).toBe(true);
    }
    expect(await contents()).toEqual({ 'a.log': '', 'a.log.1': 'd'.repeat(11), 'a.log.2': 'c'.repeat(11) });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(rotatedNames(path, rule)).toEqual([`${path}.1`, `${path}.2`]);
  });

  it('a small or missing file › stays', async () => {
    expect(await rotateFile(path, rule)).toBe(false);
    await writeFile(path, 'a'.repeat(10));
    expect(await rotateFile(path, rule)).toBe(false);
    expect(await contents()).toEqual({ 'a.log': 'a'.repeat(10) });
  });

  it('a killed rotation left a gap and its lock › the file is rotated', async () => {
    await writeFile(path, 'b'.repeat(11));
    await writeFile(`${path}.2`, 'a');
    await writeFile(join(folder, '.a.log.rotation'), '{"holder":{"pid":1,"began":"long ago"},"about":"rotation"}');
    expect(await rotateFile(path, rule)).toBe(true);
    expect(await contents()).toEqual({ 'a.log': '', 'a.log.1': 'b'.repeat(11), 'a.log.2': 'a' });
  });

  it('three concurrent rotations › lose no line of writers that open the file for each line', async () => {
    const writer = `
      const { appendFileSync } = require('node:fs');
      for (let line = 0; line < 2000; line += 1) appendFileSync(process.argv[1], process.argv[2] + ' ' + line + '\\n');`;
    const writers = ['a', 'b'].map((name) => spawn(process.execPath, ['-e', writer, path, name], { stdio: 'inherit' }));
    const ended = Promise.all(writers.map((child) => once(child, 'exit')));
    let running = true;
    void ended.then(() => {
      running = false;
    });
    const wide = { largestBytes: 2000, files: 40 };
    let rotations = 0;
    while (running) {
      const done = await Promise.all([1, 2, 3].map(() => rotateFile(path, wide)));
      expect(done.filter(Boolean).length).toBeLessThanOrEqual(1);
      rotations += done.filter(Boolean).length;
    }
    expect(await ended).toEqual([
      [0, null],
      [0, null],
    ]);
    expect(rotations).toBeGreaterThan(0);
    const lines = Object.values(await contents()).flatMap((text) => text.split('\n').filter(Boolean));
    const expected = ['a', 'b'].flatMap((name) => Array.from({ length: 2000 }, (_, line) => `${name} ${line}`));
    expect(lines.sort()).toEqual(expected.sort());
  });
});
