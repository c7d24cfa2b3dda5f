import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { MAIN } from '../../../../shared/contract/names.ts';
import type { Environment, MainFolders } from './environment.ts';

/** The absolute paths of an instance. */
export interface InstancePaths {
  readonly root: string;
  readonly data: string;
  readonly config: string;
  readonly logs: string;
  readonly backups: string;
  /** `redis.conf`, the only source of the settings. */
  readonly configFile: string;
  readonly logFile: string;
  /** A server of the process runtime writes its pid here. */
  readonly pidFile: string;
}

/** Joining paths is slow, and each poll needs those of twenty instances twice. */
const pathCache = new WeakMap<
  Environment,
  Map<string, { readonly paths: InstancePaths; readonly chosen: MainFolders }>
>();

const defaultFolders: MainFolders = { data: null, config: null, logs: null };

/** The folders of an instance: those in its record, otherwise the layout of the older scripts. */
export function instancePaths(environment: Environment, id: string): InstancePaths {
  const own = pathCache.get(environment) ?? new Map();
  pathCache.set(environment, own);
  const chosen = id === MAIN ? environment.mainFolders : defaultFolders;
  const before = own.get(id);
  if (before && isSame(before.chosen, chosen)) return before.paths;
  const paths = layOut(environment.home, id, chosen);
  own.set(id, { paths, chosen });
  return paths;
}

/** Folders for the record of main: null for default folders. */
export function outsideLayout(home: string, folders: MainFolders): MainFolders {
  const own = layOut(home, MAIN, defaultFolders);
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

/** Holds the files of this app: locks, journals, the record of main. */
export function desktopFolder(home: string): string {
  return join(home, 'redis', 'desktop');
}

/** Holds the recorded metrics and their settings. */
export function metricsFolder(home: string): string {
  return join(desktopFolder(home), 'metrics');
}

/** A path for messages and views, with `~` for the user's home folder. */
export function shownPath(path: string): string {
  const own = homedir();
  const absolute = resolve(path);
  return absolute === own || absolute.startsWith(`${own}/`) ? `~${absolute.slice(own.length)}` : absolute;
}
