import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { createFileCache } from './file-cache.ts';
import {
  onSetAside,
  parseState,
  readCachedSettings,
  readJsonState,
  readJsonStateNow,
  setAside,
  setAsideName,
} from './json-state.ts';
import {
  isDamaged,
  isUnreadable,
  openExistingFile,
  openStateFile,
  readStateBytes,
  readStateFile,
} from './state-file.ts';

const isRoot = process.geteuid?.() === 0;

const reason = isRoot ? ' [skipped: root can read every file]' : '';

function fifo(path: string): void {
  spawnSync('mkfifo', [path]);
}

describe('a state file', () => {
  test('missing, or below a file › is null; an empty one is empty', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    expect(await readStateBytes(join(folder, 'none'))).toBeNull();
    expect(await readStateBytes(join(folder, 'file/below'))).toBeNull();
    expect(await readStateFile(join(folder, 'file'))).toBe('');
    expect(await openStateFile(join(folder, 'none'))).toBeNull();
    await expect(openExistingFile(join(folder, 'none'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('a folder, a FIFO, a device or a link to itself › is an error immediately, not an endless wait', async () => {
    const folder = temporaryFolder();
    fifo(join(folder, 'fifo'));
    symlinkSync('loop', join(folder, 'loop'));
    mkdirSync(join(folder, 'folder'));
    for (const [path, words] of [
      [join(folder, 'fifo'), 'a FIFO'],
      [join(folder, 'folder'), 'a folder'],
      ['/dev/zero', 'a device'],
      [join(folder, 'loop'), 'link to itself'],
    ] as const) {
      const failure = await readStateBytes(path).catch((error: unknown) => error);
      expect(isUnreadable(failure) && isDamaged(failure), path).toBe(true);
      expect(String(failure)).toContain(words);
      await expect(openStateFile(path)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    }
  });

  test('zero bytes, as after a power loss › are damage in text and content in a binary file', async () => {
    const path = join(temporaryFolder(), 'file');
    writeFileSync(path, Buffer.from('{"a":1}\0\0\0'));
    await expect(readStateBytes(path)).rejects.toMatchObject({ data: { trouble: 'damaged' } });
    expect((await readStateBytes(path, { binary: true }))?.length).toBe(10);
  });

  test('larger than its limit › is not read', async () => {
    const path = join(temporaryFolder(), 'file');
    writeFileSync(path, 'x'.repeat(1001));
    await expect(readStateBytes(path, { largestBytes: 1000 })).rejects.toMatchObject({
      data: { trouble: 'too-large' },
    });
    expect((await readStateBytes(path, { largestBytes: 1001 }))?.length).toBe(1001);
  });

  test.skipIf(isRoot)(`without read permission › names owner and mode, and is not damaged${reason}`, async () => {
    const path = join(temporaryFolder(), 'file');
    writeFileSync(path, 'x', { mode: 0o200 });
    const failure = await readStateBytes(path).catch((error: unknown) => error);
    expect(failure).toMatchObject({ data: { trouble: 'denied', detail: expect.stringContaining('mode 0200') } });
    expect(isDamaged(failure)).toBe(false);
  });
});

describe('a JSON file of this app', () => {
  const parse = (value: unknown) => (typeof value === 'object' && value !== null && 'a' in value ? value : null);

  test('damaged in any way › is kept under a new name and counts as missing, once', async () => {
    for (const damage of ['', '  \n', '{', '[1]', 'null', '{"b":1}', '\0\0', '\ufeff{"a":1}']) {
      const folder = temporaryFolder();
      const path = join(folder, 'x.json');
      writeFileSync(path, damage);
      const reported: string[] = [];
      const stop = onSetAside(({ keptAs, detail }) => reported.push(`${keptAs} ${detail}`));
      expect(await readJsonState(path, parse), damage).toBeNull();
      expect(await readJsonState(path, parse)).toBeNull();
      stop();
      const [kept, ...others] = readdirSync(folder);
      expect(others).toEqual([]);
      expect(kept).toMatch(setAsideName);
      expect(readFileSync(join(folder, kept ?? ''), 'utf8')).toBe(damage);
      expect(reported).toHaveLength(1);
    }
  });

  test('damaged twice in one second › both are kept', () => {
    const folder = temporaryFolder();
    const path = join(folder, 'x.json');
    for (const text of ['one', 'two', 'three']) {
      writeFileSync(path, text);
      setAside(path, 'test');
    }
    const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    expect(texts.sort()).toEqual(['one', 'three', 'two']);
    setAside(path, 'another process was faster');
    expect(readdirSync(folder)).toHaveLength(3);
  });

  test('a folder in its place › is kept too, and a parser that throws means damage', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'x.json'));
    expect(readJsonStateNow(join(folder, 'x.json'), parse)).toBeNull();
    expect(readdirSync(folder)[0]).toMatch(setAsideName);
    expect(() =>
      parseState('/x', '{}', () => {
        throw new Error('zod');
      }),
    ).toThrow(expect.objectContaining({ code: 'FILE_UNREADABLE' }));
  });

  test.skipIf(isRoot)(`without read permission › stays where it is, since it may be intact${reason}`, async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'x.json');
    writeFileSync(path, '{"a":1}', { mode: 0 });
    await expect(readJsonState(path, parse)).rejects.toMatchObject({ data: { trouble: 'denied' } });
    expect(readJsonStateNow(path, parse)).toBeNull();
    expect(readdirSync(folder)).toEqual(['x.json']);
    chmodSync(path, 0o600);
    expect(await readJsonState(path, parse)).toEqual({ a: 1 });
  });

  test('settings through a cache › damaged, then written again › are read again', () => {
    const path = join(temporaryFolder(), 'x.json');
    const cache = createFileCache((text, from) => parseState(from, text, parse));
    writeFileSync(path, '{"a":1}');
    expect(readCachedSettings(cache, path)).toEqual({ a: 1 });
    writeFileSync(path, '{"a":');
    expect(readCachedSettings(cache, path)).toBeNull();
    writeFileSync(path, '{"a":22}');
    expect(readCachedSettings(cache, path)).toEqual({ a: 22 });
  });
});
