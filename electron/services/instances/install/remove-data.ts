import { lstatSync } from 'node:fs';
import { lstat, readdir, realpath, rm, rmdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { Removal } from '../../../../shared/contract/instance.ts';
import { errorCode, orNull } from '../../platform/files/file-errors.ts';
import type { InstancePaths } from '../../platform/home/paths.ts';
import type { RedisConf } from '../../redis/conf/redis-conf.ts';
import { type DataNames, dataNames } from '../../redis/data/data-form.ts';

type LeftFiles = NonNullable<Removal['left']>;
type LeftFile = LeftFiles[number];

interface Folder {
  readonly path: string;
  /** Where the home's own layout has it: all in it is ours. */
  readonly usual: string;
  readonly isOurs: (name: string) => boolean;
  /** Whether what its files point to goes as well. A redis.conf is often a link to a file that people keep elsewhere. */
  readonly withTargets: boolean;
}

/**
 * Removes the data, configuration and logs of main, and what they point to where they are symbolic links. Of a folder
 * outside the home's layout only Redis's files are removed, as it may hold others.
 * @returns what is left there, and why
 * @throws AppError HOME_NOT_WRITABLE where files of Redis could not be removed
 */
export async function removeData(home: string, paths: InstancePaths, conf: RedisConf): Promise<LeftFiles> {
  const left: LeftFile[] = [];
  const failed: LeftFile[] = [];
  const remove = async (path: string) => {
    await rm(path, { recursive: true, force: true }).catch((error: unknown) =>
      failed.push({ path, reason: errorCode(error) ?? String(error) }),
    );
  };
  for (const folder of foldersOf(home, paths, conf)) {
    const real = await orNull(realpath(folder.path));
    if (real !== null) {
      const names = await readdir(real);
      const usual = real === (await orNull(realpath(folder.usual))) && !isLink(folder.path);
      const ours = usual ? names : names.filter(folder.isOurs);
      for (const name of ours) {
        const path = join(real, name);
        const target = isLink(path) ? await orNull(realpath(path)) : null;
        if (target !== null && folder.withTargets) await remove(target);
        else if (target !== null) left.push({ path: target, reason: `${name} was a symbolic link to it` });
        await remove(path);
      }
      for (const name of names.filter((one) => !ours.includes(one)))
        left.push({ path: join(real, name), reason: 'it is not a file of Redis' });
      const kept = await rmdir(real).then(() => null, errorCode);
      // With files of others it stays; so does a mount point.
      if (kept && kept !== 'ENOTEMPTY')
        left.push({ path: real, reason: `the empty folder cannot be removed (${kept})` });
    }
    if (isLink(folder.path)) await remove(folder.path);
  }
  await remove(paths.pidFile);
  const [first] = failed;
  if (!first) return left;
  const list = failed.map(({ path, reason }) => `${path} (${reason})`).join(', ');
  const message = `The data could not be removed completely. Still there: ${list}. Check who owns these files, then repeat this.`;
  throw new AppError('HOME_NOT_WRITABLE', message, { home: first.path, reason: first.reason });
}

/** Whether one of the folders that hold data, configuration and logs is there, be it empty. */
export async function hasFolders({ data, config, logs }: InstancePaths): Promise<boolean> {
  const found = await Promise.all([data, config, logs].map((path) => orNull(lstat(path))));
  return found.some((one) => one !== null);
}

function foldersOf(home: string, { data, config, logs }: InstancePaths, conf: RedisConf): readonly Folder[] {
  const root = join(home, 'redis');
  const names = dataNames(conf);
  return [
    { path: data, usual: join(root, 'data'), isOurs: (name) => isData(name, names), withTargets: true },
    {
      path: config,
      usual: join(root, 'config'),
      isOurs: (name) => /^redis\.conf(\..*\.tmp|\.damaged-.*)?$/.test(name),
      withTargets: false,
    },
    {
      path: logs,
      usual: join(root, 'logs'),
      isOurs: (name) => /^redis\.log(\.\d+(\.gz)?)?$/.test(name),
      withTargets: true,
    },
  ];
}

/** What Redis and this app write into a data folder. */
function isData(name: string, { dump, aof, aofFolder }: DataNames): boolean {
  const made = [dump, aof, aofFolder, 'dump.rdb', 'appendonly.aof', 'appendonlydir', 'nodes.conf'].map((path) =>
    basename(path),
  );
  if (made.some((own) => name === own || name.startsWith(`${own}.unused-`))) return true;
  return /^temp-.*\.(rdb|aof)$/.test(name) || /^\.restore-/.test(name);
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}
