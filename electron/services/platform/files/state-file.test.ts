import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deadPid } from '../../../../test/support/dead-pid.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { openToAppend, requireAppend } from './append-file.ts';
import { cleanText } from './clean-text.ts';
import { CHUNK_BYTES, copyHashed, hashFile } from './copy-file.ts';
import { freeBytes, requireSpace } from './disk-space.ts';
import { clearCutOffWrites, clearUnfinishedWrites, replaceFile, stageDurably, writeDurably } from './durable-write.ts';
import { createFileCache } from './file-cache.ts';
import { asHomeFailure, asWriteFailure, errorCode, isNotThere } from './file-errors.ts';
import { kindOf, ownerAndMode, rightsFix } from './file-owner.ts';
import { folderBytes } from './folder-bytes.ts';
import { freeName } from './free-name.ts';
import {
  onSetAside,
  parseState,
  readCachedSettings,
  readJsonState,
  readJsonStateNow,
  setAside,
  setAsideName,
} from './json-state.ts';
import { lastLines, lastLinesOf } from './last-lines.ts';
import { linkOrCopy } from './link-or-copy.ts';
import { namesIn } from './names-in.ts';
import {
  isDamaged,
  isUnreadable,
  openExistingFile,
  openStateFile,
  readStateBytes,
  readStateFile,
} from './state-file.ts';
import { whyUnreadable } from './why-unreadable.ts';

const isRoot = process.geteuid?.() === 0;
const reason = isRoot ? ' [skipped: root can read every file]' : '';
const signal = new AbortController().signal;

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

  test('a folder, a FIFO, a device or a link to itself › is an error at once, not an endless wait', async () => {
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

describe('replacing a file', () => {
  test.each([
    ['durably', writeDurably],
    ['quickly', replaceFile],
  ] as const)('%s › the content is new, private, and no temporary file stays', async (_, write) => {
    const folder = temporaryFolder();
    const path = join(folder, 'x');
    await write(path, 'one');
    await write(path, 'two');
    expect(readFileSync(path, 'utf8')).toBe('two');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    await write(path, 'three', 0o644);
    expect(statSync(path).mode & 0o777).toBe(0o644);
    expect(readdirSync(folder)).toEqual(['x']);
  });

  test.each([
    ['durably', writeDurably],
    ['quickly', replaceFile],
  ] as const)('%s through links › the links stay, and the file at their end is replaced', async (_, write) => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'real'));
    writeFileSync(join(folder, 'real/x'), 'old');
    symlinkSync('real/x', join(folder, 'second'));
    symlinkSync('second', join(folder, 'first'));
    await write(join(folder, 'first'), 'new');
    expect(readlinkSync(join(folder, 'first'))).toBe('second');
    expect(readFileSync(join(folder, 'real/x'), 'utf8')).toBe('new');
    symlinkSync('real/later', join(folder, 'dangling'));
    await write(join(folder, 'dangling'), 'made');
    expect(readFileSync(join(folder, 'real/later'), 'utf8')).toBe('made');
  });

  test('a folder in its place, or a missing folder › fails and leaves nothing behind', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'x'));
    await expect(writeDurably(join(folder, 'x'), 'a')).rejects.toThrow();
    await expect(replaceFile(join(folder, 'x'), 'a')).rejects.toThrow();
    await expect(writeDurably(join(folder, 'none/x'), 'a')).rejects.toMatchObject({ code: 'ENOENT' });
    expect(readdirSync(folder)).toEqual(['x']);
  });

  test('a staged file › dropped, committed, and dropped after the commit', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'x');
    writeFileSync(path, 'old');
    const dropped = await stageDurably(path, 'never');
    await dropped.drop();
    expect([readdirSync(folder), readFileSync(path, 'utf8')]).toEqual([['x'], 'old']);
    const staged = await stageDurably(path, 'new');
    expect(readFileSync(path, 'utf8')).toBe('old');
    await staged.commit();
    await staged.drop();
    expect([readdirSync(folder), readFileSync(path, 'utf8')]).toEqual([['x'], 'new']);
  });

  test('unfinished writes › only those of dead processes are removed, and all in a folder that was moved away', async () => {
    const folder = temporaryFolder();
    const [dead, alive] = [`x.${deadPid()}.0123abcd.tmp`, `x.${process.pid}.0123abcd.tmp`];
    const others = ['x.tmp', 'x.1.tmp', 'x.0.0123abcd.tmp', 'x.99999999.0123abcd.tmp.kept', 'x.12.0123ABCD.tmp'];
    for (const name of [dead, alive, ...others]) writeFileSync(join(folder, name), '');
    await clearUnfinishedWrites(folder);
    expect(readdirSync(folder).sort()).toEqual([alive, ...others].sort());
    await clearUnfinishedWrites(join(folder, 'none'));
    await clearCutOffWrites(folder);
    expect(readdirSync(folder)).not.toContain(alive);
    expect(existsSync(join(folder, 'x.1.tmp'))).toBe(true);
  });
});

describe('appending', () => {
  test('to a FIFO, a folder or a missing folder › is refused at once', () => {
    const folder = temporaryFolder();
    fifo(join(folder, 'fifo'));
    expect(() => openToAppend(join(folder, 'fifo'))).toThrow(expect.objectContaining({ code: 'FILE_UNREADABLE' }));
    expect(() => openToAppend(join(folder, 'fifo'), { reads: true })).toThrow(
      expect.objectContaining({ code: 'FILE_UNREADABLE' }),
    );
    expect(() => openToAppend(folder)).toThrow(expect.objectContaining({ code: 'FILE_UNREADABLE' }));
    expect(() => openToAppend(join(folder, 'none/x'))).toThrow(expect.objectContaining({ code: 'ENOENT' }));
    expect(() => requireAppend(join(folder, 'none/x'))).not.toThrow();
    expect(() => requireAppend(join(folder, 'fifo'))).toThrow('a FIFO');
    requireAppend(join(folder, 'new'));
    expect(lstatSync(join(folder, 'new')).mode & 0o777).toBe(0o600);
  });
});

describe('copying with a hash', () => {
  test('any size around the chunks › equals the file, and its hash is that of the bytes', async () => {
    for (const size of [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES + 7]) {
      const folder = temporaryFolder();
      const bytes = Buffer.alloc(size, 'abcdefg');
      writeFileSync(join(folder, 'from'), bytes);
      const from = await open(join(folder, 'from'));
      const progress: number[] = [];
      const copied = await copyHashed(from, join(folder, 'to'), { signal, progress: (done) => progress.push(done) });
      expect(copied).toEqual({ bytes: size, sha256: createHash('sha256').update(bytes).digest('hex') });
      expect(readFileSync(join(folder, 'to')).equals(bytes)).toBe(true);
      expect(progress.at(-1) ?? 0).toBe(size);
      expect(await hashFile(from, { signal, limit: 10 })).toMatchObject({ bytes: Math.min(size, 10) });
      await from.close();
    }
  });

  test('an existing target or a cancelled copy › fails, and the target is not overwritten', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'from'), 'new');
    writeFileSync(join(folder, 'to'), 'old');
    const from = await open(join(folder, 'from'));
    await expect(copyHashed(from, join(folder, 'to'), { signal })).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(copyHashed(from, join(folder, 'other'), { signal: AbortSignal.abort() })).rejects.toThrow();
    expect(readFileSync(join(folder, 'to'), 'utf8')).toBe('old');
    await from.close();
  });

  test('a link or a copy › appears whole; a taken name is an error', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a'), 'x');
    await linkOrCopy(join(folder, 'a'), join(folder, 'b'));
    expect(statSync(join(folder, 'b')).ino).toBe(statSync(join(folder, 'a')).ino);
    await expect(linkOrCopy(join(folder, 'a'), join(folder, 'b'))).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(linkOrCopy(join(folder, 'none'), join(folder, 'c'))).rejects.toMatchObject({ code: 'ENOENT' });
    expect(readdirSync(folder).sort()).toEqual(['a', 'b']);
  });
});

describe('the last lines of a file', () => {
  test('any content and count › equal those of the whole text', async () => {
    const folder = temporaryFolder();
    let number = 0;
    const line = fc.oneof(fc.constantFrom('', 'a', 'é🐘', 'x'.repeat(70_000)), fc.stringMatching(/^[a-z ]{0,12}$/));
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 12 }),
        fc.boolean(),
        fc.integer({ min: 0, max: 14 }),
        async (lines, ended, count) => {
          const path = join(folder, String(number++));
          const text = lines.join('\n') + (ended ? '\n' : '');
          writeFileSync(path, text);
          const all = text.split('\n');
          if (all.at(-1) === '') all.pop();
          const shown = all.map((one) => (one.length > 16 * 1024 ? expect.stringContaining('cut: the line has') : one));
          expect(await lastLinesOf(path, count)).toEqual(count === 0 ? [] : shown.slice(-count));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('rotated files › continue the search, a missing one ends it, and a limit is reported', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'log');
    writeFileSync(path, 'e\nf\n');
    writeFileSync(`${path}.1`, 'c\nd\n');
    writeFileSync(`${path}.3`, 'a\nb\n');
    const file = await open(path);
    const search = (count: number, most: number, older = [`${path}.1`, `${path}.2`, `${path}.3`]) =>
      lastLines({ file, end: 4 }, older, count, (lines) => lines, most);
    expect(await search(3, 100)).toEqual({ lines: ['d', 'e', 'f'], cut: false });
    expect(await search(9, 100)).toEqual({ lines: ['c', 'd', 'e', 'f'], cut: false });
    expect(await search(9, 4)).toEqual({ lines: ['e', 'f'], cut: true });
    expect(await search(9, 100, [])).toEqual({ lines: ['e', 'f'], cut: false });
    const odd = await lastLines(
      { file, end: 4 },
      [`${path}.1`],
      2,
      (lines) => lines.filter((line) => line !== 'e'),
      100,
    );
    expect(odd.lines).toEqual(['d', 'f']);
    await file.close();
    expect(await lastLinesOf(join(folder, 'none'), 5)).toEqual([]);
  });
});

describe('reasons', () => {
  test('codes of system calls › only of errors that have one', () => {
    expect([
      errorCode(Object.assign(new Error(), { code: 'ENOSPC' })),
      errorCode(new Error()),
      errorCode({ code: 'ENOSPC' }),
      errorCode(Object.assign(new Error(), { code: 7 })),
    ]).toEqual(['ENOSPC', undefined, undefined, undefined]);
    expect(['ENOENT', 'ENOTDIR', 'EACCES'].map((code) => isNotThere(Object.assign(new Error(), { code })))).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('a failed write › below the home is explained, elsewhere only a full disk without a path', () => {
    const failure = (code: string, path?: string) =>
      asWriteFailure(Object.assign(new Error('x'), { code, ...(path && { path }) }), '/home/u/.vrooli');
    expect(failure('ENOSPC', '/home/u/.vrooli/redis/x')).toMatchObject({ code: 'DISK_FULL' });
    expect(failure('ENOSPC')).toMatchObject({ code: 'DISK_FULL' });
    expect(failure('EACCES', '/home/u/.vrooli')).toMatchObject({ code: 'HOME_NOT_WRITABLE' });
    expect(failure('EACCES', '/home/u')).toMatchObject({ code: 'HOME_NOT_WRITABLE' });
    expect(failure('EACCES')).toMatchObject({ code: 'EACCES' });
    expect(failure('ENOSPC', '/home/u/.vrooli-other/x')).toMatchObject({ code: 'ENOSPC' });
    expect(failure('ECONNRESET', '/home/u/.vrooli/x')).toMatchObject({ code: 'ECONNRESET' });
    const mkdir = Object.assign(new Error('x'), { code: 'ENOENT', syscall: 'mkdir' });
    expect(asHomeFailure(mkdir, '/h')).toMatchObject({ data: { reason: 'EROFS' } });
  });

  test('why a path cannot be read › names the path that blocks, with a command that a shell reads as one word', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "a'b c"), '');
    const why = (path: string, code: string) => whyUnreadable(path, Object.assign(new Error('x'), { code }));
    expect(why(join(folder, "a'b c"), 'EACCES')).toContain(`'${folder}/a'\\''b c'`);
    expect(why(join(folder, "a'b c/below"), 'ENOTDIR')).toContain("a'b c is a file where a folder should be");
    expect(why(join(folder, 'none/deeper'), 'EACCES')).toContain(`chmod -R u+rwX ${folder}`);
    expect(why('/x', 'EIO')).toContain('(EIO). Check its disk');
    expect(rightsFix(join(folder, "a'b c"))).toBe(`Run: chmod u+rw '${folder}/a'\\''b c'`);
    expect(ownerAndMode(join(folder, 'none/deeper'), null)).toContain(`${folder} has owner`);
    expect(kindOf(statSync('/dev/null'))).toBe('a device');
  });

  test('space › more than the disk has is refused with both sizes, and a missing folder is on the disk of its parent', async () => {
    const folder = temporaryFolder();
    const free = (await freeBytes(folder)) ?? 0;
    expect(free).toBeGreaterThan(0);
    expect(Math.abs(((await freeBytes(join(folder, 'a/b/c'))) ?? 0) - free)).toBeLessThan(1024 ** 3);
    await expect(requireSpace(folder, free + 1, 'The backup')).rejects.toMatchObject({
      code: 'DISK_FULL',
      data: { needed: free + 1 },
    });
    await expect(requireSpace(folder, 1, 'The backup')).resolves.toBeUndefined();
  });
});

describe('folders and names', () => {
  test('the size of a folder › counts files below it, not what links lead to', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'a/b'), { recursive: true });
    writeFileSync(join(folder, 'a/b/x'), 'x'.repeat(10));
    writeFileSync(join(folder, 'y'), 'x'.repeat(5));
    linkSync(join(folder, 'y'), join(folder, 'y2'));
    symlinkSync('..', join(folder, 'a/loop'));
    symlinkSync('none', join(folder, 'dangling'));
    expect(folderBytes(folder)).toBe(20);
    expect([folderBytes(join(folder, 'none')), namesIn(join(folder, 'none')), namesIn(join(folder, 'y/x'))]).toEqual([
      0,
      [],
      [],
    ]);
  });

  test('a free name › of any taken ones › is not taken, and short enough', () => {
    const names = fc.array(fc.constantFrom('a', 'a-2', 'a-3', 'x'.repeat(100), `${'x'.repeat(88)}-2`), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(names, fc.constantFrom('a', 'b', 'x'.repeat(100)), (taken, name) => {
        const found = freeName(name, new Set(taken));
        expect(taken).not.toContain(found);
        expect(found.length).toBeLessThanOrEqual(100);
        if (!taken.includes(name)) expect(found).toBe(name);
      }),
    );
  });

  test('text of other programs › cannot act on a terminal, and a clean text stays', () => {
    expect(cleanText('a\tb é🐘')).toBe('a\tb é🐘');
    expect(cleanText('\u001b[2J\u0007\u009b')).toBe('\\x1b[2J\\x07\\x9b');
    expect(cleanText('a\u202eb\u2028\ufeff')).toBe('a\\u202eb\\u2028\\ufeff');
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => cleanText(cleanText(text)) === cleanText(text)));
  });
});
