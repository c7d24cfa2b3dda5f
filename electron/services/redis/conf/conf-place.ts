import { dirname, posix, resolve, sep } from 'node:path';
import { can } from '../../../../shared/contract/runtimes.ts';
import type { RuntimeKind } from '../../../../shared/contract/values.ts';
import type { KeptPassword } from '../../passwords/kept-password.ts';
import type { InstancePaths } from '../../platform/home/paths.ts';
import type { ServerFiles } from './server-files.ts';

/** Where a server reads its configuration, and how it resolves the paths in it. */
export interface ConfPlace extends ServerFiles {
  /** The path of redis.conf on this computer. */
  readonly file: string;
  /** The password that a person entered for its server. */
  readonly keptPassword?: KeptPassword;
}

/** The mount points in containers of this app and of the older scripts. */
const DATA = '/data';
const CONFIG = '/usr/local/etc/redis';
const LOGS = '/var/log/redis';

/** The place of an instance's configuration. Without a container or process: the place after a recreation. */
export function confPlaceOf(instance: {
  readonly paths: Pick<InstancePaths, 'configFile' | 'config' | 'data' | 'logs'>;
  readonly entry: Pick<Entry, 'runtime' | 'files' | 'keptPassword'> | null;
  readonly record?: { readonly runtime: RuntimeKind } | null;
}): ConfPlace {
  const { paths, entry, record } = instance;
  const { keptPassword } = entry ?? {};
  const place = { file: paths.configFile, ...(keptPassword && { keptPassword }) };
  if (entry?.files) return { ...place, ...entry.files };
  if (!can(entry?.runtime ?? record?.runtime, 'mounts'))
    return { ...place, cwd: paths.data, mounts: null, args: [], defaults: [] };
  const mounts = [
    { inside: DATA, here: paths.data },
    { inside: CONFIG, here: paths.config },
    { inside: LOGS, here: paths.logs },
  ];
  return { ...place, cwd: DATA, mounts, args: [], defaults: [] };
}

/** The place of a single file, such as one in an archive. */
export function confPlaceOfFile(file: string): ConfPlace {
  return { file, cwd: resolve(file, '..'), mounts: null, args: [], defaults: [] };
}

/** Resolves a path in the configuration like the server does. */
export function serverPath({ mounts }: Pick<ConfPlace, 'mounts'>, cwd: string, path: string): string {
  return mounts === null ? resolve(cwd, path) : posix.resolve(cwd, path);
}

/** Translates a path of the server to one on this computer; null for a path inside a container that is not mounted. */
export function pathHere({ mounts }: Pick<ConfPlace, 'mounts'>, path: string): string | null {
  if (mounts === null) return path;
  const longest = mounts.toSorted((a, b) => b.inside.length - a.inside.length);
  for (const { inside, here } of longest) {
    if (path === inside) return here;
    const folder = inside.endsWith('/') ? inside : `${inside}/`;
    if (path.startsWith(folder)) return resolve(here, path.slice(folder.length));
  }
  return null;
}

/** Translates a path on this computer to one of the server; null for a path that its container does not mount. */
export function pathInside({ mounts }: Pick<ConfPlace, 'mounts'>, path: string): string | null {
  if (mounts === null) return path;
  const mount = mounts
    .toSorted((a, b) => b.here.length - a.here.length)
    .find(({ here }) => path.startsWith(`${here}${sep}`));
  return mount ? posix.join(mount.inside, ...path.slice(mount.here.length + 1).split(sep)) : null;
}

/** The runtime's report of a server and its folders. */
interface Entry {
  readonly runtime: RuntimeKind;
  readonly files?: ServerFiles;
  readonly keptPassword?: KeptPassword;
  readonly mounts: { readonly data: string | null; readonly config: string | null; readonly logs: string | null };
}

/** {@link confPlaceOf} from the runtime's report alone. */
export function confPlaceOfEntry(entry: Entry, file: string): ConfPlace {
  const { data, config, logs } = entry.mounts;
  const folder = dirname(file);
  const paths = { configFile: file, config: config ?? folder, data: data ?? folder, logs: logs ?? folder };
  return confPlaceOf({ paths, entry });
}
