import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { livingHolder, lockContent, takeFile } from './exclusive-file.ts';

describe('a lock file', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lock-'));
    path = join(folder, 'x.lock');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is held by one of many at a time, however they crowd', async () => {
    let inside = 0;
    let most = 0;
    let turns = 0;
    const visit = async (name: string) => {
      for (let turn = 0; turn < 5; turn += 1) {
        while (await takeFile(path, await lockContent(name), `${name}-${turn}`)) await sleep(1);
        inside += 1;
        most = Math.max(most, inside);
        await sleep(Math.random() * 3);
        turns += 1;
        inside -= 1;
        await rm(path);
      }
    };
    await Promise.all(Array.from({ length: 12 }, (_, visitor) => visit(`v${visitor}`)));
    expect({ most, turns }).toEqual({ most: 1, turns: 60 });
  });

  it('says who holds it', async () => {
    expect(await takeFile(path, await lockContent({ who: 'first' }), 'a')).toBeNull();
    expect(await takeFile(path, await lockContent({ who: 'second' }), 'b')).toEqual({ about: { who: 'first' } });
    expect(await livingHolder(path)).toEqual({ about: { who: 'first' } });
  });

  it.each([
    ['a process that is no more', JSON.stringify({ holder: { pid: 2 ** 22 + 1, began: '1' }, about: 'gone' })],
    [
      'a later process of the same pid',
      JSON.stringify({ holder: { pid: process.pid, began: 'before' }, about: 'gone' }),
    ],
    ['nobody: the file is damaged', '{"holder":'],
  ])('of %s is taken over, by one of many', async (_name, text) => {
    await writeFile(path, text);
    expect(await livingHolder(path)).toBeNull();
    const tries = await Promise.all(
      Array.from({ length: 8 }, async (_, index) => takeFile(path, await lockContent(index), String(index))),
    );
    expect(tries.filter((holder) => holder === null)).toHaveLength(1);
  });
});
