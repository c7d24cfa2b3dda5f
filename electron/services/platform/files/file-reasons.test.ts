import { chownSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { rememberHome } from '../home/ensure-folder.ts';
import { freeBytes, requireSpace } from './disk-space.ts';
import { asHomeFailure, errorCode, isNotThere } from './file-errors.ts';
import { kindOf, ownerAndMode, rightsFix } from './file-owner.ts';
import { asSystemFailure } from './system-failure.ts';
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

  test('a failed write › below the home is explained, without a path only a full or broken disk', () => {
    const failure = (code: string, path?: string) =>
      asSystemFailure(Object.assign(new Error('x'), { code, ...(path && { path }) }), '/home/u/.vrooli');
    expect(failure('ENOSPC', '/home/u/.vrooli/redis/x')).toMatchObject({ code: 'DISK_FULL' });
    expect(failure('ENOSPC')).toMatchObject({ code: 'DISK_FULL' });
    expect(failure('EACCES', '/home/u/.vrooli')).toMatchObject({ code: 'HOME_NOT_WRITABLE' });
    expect(failure('EACCES', '/home/u')).toMatchObject({ code: 'HOME_NOT_WRITABLE' });
    expect(failure('EACCES')).toMatchObject({ code: 'EACCES' });
    expect(failure('ENOSPC', '/home/u/.vrooli-other/x')).toMatchObject({ code: 'ENOSPC' });
    expect(failure('ECONNRESET', '/home/u/.vrooli/x')).toMatchObject({ code: 'ECONNRESET' });
    const mkdir = Object.assign(new Error('x'), { code: 'ENOENT', syscall: 'mkdir' });
    expect(asHomeFailure(mkdir, '/h')).toMatchObject({
      message:
        'The folder /h cannot be written (ENOENT). The file system of / accepts no new folders. Choose another folder with VROOLI_HOME.',
    });
    expect(failure('EIO')).toMatchObject({
      code: 'FILE_UNREADABLE',
      message: 'The disk reports EIO. Check the disk of the file.',
    });
    expect(failure('ETIMEDOUT')).toMatchObject({ code: 'ETIMEDOUT' });
    expect(failure('EMFILE', '/x')).toMatchObject({ message: expect.stringContaining('ulimit -n') });
  });

  test('a file outside the home › a failed read and a failed write name the file and the folder', () => {
    const folder = temporaryFolder();
    const [there, missing] = [join(folder, 'there'), join(folder, 'missing')];
    writeFileSync(there, '');
    const failure = (syscall: string, code: string, path: string) =>
      asSystemFailure(Object.assign(new Error('x'), { code, syscall, path }), '/home/u/.vrooli');
    expect(failure('stat', 'EACCES', missing)).toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringContaining(`${missing} cannot be read: ${folder} has owner`),
    });
    expect(failure('open', 'EACCES', there)).toMatchObject({ code: 'FILE_UNREADABLE', data: { path: there } });
    expect(failure('stat', 'ELOOP', there)).toMatchObject({ data: { detail: 'it is a symbolic link to itself' } });
    expect(failure('open', 'EACCES', missing)).toMatchObject({
      code: 'HOME_NOT_WRITABLE',
      message: `The folder ${folder} cannot be written (EACCES). Give your user write permission there, or choose another folder.`,
    });
    expect(failure('mkdir', 'ENOSPC', missing)).toMatchObject({ code: 'DISK_FULL' });
    expect(failure('open', 'ENOENT', missing)).toMatchObject({ code: 'ENOENT' });
    expect(failure('spawn redis-server', 'EACCES', 'redis-server')).toMatchObject({ code: 'EACCES' });
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

  test.skipIf(process.getuid?.() !== 0)('a home of another user › the fix is another home', () => {
    const other = join(temporaryFolder(), 'other');
    mkdirSync(other);
    const file = join(other, 'redis.json');
    writeFileSync(file, '');
    for (const path of [other, file]) chownSync(path, 54_321, 54_321);
    expect(rightsFix(file)).toBe('Ask its owner for a copy that you can read.');
    rememberHome(other);
    expect(rightsFix(file)).toBe('Set VROOLI_HOME to a folder of your user.');
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
