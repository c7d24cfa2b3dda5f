import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { freeBytes, requireSpace } from './disk-space.ts';
import { asHomeFailure, asWriteFailure, errorCode, isNotThere } from './file-errors.ts';
import { kindOf, ownerAndMode, rightsFix } from './file-owner.ts';
import { whyUnreadable } from './why-unreadable.ts';

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
