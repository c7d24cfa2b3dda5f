import { lstat, mkdir, readdir, readFile, rename, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runInProcess } from '../support/run-in-process.ts';
import { useTestHome } from '../support/use-test-home.ts';
import { describeFieldPoint } from './field-point.ts';

describeFieldPoint('A7', 'paths that are symbolic links', (runtime) => {
  test('redis.conf is a link › a change of settings is written to its target, and the link stays', async () => {
    const home = await useTestHome({ docker: runtime === 'docker' });
    const run = (...line: string[]) => runInProcess(['--action', ...line], home.env);
    expect(await run('install', '--runtime', runtime)).toMatchObject({ code: 0 });
    const conf = join(home.path, 'redis/config/redis.conf');
    const target = join(home.path, 'redis/config/dotfiles.conf');
    await rename(conf, target);
    await symlink('dotfiles.conf', conf);
    expect(await run('config', '--set', 'timeout=77', '--yes', 'yes')).toMatchObject({ code: 0 });
    expect((await lstat(conf)).isSymbolicLink()).toBe(true);
    expect(await readFile(target, 'utf8')).toMatch(/^timeout 77$/m);
    expect(await run('restart')).toMatchObject({ code: 0 });
  });

  test('the data folder is a link › uninstall --remove-data removes what it points to', async () => {
    const home = await useTestHome({ docker: runtime === 'docker' });
    const run = (...line: string[]) => runInProcess(['--action', ...line], home.env);
    const elsewhere = join(home.path, 'elsewhere');
    await mkdir(elsewhere);
    await mkdir(join(home.path, 'redis'), { recursive: true });
    await symlink(elsewhere, join(home.path, 'redis/data'));
    expect(await run('install', '--runtime', runtime)).toMatchObject({ code: 0 });
    expect(await run('stop')).toMatchObject({ code: 0 });
    expect(await run('uninstall', '--remove-data', 'yes', '--yes', 'yes')).toMatchObject({ code: 0 });
    expect(await readdir(elsewhere).catch(() => [])).toEqual([]);
    await expect(lstat(join(home.path, 'redis/data'))).rejects.toThrow('ENOENT');
  });
});
