import { spawnSync } from 'node:child_process';
import { linkSync, lstatSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { openToAppend, requireAppend } from './append-file.ts';
import { cleanText } from './clean-text.ts';
import { folderBytes } from './folder-bytes.ts';
import { freeName } from './free-name.ts';
import { namesIn } from './names-in.ts';

function fifo(path: string): void {
  spawnSync('mkfifo', [path]);
}

describe('appending', () => {
  test('to a FIFO, a folder or a missing folder › is refused immediately', () => {
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
