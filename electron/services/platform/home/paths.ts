import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { MAIN } from '../../../../shared/contract/names.ts';
import type { Environment } from './environment.ts';

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
const known = new WeakMap<Environment, Map<string, InstancePaths>>();

/** The folders of an instance of this home, as the scripts laid them out. */
export function instancePaths(environment: Environment, id: string): InstancePaths {
  const own = known.get(environment) ?? new Map<string, InstancePaths>();
  known.set(environment, own);
  const paths = own.get(id) ?? layOut(environment, id);
  own.set(id, paths);
  return paths;
}

function layOut(environment: Environment, id: string): InstancePaths {
  const root = id === MAIN ? join(environment.home, 'redis') : join(environment.home, 'clients', id, 'redis');
  const chosen = id === MAIN ? environment.mainFolders : { data: null, config: null, logs: null };
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
