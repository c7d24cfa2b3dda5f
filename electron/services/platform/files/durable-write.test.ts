import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { deadPid } from '../../../../test/support/dead-pid.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { clearCutOffWrites, clearUnfinishedWrites, replaceFile, stageDurably, writeDurably } from './durable-write.ts';

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
