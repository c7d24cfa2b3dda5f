import { quoteArg } from '../redis/conf/conf-args.ts';
import { forbiddenCommands } from './scratch-commands.ts';

/** A directive and its arguments. */
export type Line = readonly [name: string, ...args: readonly string[]];

/** Where a scratch server has what it makes for itself, as it sees it. */
export interface ScratchPlace {
  readonly socket: string;
  /** Who may connect, as `chmod` has it. */
  readonly socketMode: string;
  readonly pidFile: string;
  /** Empty: it logs to its standard output. */
  readonly logFile: string;
}

/** The data that a scratch server loads. */
export interface ScratchData {
  readonly rdbFile: string;
  /** Set, it loads the AOF of that folder and name in place of the RDB; the folder is empty for a single-file AOF. */
  readonly aof: { readonly folder: string; readonly name: string } | null;
  /** The least number of databases. */
  readonly databases: number;
  /** The checksum inside the RDB is computed elsewhere: computing it here too is a tenth of the time of loading. */
  readonly checksumElsewhere?: boolean;
}

/** Every scratch server listens on a Unix socket that only we know and nowhere else, and ends with us. */
export function placeLines({ socket, socketMode, pidFile, logFile }: ScratchPlace, text: string): readonly Line[] {
  return [
    ['port', '0'],
    ...(/^\s*tls-port\s/im.test(text) ? ([['tls-port', '0']] as const) : []),
    ['unixsocket', socket],
    ['unixsocketperm', socketMode],
    ['pidfile', pidFile],
    ['logfile', logFile],
    ['daemonize', 'no'],
    // Only where somebody's redis.conf may say otherwise: Redis before 3.2 does not know them.
    ...(text === ''
      ? []
      : ([
          ['supervised', 'no'],
          ['syslog-enabled', 'no'],
        ] as const)),
  ];
}

/**
 * For data of any origin. As the replica of a master that cannot be, a server keeps keys whose time has come, which a
 * master would drop as it loads: so all keys of the data are counted. Commands that are no data do not exist, but for
 * SAVE under a name that the data cannot know.
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
    // Redis before 7 knows no such folder.
    ...(aof && aof.folder !== '' ? ([['appenddirname', aof.folder]] as const) : []),
    ...forbiddenCommands(version).map((command): Line => ['rename-command', command, '']),
    ['rename-command', 'SAVE', save],
  ];
}

/** For an instance's own data: a limit could evict; another server's replica would throw its data away. */
export function ownDataLines(fromAof: boolean): readonly Line[] {
  return [
    ['replicaof', 'no', 'one'],
    ['maxmemory', '0'],
    ['appendonly', fromAof ? 'yes' : 'no'],
  ];
}

/** For the trial of a file: no data is loaded and nothing is written. */
export function trialLines(folder: string, isCluster: boolean): readonly Line[] {
  return [
    ['save', ''],
    ['appendonly', 'no'],
    ['dbfilename', 'vrooli-trial-without-data.rdb'],
    ['replicaof', 'no', 'one'],
    ...(isCluster ? ([['cluster-config-file', `${folder}/nodes.conf`]] as const) : []),
  ];
}

/** A text of redis.conf, with lines behind it that override it. */
export function withLines(text: string, lines: readonly Line[]): string {
  const own = lines.map(([name, ...args]) => [name, ...args.map(quoteArg)].join(' ')).join('\n');
  return `${text === '' ? '' : text.replace(/\n?$/, '\n')}${own}\n`;
}
