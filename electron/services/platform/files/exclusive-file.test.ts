import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { livingHolder, lockContent, takeFile } from './exclusive-file.ts';

describe('lock file', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lock-'));
    path = join(folder, 'x.lock');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('twelve concurrent visitors › only one holds it at a time', async () => {
    let inside = 0;
    let maxInside = 0;
    let turns = 0;
    const visit = async (name: string) => {
      for (let turn = 0; turn < 5; turn += 1) {
        while (await takeFile(path, await lockContent(name), `${name}-${turn}`)) await sleep(1);
        inside += 1;
        maxInside = Math.max(maxInside, inside);
        await sleep(Math.random() * 3);
        turns += 1;
        inside -= 1;
        await rm(path);
      }
    };
    await Promise.all(Array.from({ length: 12 }, (_, visitor) => visit(`v${visitor}`)));
    expect({ maxInside, turns }).toEqual({ maxInside: 1, turns: 60 });
  });

  it('a held lock › returns the content of its holder', async () => {
    expect(await takeFile(path, await lockContent({ who: 'first' }), 'a')).toBeNull();
    expect(await takeFile(path, await lockContent({ who: 'second' }), 'b')).toEqual({ about: { who: 'first' } });
    expect(await livingHolder(path)).toEqual({ about: { who: 'first' } });
  });

  it.each([
    ['a dead process', JSON.stringify({ holder: { pid: 2 ** 22 + 1, began: '1' }, about: 'gone' })],
    [
      'a later process with the same pid',
      JSON.stringify({ holder: { pid: process.pid, began: 'before' }, about: 'gone' }),
    ],
    ['a damaged file', '{"holder":'],
  ])('lock of %s › exactly one of eight concurrent attempts takes it over', async (_name, text) => {
    await writeFile(path, text);
    expect(await livingHolder(path)).toBeNull();
    const attempts = await Promise.all(
      Array.from({ length: 8 }, async (_, index) => takeFile(path, await lockContent(index), String(index))),
    );
    expect(attempts.filter((holder) => holder === null)).toHaveLength(1);
  });
});
