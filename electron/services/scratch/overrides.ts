import { quoteArg } from '../redis/conf/conf-args.ts';
import { forbiddenCommands } from './scratch-commands.ts';

/** A directive and its arguments. */
export type Line = readonly [name: string, ...args: readonly string[]];

/** The paths of a scratch server's own files, as the server sees them. */
export interface ScratchPlace {
  readonly socket: string;
  /** Who may connect, as a `chmod` mode. */
  readonly socketMode: string;
  readonly pidFile: string;
  /** Empty: the standard output. */
  readonly logFile: string;
}

/** The data that a scratch server loads. */
export interface ScratchData {
  readonly rdbFile: string;
  /** If set, the server loads this AOF instead of the RDB. The folder is empty for a single-file AOF. */
  readonly aof: { readonly folder: string; readonly name: string } | null;
  /** The minimum number of databases. */
  readonly databases: number;
  /** The checksum inside the RDB is computed elsewhere: computing it here too is a tenth of the time of loading. */
  readonly checksumElsewhere?: boolean;
}

/** Every scratch server listens only on a private Unix socket, and runs in the foreground of its parent process. */
export function placeLines({ socket, socketMode, pidFile, logFile }: ScratchPlace, text: string): readonly Line[] {
  return [
    ['port', '0'],
    ...(/^\s*tls-port\s/im.test(text) ? ([['tls-port', '0']] as const) : []),
    ['unixsocket', socket],
    ['unixsocketperm', socketMode],
    ['pidfile', pidFile],
    ['logfile', logFile],
    ['daemonize', 'no'],
    // Only if a redis.conf may set them: Redis before 3.2 rejects them.
    ...(text === ''
      ? []
      : ([
          ['supervised', 'no'],
          ['syslog-enabled', 'no'],
        ] as const)),
  ];
}

/**
 * For data of unknown origin. As the replica of a master that cannot exist, the server keeps expired keys, which a
 * master would drop while loading, so that all keys are counted. Commands that are not data are disabled, except SAVE
 * under a name that the data cannot know.
 */
export function dataLines(
  folder: string,
  { rdbFile, aof, databases, checksumElsewhere = false }: ScratchData,
  { version, save }: { readonly version: string; readonly save: string },
): readonly Line[] {
  return [
    ['dir', folder],
    ['dbfilename', rdbFile],
    ['save', ''],
    ['databases', String(Math.max(16, databases))],
    ['replicaof', '127.0.0.1', '0'],
    ['maxmemory', '0'],
    ...(checksumElsewhere ? ([['rdbchecksum', 'no']] as const) : []),
    ...(aof
      ? ([
          ['appendonly', 'yes'],
          ['appendfilename', aof.name],
        ] as const)
      : ([['appendonly', 'no']] as const)),
    // Redis before 7 has no such directive.
    ...(aof && aof.folder !== '' ? ([['appenddirname', aof.folder]] as const) : []),
    ...forbiddenCommands(version).map((command): Line => ['rename-command', command, '']),
    ['rename-command', 'SAVE', save],
  ];
}

/** For an instance's own data: a memory limit could evict keys, and a replica would discard its data. */
export function ownDataLines(fromAof: boolean): readonly Line[] {
  return [
    ['replicaof', 'no', 'one'],
    ['maxmemory', '0'],
    ['appendonly', fromAof ? 'yes' : 'no'],
  ];
}

/**
 * For the test of a redis.conf: no data is loaded and nothing is written. Redis reads certificates only if something uses
 * them, and a scratch server listens on no port: connections to a master would use them too.
 */
export function trialLines(
  folder: string,
  { isCluster, usesTls }: { readonly isCluster: boolean; readonly usesTls: boolean },
): readonly Line[] {
  return [
    ['save', ''],
    ['appendonly', 'no'],
    ['dbfilename', 'vrooli-trial-without-data.rdb'],
    ['replicaof', 'no', 'one'],
    ...(usesTls ? ([['tls-replication', 'yes']] as const) : []),
    ...(isCluster ? ([['cluster-config-file', `${folder}/nodes.conf`]] as const) : []),
  ];
}

/** For an empty server with the settings of an instance: it writes into its own folder. */
export function settingsLines(folder: string): readonly Line[] {
  return [
    ['dir', folder],
    ['dbfilename', 'dump.rdb'],
    ['protected-mode', 'no'],
  ];
}

/** The text of a redis.conf, followed by lines that override it. */
export function withLines(text: string, lines: readonly Line[]): string {
  const own = lines.map(([name, ...args]) => [name, ...args.map(quoteArg)].join(' ')).join('\n');
  return `${text === '' ? '' : text.replace(/\n?$/, '\n')}${own}\n`;
}
