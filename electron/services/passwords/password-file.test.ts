import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { type PasswordEntries, passwordPath, readPasswordFile, writePasswordFile } from './password-file.ts';

const inFile = { how: 'file', password: 'open sesame', besides: null } as const;
const inKeychain = { how: 'keychain', value: 'AAAA' } as const;

async function home() {
  const path = temporaryFolder();
  const file = passwordPath(path);
  const folder = join(file, '..');
  await mkdir(folder, { recursive: true });
  const setAside = async () => (await readdir(folder)).filter((name) => name.startsWith('passwords.json.damaged-'));
  return { path, file, folder, setAside };
}

describe('passwords.json', () => {
  test('missing › no passwords', async () => {
    const { path } = await home();
    expect(await readPasswordFile(path)).toEqual({});
  });

  test('written › read as it was, and private', async () => {
    const { path, file } = await home();
    const entries: PasswordEntries = { main: inFile, acme: inKeychain };
    await writePasswordFile(path, entries);
    expect(await readPasswordFile(path)).toEqual(entries);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test('a password that was forgotten › is in no file of the folder', async () => {
    const { path, folder } = await home();
    await writePasswordFile(path, { main: inFile });
    await writePasswordFile(path, {});
    for (const name of await readdir(folder))
      expect(await readFile(join(folder, name), 'utf8')).not.toContain(inFile.password);
  });

  test.each([
    ['empty', ''],
    ['cut in the middle', '{"format": 1, "passwords": {"main": {"how": "fi'],
    ['a list', '[]'],
    ['an entry of an unknown kind', '{"format": 1, "passwords": {"main": {"how": "paper"}}}'],
    [
      'a password that is no text',
      '{"format": 1, "passwords": {"main": {"how": "file", "password": 1, "besides": null}}}',
    ],
    ['format 0', '{"format": 0, "passwords": {}}'],
  ])('%s › set aside with its content, and passwords can be entered again', async (_, content) => {
    const { path, folder, setAside } = await home();
    await writeFile(passwordPath(path), content);
    expect(await readPasswordFile(path)).toEqual({});
    const [kept] = await setAside();
    expect(await readFile(join(folder, kept ?? ''), 'utf8')).toBe(content);
    await writePasswordFile(path, { main: inFile });
    expect(await readPasswordFile(path)).toEqual({ main: inFile });
  });

  test('a name such as __proto__ › is an entry like others', async () => {
    const { path } = await home();
    await writeFile(passwordPath(path), `{"format": 1, "passwords": {"__proto__": ${JSON.stringify(inFile)}}}`);
    const read = await readPasswordFile(path);
    expect(({} as Record<string, unknown>)['how']).toBeUndefined();
    expect(Object.getPrototypeOf(read) === Object.prototype || Object.getPrototypeOf(read) === null).toBe(true);
  });

  test('of a newer version › read as empty, and never replaced', async () => {
    const { path, file, setAside } = await home();
    const content = '{"format": 2, "elsewhere": []}';
    await writeFile(file, content);
    expect(await readPasswordFile(path)).toEqual({});
    await expect(writePasswordFile(path, { main: inFile })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('newer version of this app (format 2'),
    });
    expect(await readFile(file, 'utf8')).toBe(content);
    expect(await setAside()).toEqual([]);
  });

  test('readable by others › private after the next write', async () => {
    const { path, file } = await home();
    await writePasswordFile(path, { main: inFile });
    await chmod(file, 0o644);
    await writePasswordFile(path, { main: inFile, acme: inKeychain });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test('without read permission › one sentence, and the file stays', async ({ skip }) => {
    if (process.getuid?.() === 0) skip('root can read every file');
    const { path, file } = await home();
    await writePasswordFile(path, { main: inFile });
    await chmod(file, 0o200);
    await expect(readPasswordFile(path)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    await chmod(file, 0o600);
    expect(await readPasswordFile(path)).toEqual({ main: inFile });
  });
});
