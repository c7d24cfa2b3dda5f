import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { MAIN } from '../../../../shared/contract/names.ts';
import type { Environment, MainFolders } from './environment.ts';

/** Where an instance keeps its things: absolute paths. */
export interface InstancePaths {
  readonly root: string;
  readonly data: string;
  readonly config: string;
  readonly logs: string;
  readonly backups: string;
  /** `redis.conf`, the one truth about settings. */
  readonly configFile: string;
  readonly logFile: string;
  /** Where a server of the process runtime writes its pid. */
  readonly pidFile: string;
}

/** Joining paths is slow, and a tick wants those of twenty instances twice. */
const known = new WeakMap<Environment, Map<string, { readonly paths: InstancePaths; readonly chosen: MainFolders }>>();

const layout: MainFolders = { data: null, config: null, logs: null };

/** The folders of an instance of this home: those of its record, else as the scripts laid them out. */
export function instancePaths(environment: Environment, id: string): InstancePaths {
  const own = known.get(environment) ?? new Map();
  known.set(environment, own);
  const chosen = id === MAIN ? environment.mainFolders : layout;
  const before = own.get(id);
  if (before && isSame(before.chosen, chosen)) return before.paths;
  const paths = layOut(environment.home, id, chosen);
  own.set(id, { paths, chosen });
  return paths;
}

/** Folders as a record of main keeps them: null for those that are where the layout of the home has them. */
export function outsideLayout(home: string, folders: MainFolders): MainFolders {
  const own = layOut(home, MAIN, layout);
  const outside = (path: string | null, usual: string) => (path === null || resolve(path) === usual ? null : path);
  return {
    data: outside(folders.data, own.data),
    config: outside(folders.config, own.config),
    logs: outside(folders.logs, own.logs),
  };
}

function isSame(a: MainFolders, b: MainFolders): boolean {
  return a === b || (a.data === b.data && a.config === b.config && a.logs === b.logs);
}

function layOut(home: string, id: string, chosen: MainFolders): InstancePaths {
  const root = id === MAIN ? join(home, 'redis') : join(home, 'clients', id, 'redis');
  const config = chosen.config ?? join(root, 'config');
  const logs = chosen.logs ?? join(root, 'logs');
  return {
    root,
    data: chosen.data ?? join(root, 'data'),
    config,
    logs,
    backups: join(root, 'backups'),
    configFile: join(config, 'redis.conf'),
    logFile: join(logs, 'redis.log'),
    pidFile: join(root, 'redis.pid'),
  };
}

/** What is ours beside the seed's folders: locks, journals, the record of main. */
export function desktopFolder(home: string): string {
  return join(home, 'redis', 'desktop');
}

/** The folder of recorded metrics and their settings: `<home>/redis/desktop/metrics`. */
export function metricsFolder(home: string): string {
  return join(desktopFolder(home), 'metrics');
}

/** A path as people write it, with `~` for the user's own folder. For messages and views. */
export function shownPath(path: string): string {
  const own = homedir();
  const absolute = resolve(path);
  return absolute === own || absolute.startsWith(`${own}/`) ? `~${absolute.slice(own.length)}` : absolute;
}
