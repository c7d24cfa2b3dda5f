import { basename } from 'node:path';
import { type ConfPlace, pathHere, serverPath } from '../conf/conf-place.ts';
import { fileValue } from '../conf/conf-values.ts';
import type { LineOrigin, RedisConf } from '../conf/redis-conf.ts';
import type { LoadedModule } from './module-list.ts';

/** A `loadmodule` line of a configuration. */
export interface ModuleLine {
  /** The server's absolute path of the file. */
  readonly file: string;
  /** The same file on this computer; null for one inside a container. */
  readonly here: string | null;
  readonly args: readonly string[];
  /** Null for a line of redis.conf itself. */
  readonly origin: LineOrigin | null;
}

/** The modules that a start with this configuration loads, in order. Redis resolves paths from its data folder. */
export function moduleLines(conf: RedisConf, place: ConfPlace): readonly ModuleLine[] {
  const folder = serverPath(place, place.cwd, fileValue(conf, 'dir') ?? '.');
  return conf.lines.flatMap(({ directive, origin = null }): ModuleLine[] => {
    const [path, ...args] = directive?.name === 'loadmodule' ? directive.args : [];
    if (path === undefined) return [];
    const file = serverPath(place, folder, path);
    return [{ file, here: pathHere(place, file), args, origin }];
  });
}

/** A loaded module, and the line that loads it. Either may be missing. */
export interface PairedModule {
  readonly loaded: LoadedModule | null;
  readonly line: ModuleLine | null;
}

/**
 * Pairs the modules of a running server with the lines of its configuration. A server before Redis 7 does not report
 * files: then a module belongs to the file whose name contains the module's, and the last pair needs no name.
 * @returns in the order of the lines, then modules without a line by name
 */
export function pairModules(loaded: readonly LoadedModule[], lines: readonly ModuleLine[]): readonly PairedModule[] {
  const rest = new Set(lines);
  const take = (line: ModuleLine | undefined): ModuleLine | null => {
    if (line !== undefined) rest.delete(line);
    return line ?? null;
  };
  const pairs = loaded.map((one): { loaded: LoadedModule; line: ModuleLine | null } => ({
    loaded: one,
    line: one.file ? take(lines.find((line) => rest.has(line) && isSameFile(line, one.file ?? ''))) : null,
  }));
  const open = pairs.filter(({ loaded: one, line }) => line === null && one.file === null);
  for (const pair of open) {
    const name = pair.loaded.name.toLowerCase();
    pair.line = take([...rest].find(({ file }) => basename(file).toLowerCase().includes(name)));
  }
  const left = open.filter(({ line }) => line === null);
  if (left.length === 1 && left[0] && rest.size === 1) left[0].line = take([...rest][0]);
  // MODULE LIST has no order.
  const at = (line: ModuleLine | null) => (line === null ? lines.length : lines.indexOf(line));
  const all = [...pairs, ...[...rest].map((line) => ({ loaded: null, line }))];
  return all.sort((a, b) => at(a.line) - at(b.line) || (a.loaded?.name ?? '').localeCompare(b.loaded?.name ?? ''));
}

/** Redis reports the path as the line gives it, which may be relative to the data folder. */
function isSameFile({ file }: ModuleLine, reported: string): boolean {
  return file === reported || (!reported.startsWith('/') && file.endsWith(reported.replace(/^(\.\/)+/, '/')));
}
