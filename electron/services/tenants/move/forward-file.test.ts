import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { readForwards, setForward } from './forward-file.ts';

const UNTIL = '2026-11-21T10:00:00.000Z';
const acme = { id: 'acme', port: 6381, until: UNTIL };
const bluebird = { id: 'bluebird', port: 6382, until: UNTIL };

async function home() {
  const path = temporaryFolder();
  const folder = join(path, 'redis/desktop');
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'forwards.json');
  const setAside = async () => (await readdir(folder)).filter((name) => name.startsWith('forwards.json.damaged-'));
  return { path, folder, file, setAside };
}

describe('forwards.json', () => {
  test('missing › no forwards, and no file is created', async () => {
    const { path, folder } = await home();
    expect(await readForwards(path)).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  });

  test('set › kept for each tenant, in a file that only this user reads', async () => {
    const { path, file } = await home();
    await setForward(path, 'acme', acme);
    await setForward(path, 'bluebird', bluebird);
    await setForward(path, 'acme', { ...acme, port: 6390 });
    expect(await readForwards(path)).toEqual([bluebird, { ...acme, port: 6390 }]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test('removed › only that of its tenant', async () => {
    const { path } = await home();
    await setForward(path, 'acme', acme);
    await setForward(path, 'bluebird', bluebird);
    await setForward(path, 'acme', null);
    expect(await readForwards(path)).toEqual([bluebird]);
  });

  test.each([
    ['empty', ''],
    ['cut in the middle', '[{"id": "acme", "po'],
    ['not a list', '{"id": "acme"}'],
    ['a port that is none', JSON.stringify([{ ...acme, port: 99_999 }])],
    ['an id that leads out of the home', JSON.stringify([{ ...acme, id: '../acme' }])],
    ['zero bytes', '\0\0\0\0'],
  ])('%s › set aside, and the move can be recorded again', async (_, content) => {
    const { path, file, setAside } = await home();
    await writeFile(file, content);
    expect(await readForwards(path)).toEqual([]);
    const [kept] = await setAside();
    expect(await readFile(join(file, '..', kept ?? ''), 'utf8')).toBe(content);
    await setForward(path, 'acme', acme);
    expect(await readForwards(path)).toEqual([acme]);
  });

  test('a folder in its place › nothing of it is deleted', async () => {
    const { path, file, folder } = await home();
    await mkdir(file);
    await writeFile(join(file, 'mine'), 'mine');
    await readForwards(path).catch(() => undefined);
    const names = await readdir(folder);
    const contents = await Promise.all(names.map((name) => readdir(join(folder, name))));
    expect(contents.flat()).toEqual(['mine']);
  });

  test('a symbolic link to itself › set aside', async () => {
    const { path, file, setAside } = await home();
    await symlink(file, file);
    expect(await readForwards(path)).toEqual([]);
    expect(await setAside()).toHaveLength(1);
  });

  test('without read permission › one sentence, and the file stays', async ({ skip }) => {
    if (process.getuid?.() === 0) skip('root can read every file');
    const { path, file } = await home();
    await writeFile(file, JSON.stringify([acme]));
    await chmod(file, 0o200);
    await expect(readForwards(path)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    await chmod(file, 0o600);
    expect(await readForwards(path)).toEqual([acme]);
  });

  test('read by everyone › replaced by a private file', async () => {
    const { path, file } = await home();
    await writeFile(file, JSON.stringify([acme]), { mode: 0o666 });
    await chmod(file, 0o666);
    await setForward(path, 'bluebird', bluebird);
    expect((await stat(file)).mode & 0o077).toBe(0);
  });
});
