import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeNeeding } from '../support/needs.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { createTestHome, type TestHome } from '../support/test-home.ts';

describeNeeding(['redis', 'posix'], 'restore and history of keys in the terminal', () => {
  let home: TestHome;
  let client: Redis;
  const manage = (...words: readonly string[]) => runInProcess(['--action', ...words], home.env);
  const json = async (...words: readonly string[]) => {
    const { code, stdout } = await manage(...words, '--json');
    return { code, document: JSON.parse(stdout) };
  };

  beforeAll(async () => {
    home = await createTestHome({ docker: false });
    expect((await manage('install', '--runtime', 'process')).code).toBe(0);
    client = new Redis(home.port, { protocol: 2 });
    await client.mset('cart:1', 'one', 'cart:2', 'two', 'flag', 'off', 'other', 'x');
    expect((await manage('backup', '--backup-name', 'first', '--verify', 'no')).code).toBe(0);
    await client.set('flag', 'on');
    await client.set('cart:3', 'three');
    expect((await manage('backup', '--backup-name', 'second', '--verify', 'no')).code).toBe(0);
    await client.mset('cart:1', 'changed', 'flag', 'off');
    await client.del('cart:2');
  });
  afterAll(async () => {
    client.disconnect();
    await home.dispose();
  });

  test('restore › --dry-run, without --yes, with it, and undo › counts, exit 2, keys, the former keys', async () => {
    const chosen = ['restore', '--backup-name', 'first', '--pattern', 'cart:*'];
    const dry = await json(...chosen, '--existing', 'replace', '--dry-run');
    expect(dry).toMatchObject({ code: 0, document: { into: 'main', restored: { keys: 1 }, problem: null } });
    expect(await client.exists('cart:2')).toBe(0);

    const refused = await json(...chosen, '--existing', 'replace');
    expect(refused).toMatchObject({ code: 2, document: { error: { data: { field: '--yes' } } } });
    expect(await client.exists('cart:2')).toBe(0);

    // Nothing is overwritten, so no question is asked.
    const added = await manage(...chosen);
    expect(added.code).toBe(0);
    expect(added.stdout).toContain('Restored 1 key to main');
    expect(await client.mget('cart:1', 'cart:2')).toEqual(['changed', 'two']);
    expect(await json('undo', '--yes', 'yes')).toMatchObject({ code: 0, document: { changed: 1, skipped: 0 } });
    expect(await client.exists('cart:2')).toBe(0);

    const done = await json(...chosen, '--existing', 'replace', '--yes', 'yes');
    expect(done).toMatchObject({ code: 0, document: { instance: 'main', restored: 1, overwritten: 1, expired: 0 } });
    expect(await client.mget('cart:1', 'cart:2', 'cart:3')).toEqual(['one', 'two', 'three']);
    expect((await manage('undo', '--yes', 'yes')).code).toBe(0);
    expect(await client.mget('cart:1', 'cart:2')).toEqual(['changed', null]);
  });

  test.each<readonly [string, readonly string[], number, string]>([
    ['no choice', ['--existing', 'replace'], 2, '--pattern'],
    ['a pattern and a key', ['--pattern', 'a*', '--key', 'b'], 2, '--pattern'],
    ['a key in all databases', ['--key', 'b', '--database', 'all'], 2, '--database'],
    ['data that the backup does not have', ['--key', 'b', '--data', 'aof'], 2, 'no other data to choose'],
    ['a pattern that matches nothing', ['--pattern', 'nothing:*'], 3, 'none of the chosen keys'],
  ])('restore › %s › refused with the flag or the reason', async (_, words, code, text) => {
    const run = await manage('restore', '--backup-name', 'first', ...words);
    expect(run.code).toBe(code);
    expect(run.stderr).toContain(text);
  });

  test('key-history › a key that came back, a prefix, an unknown key › versions, totals, exit 3', async () => {
    const { document } = await json('key-history', '--key', 'flag');
    const places = document.versions.map(({ number, seen }: { number: number; seen: { backup: string }[] }) => [
      number,
      ...seen.map(({ backup }) => backup),
    ]);
    expect(places).toEqual([
      [1, 'first'],
      [2, 'second'],
      [3, null],
    ]);
    expect(document.versions[0].hash).toBe(document.versions[2].hash);
    const [first, , live] = document.versions;
    expect([first.sizeBytes > 0, live.sizeBytes]).toEqual([true, first.sizeBytes]);
    const gone = (await json('key-history', '--key', 'cart:2')).document.versions;
    expect(gone).toMatchObject([{ number: 1, seen: [{ backup: 'first' }, { backup: 'second' }] }, { number: null }]);
    const { totals } = (await json('key-history', '--prefix', 'cart:')).document;
    expect(totals.map(({ keys }: { keys: number }) => keys)).toEqual([2, 3, 2]);
    expect((await manage('key-history', '--key', 'nobody')).code).toBe(3);

    // A damaged index is recreated.
    const folder = join(home.path, 'redis', 'desktop', 'key-history');
    const names = await readdir(folder);
    expect(names).toHaveLength(2);
    for (const name of names) {
      const whole = await readFile(join(folder, name));
      await writeFile(join(folder, name), whole.subarray(0, whole.length - 3));
    }
    expect((await json('key-history', '--key', 'flag')).document.versions).toHaveLength(3);
  });

  test('key-history › an unknown key while the instance is stopped › says that its keys were not read', async () => {
    client.on('error', () => undefined);
    expect((await manage('stop', '--yes', 'yes')).code).toBe(0);
    const run = await manage('key-history', '--key', 'nobody');
    expect(run.code).toBe(3);
    expect(run.stderr).toContain('No backup has a key "nobody"');
    expect(run.stderr).toContain('The running instance was not read: main is not running.');
  });
});
