import { chmod, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openSession } from './session.ts';

async function emptyHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'vt-session-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  return home;
}

const fileIn = (home: string) => join(home, 'redis', 'desktop', 'browser-session');

test('session › next start › a browser stays known, and a start alone writes nothing', async () => {
  const home = await emptyHome();
  const first = await openSession(home);
  expect(await readdir(home)).toEqual([]);
  expect((await openSession(home)).value).not.toBe(first.value);
  await first.keep();
  expect((await openSession(home)).value).toBe(first.value);
  expect((await stat(fileIn(home))).mode & 0o777).toBe(0o600);
});

test('session › readable by others, old or incomplete › replaced', async () => {
  const home = await emptyHome();
  const path = fileIn(home);
  const spoil = {
    readable: () => chmod(path, 0o644),
    old: () => utimes(path, new Date(0), new Date(0)),
    broken: () => writeFile(path, 'abc'),
  };
  for (const [name, change] of Object.entries(spoil)) {
    if (name === 'readable' && process.platform === 'win32') continue;
    const before = await openSession(home);
    await before.keep();
    await change();
    const after = await openSession(home);
    expect(after.value, name).not.toBe(before.value);
    await after.keep();
    expect((await openSession(home)).value, name).toBe(after.value);
  }
});

test('session › a home that is not writable › a session in memory', async () => {
  const home = await emptyHome();
  await writeFile(join(home, 'redis'), 'a file where a folder should be');
  const session = await openSession(home);
  await session.keep();
  expect(session.value).toHaveLength(43);
});
