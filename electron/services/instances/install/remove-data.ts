import { lstatSync } from 'node:fs';
import { lstat, readdir, realpath, rm, rmdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { Removal } from '../../../../shared/contract/instance.ts';
import { errorCode, orNull } from '../../platform/files/file-errors.ts';
import type { InstancePaths } from '../../platform/home/paths.ts';
import type { RedisConf } from '../../redis/conf/redis-conf.ts';
import { CERTIFICATES_FOLDER } from '../../redis/conf/tls-place.ts';
import { type DataNames, dataNames } from '../../redis/data/data-form.ts';

type LeftFiles = NonNullable<Removal['left']>;
type LeftFile = LeftFiles[number];

interface Folder {
  readonly path: string;
  /** The path in the home's default layout. Every file in that folder belongs to the instance. */
  readonly usual: string;
  readonly isOurs: (name: string) => boolean;
  /** Whether to delete the targets of links too. A redis.conf is often a link to a file under version control. */
  readonly withTargets: boolean;
}

/**
 * Deletes the data, configuration and logs of main, including the targets of symbolic links. In a folder outside the
 * home's layout, deletes only Redis files, because the folder may hold other files.
 * @returns the remaining files with the reason for each
 * @throws AppError HOME_NOT_WRITABLE if Redis files could not be deleted
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
        else if (target !== null) left.push({ path: target, reason: `${name} was only a link to it` });
        await remove(path);
      }
      for (const name of names.filter((one) => !ours.includes(one)))
        left.push({ path: join(real, name), reason: 'it is not a file of Redis' });
      const kept = await rmdir(real).then(() => null, errorCode);
      // A folder with other files stays; a mount point stays too.
      if (kept && kept !== 'ENOTEMPTY')
        left.push({ path: real, reason: `the empty folder cannot be removed (${kept})` });
    }
    if (isLink(folder.path)) await remove(folder.path);
  }
  await remove(paths.pidFile);
  // The certificate authority, whose certificates went with the configuration.
  await remove(join(paths.root, 'tls'));
  const [first] = failed;
  if (!first) return left;
  const list = failed.map(({ path, reason }) => `${path} (${reason})`).join(', ');
  const message = `Some data could not be deleted: ${list}. Check the owner and permissions of these files, then try again.`;
  throw new AppError('HOME_NOT_WRITABLE', message, { home: first.path, reason: first.reason });
}

/** Whether a data, configuration or log folder exists, even an empty one. */
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
      isOurs: (name) => /^redis\.conf(\..*\.tmp|\.damaged-.*)?$/.test(name) || name === CERTIFICATES_FOLDER,
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

/** Whether Redis or this app writes a file of this name into a data folder. */
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
