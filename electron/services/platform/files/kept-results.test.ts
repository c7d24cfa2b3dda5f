import { mkdir, readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { keptResults } from './kept-results.ts';

const schema = z.object({ id: z.string(), at: z.string() });

const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 10, minute)).toISOString();

function open(max = 3) {
  const folder = join(temporaryFolder(), 'results');
  const results = keptResults({ folder, schema, keyOf: ({ id }) => id, max });
  const keep = async (...ids: readonly string[]) => {
    for (const [minute, id] of ids.entries()) await results.keep({ id, at: at(minute) });
  };
  const ids = async () => (await results.list()).map(({ id }) => id);
  return { folder, results, keep, ids };
}

describe('kept results', () => {
  test('none yet › an empty list, and no folder is created', async () => {
    const { folder, ids } = open();
    expect(await ids()).toEqual([]);
    await expect(stat(folder)).rejects.toThrow('ENOENT');
  });

  test('kept › newest first, private', async () => {
    const { folder, keep, ids } = open();
    await keep('a1', 'b2');
    expect(await ids()).toEqual(['b2', 'a1']);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    for (const name of await readdir(folder)) expect((await stat(join(folder, name))).mode & 0o077).toBe(0);
  });

  test('more than are kept › the oldest are deleted', async () => {
    const { folder, keep, ids } = open(2);
    await keep('a1', 'b2', 'c3');
    expect(await ids()).toEqual(['c3', 'b2']);
    expect(await readdir(folder)).toHaveLength(2);
  });

  test('a damaged file, and one of another program › skipped, and left as they are', async () => {
    const { folder, keep, ids } = open();
    await keep('a1');
    await writeFile(join(folder, `${Date.now()}-ff.json`), '{"id": 1');
    await writeFile(join(folder, 'notes.txt'), 'mine');
    await mkdir(join(folder, `${Date.now()}-ee.json`));
    expect(await ids()).toEqual(['a1']);
    expect(await readdir(folder)).toHaveLength(4);
  });
});

describe('kept results › removal', () => {
  test('removed › no longer listed; restored › as before', async () => {
    const { results, keep, ids } = open();
    await keep('a1', 'b2');
    expect(await results.remove('a1')).toBe(true);
    expect(await ids()).toEqual(['b2']);
    expect(await results.restore('a1')).toBe(true);
    expect(await ids()).toEqual(['b2', 'a1']);
  });

  test('a key that does not exist, or is no key › nothing happens', async () => {
    const { results, keep, ids } = open();
    await keep('a1');
    for (const key of ['ff', '../a1', '']) {
      expect(await results.remove(key)).toBe(false);
      expect(await results.restore(key)).toBe(false);
    }
    expect(await ids()).toEqual(['a1']);
  });

  test('removed twice › the second time there is nothing to remove', async () => {
    const { results, keep } = open();
    await keep('a1');
    expect([await results.remove('a1'), await results.remove('a1')]).toEqual([true, false]);
  });

  test('a removal within ten minutes › survives what is kept later', async () => {
    const { results, keep } = open();
    await keep('a1');
    await results.remove('a1');
    await results.keep({ id: 'b2', at: at(1) });
    expect(await results.restore('a1')).toBe(true);
  });

  test('the age of a removal › counts from the removal, not from the result', async () => {
    const { folder, results, keep } = open();
    await keep('a1');
    const [name] = await readdir(folder);
    // A file can have any modification time.
    await utimes(join(folder, name ?? ''), new Date(0), new Date(0));
    await results.remove('a1');
    await results.keep({ id: 'b2', at: at(1) });
    expect(await results.restore('a1')).toBe(true);
  });
});
