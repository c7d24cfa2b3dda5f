import { dirname, posix, resolve } from 'node:path';
import type { RuntimeKind } from '../../../../shared/contract/values.ts';
import type { InstancePaths } from '../../platform/home/paths.ts';
import type { ServerFiles } from './server-files.ts';

/** Where a server reads its configuration, and what it makes of paths in it. */
export interface ConfPlace extends ServerFiles {
  /** redis.conf, as this computer has it. */
  readonly file: string;
}

/** Where the scripts and we give a container its folders. */
const DATA = '/data';
const CONFIG = '/usr/local/etc/redis';
const LOGS = '/var/log/redis';

/** The place of an instance's configuration; of one that its engine does not have, as it would be made. */
export function confPlaceOf(instance: {
  readonly paths: Pick<InstancePaths, 'configFile' | 'config' | 'data' | 'logs'>;
  readonly entry: { readonly runtime: RuntimeKind; readonly files?: ServerFiles } | null;
  readonly record?: { readonly runtime: RuntimeKind } | null;
}): ConfPlace {
  const { paths, entry, record } = instance;
  const file = paths.configFile;
  if (entry?.files) return { file, ...entry.files };
  if ((entry?.runtime ?? record?.runtime) !== 'docker')
    return { file, cwd: paths.data, mounts: null, args: [], defaults: [] };
  const mounts = [
    { inside: DATA, here: paths.data },
    { inside: CONFIG, here: paths.config },
    { inside: LOGS, here: paths.logs },
  ];
  return { file, cwd: DATA, mounts, args: [], defaults: [] };
}

/** A file alone, such as one of an archive. */
export function confPlaceOfFile(file: string): ConfPlace {
  return { file, cwd: resolve(file, '..'), mounts: null, args: [], defaults: [] };
}

/** A path of the configuration as the server resolves it. */
export function serverPath({ mounts }: Pick<ConfPlace, 'mounts'>, cwd: string, path: string): string {
  return mounts === null ? resolve(cwd, path) : posix.resolve(cwd, path);
}

/** What the server calls a path, as this computer has it; null where a container shares it with nobody. */
export function pathHere({ mounts }: Pick<ConfPlace, 'mounts'>, path: string): string | null {
  if (mounts === null) return path;
  const longest = mounts.toSorted((a, b) => b.inside.length - a.inside.length);
  for (const { inside, here } of longest) {
    if (path === inside) return here;
    if (path.startsWith(inside.endsWith('/') ? inside : `${inside}/`))
      return resolve(here, `.${path.slice(inside.length)}`);
  }
  return null;
}

/** What an engine reports of a server and its folders. */
interface Entry {
  readonly runtime: RuntimeKind;
  readonly files?: ServerFiles;
  readonly mounts: { readonly data: string | null; readonly config: string | null; readonly logs: string | null };
}

/** The same from what an engine tells alone. */
export function confPlaceOfEntry(entry: Entry, file: string): ConfPlace {
  const { data, config, logs } = entry.mounts;
  const folder = dirname(file);
  const paths = { configFile: file, config: config ?? folder, data: data ?? folder, logs: logs ?? folder };
  return confPlaceOf({ paths, entry });
}
