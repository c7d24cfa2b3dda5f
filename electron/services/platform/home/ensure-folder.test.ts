import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { makeFolders } from './ensure-folder.ts';

describe('folders of a home', () => {
  test('a folder with its parents › created for this user only; again › nothing', () => {
    const path = join(temporaryFolder(), 'a/b/c');
    for (let round = 0; round < 2; round++) makeFolders(path);
    expect(statSync(path).mode & 0o777).toBe(0o700);
  });

  test('a file in the place of a parent › an error', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    expect(() => makeFolders(file)).toThrow('EEXIST');
    expect(() => makeFolders(join(file, 'a'))).toThrow(/ENOTDIR|EEXIST/);
  });

  test.skipIf(!existsSync('/proc/self'))(
    'a folder that refuses new ones with ENOENT › an error, no endless loop',
    () => {
      expect(() => makeFolders('/proc/vrooli/redis')).toThrow('ENOENT');
    },
  );
});
