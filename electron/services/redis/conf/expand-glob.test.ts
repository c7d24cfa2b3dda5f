import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { expandGlob, isGlob } from './expand-glob.ts';

/** Expands a pattern in a folder with these files. */
function found(files: readonly string[], pattern: string) {
  const folder = temporaryFolder();
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), '');
  }
  const visited: string[] = [];
  const paths = expandGlob(join(folder, pattern), (path) => visited.push(path.slice(folder.length + 1)));
  return { paths: paths.map((path) => path.slice(folder.length + 1)), visited };
}

test('an include pattern › `*`, `?` and classes › match within one name, sorted', () => {
  const files = ['10.conf', '2.conf', 'a.conf', 'b.conf', 'b.txt', 'sub/c.conf'];
  expect(found(files, '*.conf').paths).toEqual(['10.conf', '2.conf', 'a.conf', 'b.conf']);
  expect(found(files, '?.conf').paths).toEqual(['2.conf', 'a.conf', 'b.conf']);
  expect(found(files, '[a-z].conf').paths).toEqual(['a.conf', 'b.conf']);
  expect(found(files, '[!a].conf').paths).toEqual(['2.conf', 'b.conf']);
  expect(found(files, '[^0-9].conf').paths).toEqual(['a.conf', 'b.conf']);
  expect(found(files, '*/c.conf').paths).toEqual(['sub/c.conf']);
});

test('an include pattern › names with a leading dot › match only a pattern with a dot', () => {
  const files = ['.hidden.conf', 'a.conf'];
  expect(found(files, '*.conf').paths).toEqual(['a.conf']);
  expect(found(files, '?hidden.conf').paths).toEqual([]);
  expect(found(files, '[.]hidden.conf').paths).toEqual([]);
  expect(found(files, '.*.conf').paths).toEqual(['.hidden.conf']);
});

test('an include pattern › characters with a meaning in regular expressions › stand for themselves', () => {
  const files = ['a+b.conf', 'aab.conf', 'a(1).conf', 'a$.conf', 'a-conf', 'a{1,2}.conf', 'a|b.conf', 'a^.conf'];
  expect(found(files, 'a+b.con?').paths).toEqual(['a+b.conf']);
  expect(found(files, 'a(1).*').paths).toEqual(['a(1).conf']);
  expect(found(files, 'a$.*').paths).toEqual(['a$.conf']);
  expect(found(files, 'a{1,2}.*').paths).toEqual(['a{1,2}.conf']);
  expect(found(files, 'a|b.*').paths).toEqual(['a|b.conf']);
  expect(found(files, 'a^.*').paths).toEqual(['a^.conf']);
  expect(found(files, 'a.*').paths).toEqual([]);
});

test('an include pattern › brackets › hold `]` first, and an open one stands for itself', () => {
  const files = ['].conf', 'a.conf', '[a.conf', '-.conf'];
  expect(found(files, '[]].conf').paths).toEqual(['].conf']);
  expect(found(files, '[!]].conf').paths).toEqual(['-.conf', 'a.conf']);
  expect(found(files, '[-a].conf').paths).toEqual(['-.conf', 'a.conf']);
  expect(found(files, '[a.con*').paths).toEqual(['[a.conf']);
  // glob(3) finds nothing in a range in the wrong order.
  expect(found(files, '[z-a].conf').paths).toEqual([]);
});

test('an include pattern › a fixed name after a pattern › only existing files are found', () => {
  const files = ['one/local.conf', 'two/other.conf', 'three.conf'];
  expect(found(files, '*/local.conf').paths).toEqual(['one/local.conf']);
  expect(found(files, '*/local.conf').visited).toEqual(expect.arrayContaining(['', 'two/local.conf']));
});

test('an include pattern › a folder that does not exist or is a file › finds nothing', () => {
  expect(found(['a.conf'], 'none/*.conf')).toEqual({ paths: [], visited: ['none'] });
  expect(found(['a.conf'], 'a.conf/*.conf').paths).toEqual([]);
  expect(expandGlob('relative/*.conf', () => undefined)).toEqual([]);
});

test('an include pattern › names with a line break › are matched as a whole', () => {
  expect(found(['a\nb.conf', 'b.conf'], 'a*.conf').paths).toEqual(['a\nb.conf']);
});

test('an include › without a special character › is no pattern', () => {
  expect(['/etc/a.conf', '/etc/a{1}.conf', '/etc/a]'].map(isGlob)).toEqual([false, false, false]);
  expect(['/etc/*.conf', '/etc/a?', '/etc/[a'].map(isGlob)).toEqual([true, true, true]);
});
