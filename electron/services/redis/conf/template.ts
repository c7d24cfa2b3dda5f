import type { PersistenceMode, SettingDefaults } from '../../platform/home/environment.ts';
import { quoteArg } from './conf-args.ts';
import { formatRedisConf, parseRedisConf, type RedisConf, setDirectives } from './redis-conf.ts';

/** The settings that the runtime decides: where the server listens and where its files are. */
export interface Placement {
  readonly bind: readonly string[];
  readonly port: number;
  readonly protectedMode: 'yes' | 'no';
  readonly dir: string;
  readonly logfile: string;
  readonly pidfile: string;
}

/**
 * The text of a new `redis.conf`: the directives of the older scripts, in their order.
 * Persistence follows the mode: save points only with rdb and both, AOF only with aof and both.
 */
export function newRedisConf(settings: SettingDefaults, placement: Placement): string {
  const lines = [
    '# Written by Vrooli Redis Desktop. Edit it as you like: this file is what counts.',
    '',
    line('bind', ...placement.bind),
    line('port', placement.port),
    line('protected-mode', placement.protectedMode),
    line('tcp-backlog', settings.tcpBacklog),
    line('timeout', settings.timeout),
    line('tcp-keepalive', settings.tcpKeepalive),
    'daemonize no',
    'supervised no',
    line('pidfile', placement.pidfile),
    line('loglevel', settings.logLevel),
    line('logfile', placement.logfile),
    line('databases', settings.databases),
    '',
    line('maxmemory', settings.maxMemory),
    line('maxmemory-policy', settings.maxMemoryPolicy),
    '',
    ...persistence(settings.persistence, settings.saveIntervals, placement.dir),
    ...(settings.password === '' ? [] : ['', line('requirepass', settings.password)]),
    '',
    'slowlog-log-slower-than 10000',
    'slowlog-max-len 128',
    'latency-monitor-threshold 100',
    '',
    'client-output-buffer-limit normal 0 0 0',
    'client-output-buffer-limit replica 256mb 64mb 60',
    'client-output-buffer-limit pubsub 32mb 8mb 60',
    'activerehashing yes',
    'dynamic-hz yes',
    'notify-keyspace-events ""',
    '',
  ];
  return lines.join('\n');
}

function persistence(mode: PersistenceMode, saveIntervals: string, dir: string): readonly string[] {
  const rdb = mode === 'rdb' || mode === 'both';
  const aof = mode === 'aof' || mode === 'both';
  return [
    ...(rdb ? saveLines(saveIntervals) : ['save ""']),
    'stop-writes-on-bgsave-error yes',
    'rdbcompression yes',
    'rdbchecksum yes',
    'dbfilename dump.rdb',
    line('dir', dir),
    '',
    `appendonly ${aof ? 'yes' : 'no'}`,
    'appendfilename appendonly.aof',
    'appendfsync everysec',
    'no-appendfsync-on-rewrite no',
    'auto-aof-rewrite-percentage 100',
    'auto-aof-rewrite-min-size 64mb',
    'aof-load-truncated yes',
    'aof-use-rdb-preamble yes',
  ];
}

function saveLines(intervals: string): readonly string[] {
  const numbers = intervals.split(' ');
  return numbers.flatMap((seconds, index) => (index % 2 === 0 ? [`save ${seconds} ${numbers[index + 1]}`] : []));
}

/** Adapts an existing file to its new place, and changes nothing else. */
export function placeRedisConf(
  text: string,
  placement: Placement,
  extra: Readonly<Record<string, readonly string[] | null>>,
): string {
  const conf: RedisConf = parseRedisConf(text);
  return formatRedisConf(
    setDirectives(conf, {
      bind: placement.bind,
      port: [String(placement.port)],
      'protected-mode': [placement.protectedMode],
      dir: [placement.dir],
      logfile: [placement.logfile],
      pidfile: [placement.pidfile],
      daemonize: ['no'],
      supervised: ['no'],
      ...extra,
    }),
  );
}

function line(name: string, ...args: readonly (string | number)[]): string {
  return [name, ...args.map((arg) => quoteArg(String(arg)))].join(' ');
}
