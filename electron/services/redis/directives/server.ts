import { group } from './directive.ts';

const is = group('Logging');
const ours = 'The app reads the log at this path.';

export const loggingDirectives = [
  is.choice(
    'loglevel',
    'Log level',
    'notice',
    'How much Redis writes to the log, from debug (everything) to warning (important events only).',
    { options: ['debug', 'verbose', 'notice', 'warning'] },
  ),
  is.text('logfile', 'Log file', '', 'The path of the log.', { applied: 'app', why: ours }),
  is.integer(
    'slowlog-log-slower-than',
    'Slow log threshold',
    '10000',
    'The slow log records commands that take longer. −1 disables it, 0 records all commands.',
    { unit: 'µs', minimum: -1, maximum: Number.MAX_SAFE_INTEGER },
  ),
  is.integer('slowlog-max-len', 'Length of the slow log', '128', 'Number of slow commands to keep.'),
  is.integer(
    'latency-monitor-threshold',
    'Latency monitor threshold',
    '0',
    'The latency monitor records events that take longer. 0 disables it.',
    { unit: 'ms' },
  ),
  is.yesno('latency-tracking', 'Track latency', 'yes', 'Measures the latency of each command.'),
  is.words(
    'latency-tracking-info-percentiles',
    'Latency percentiles',
    '50 99 99.9',
    'The percentiles that INFO reports.',
  ),
  is.yesno('syslog-enabled', 'System log', 'no', 'Whether Redis also writes to the system log.', {
    applied: 'restart',
  }),
  is.text('syslog-ident', 'Name in the system log', 'redis', 'The name of the server in the system log.', {
    applied: 'restart',
  }),
  is.choice(
    'syslog-facility',
    'Facility of the system log',
    'local0',
    'The facility of the server in the system log.',
    {
      applied: 'restart',
      options: ['user', 'local0', 'local1', 'local2', 'local3', 'local4', 'local5', 'local6', 'local7'],
    },
  ),
  is.yesno('crash-log-enabled', 'Crash report', 'yes', 'Whether a crash writes a report to the log.'),
  is.yesno(
    'crash-memcheck-enabled',
    'Check memory at a crash',
    'yes',
    'Whether a crash runs a memory test before the server exits.',
  ),
  is.yesno('always-show-logo', 'Logo in the log', 'no', 'Whether each start writes the logo to the log.', {
    applied: 'restart',
  }),
];

const server = group('Server');
const started = 'The app relies on it to start and stop the server.';

export const serverDirectives = [
  server.yesno('daemonize', 'Run in the background', 'no', 'Whether the server runs as a daemon.', {
    applied: 'app',
    why: started,
  }),
  server.choice('supervised', 'Supervisor', 'no', 'The service manager that the server notifies.', {
    applied: 'app',
    options: ['no', 'upstart', 'systemd', 'auto'],
    why: started,
  }),
  server.text('pidfile', 'PID file', '', 'The file with the process ID of the server.', {
    applied: 'app',
    why: started,
  }),
  server.integer(
    'hz',
    'Background task frequency',
    '10',
    'How often per second the server runs background tasks. A higher number reacts faster and uses more CPU time.',
    { minimum: 1, maximum: 500 },
  ),
  server.yesno('dynamic-hz', 'Adjust frequency to clients', 'yes', 'Raises hz with the number of clients.'),
  server.yesno('activerehashing', 'Rehash while idle', 'yes', 'Uses idle CPU time to rehash the key tables.'),
  server.integer(
    'io-threads',
    'I/O threads',
    '1',
    'Threads that write to clients. Useful with four or more CPU cores.',
    { applied: 'restart', minimum: 1, maximum: 128 },
  ),
  server.yesno('io-threads-do-reads', 'I/O threads read too', 'no', 'Whether the I/O threads also read requests.', {
    applied: 'restart',
  }),
  server.integer(
    'busy-reply-threshold',
    'Slow script threshold',
    '5000',
    'While a script or function runs longer, other clients get BUSY errors. 0 means never.',
    { unit: 'ms', aliases: ['lua-time-limit'] },
  ),
  server.yesno(
    'set-proc-title',
    'Set the process title',
    'yes',
    'Whether the process list shows the address and port of the server.',
    { applied: 'restart' },
  ),
  server.text(
    'proc-title-template',
    'Process title',
    '{title} {listen-addr} {server-mode}',
    'The format of the process title.',
  ),
  server.text('server_cpulist', 'CPUs of the server', '', 'The CPUs for the main and I/O threads, such as 0-7:2.', {
    applied: 'restart',
    aliases: ['server-cpulist'],
  }),
  server.text('bio_cpulist', 'CPUs of background threads', '', 'The CPUs for background threads.', {
    applied: 'restart',
    aliases: ['bio-cpulist'],
  }),
  server.text('aof_rewrite_cpulist', 'CPUs of AOF rewrites', '', 'The CPUs for AOF rewrites.', {
    applied: 'restart',
    aliases: ['aof-rewrite-cpulist'],
  }),
  server.text('bgsave_cpulist', 'CPUs of background saves', '', 'The CPUs for background saves.', {
    applied: 'restart',
    aliases: ['bgsave-cpulist'],
  }),
  server.words('ignore-warnings', 'Ignored warnings', '', 'System warnings that must not prevent a start.'),
];

const data = group('Data structures');

export const dataDirectives = [
  data.integer(
    'hash-max-listpack-entries',
    'Small hashes: fields',
    '512',
    'Hashes up to this number of fields use the compact encoding.',
    { aliases: ['hash-max-ziplist-entries'] },
  ),
  data.memory(
    'hash-max-listpack-value',
    'Small hashes: maximum value size',
    '64',
    'Hashes with a longer field or value do not use the compact encoding.',
    { aliases: ['hash-max-ziplist-value'] },
  ),
  data.integer(
    'list-max-listpack-size',
    'Size of list nodes',
    '-2',
    'Maximum entries per list node, or its maximum size from −1 (4 KB) to −5 (64 KB).',
    { minimum: -5, aliases: ['list-max-ziplist-size'] },
  ),
  data.integer(
    'list-compress-depth',
    'Uncompressed ends of lists',
    '0',
    'Uncompressed nodes at each end of a list. 0 disables compression.',
  ),
  data.integer(
    'set-max-intset-entries',
    'Small sets of numbers',
    '512',
    'Sets of integers up to this number of members use the compact encoding.',
  ),
  data.integer(
    'set-max-listpack-entries',
    'Small sets: members',
    '128',
    'Sets up to this number of members use the compact encoding (Redis 7.2).',
  ),
  data.memory(
    'set-max-listpack-value',
    'Small sets: maximum member size',
    '64',
    'Sets with a longer member do not use the compact encoding (Redis 7.2).',
  ),
  data.integer(
    'zset-max-listpack-entries',
    'Small sorted sets: members',
    '128',
    'Sorted sets up to this number of members use the compact encoding.',
    { aliases: ['zset-max-ziplist-entries'] },
  ),
  data.memory(
    'zset-max-listpack-value',
    'Small sorted sets: maximum member size',
    '64',
    'Sorted sets with a longer member do not use the compact encoding.',
    { aliases: ['zset-max-ziplist-value'] },
  ),
  data.memory(
    'hll-sparse-max-bytes',
    'Sparse HyperLogLogs',
    '3000',
    'Larger HyperLogLogs use the dense encoding, 12 KB each.',
  ),
  data.memory(
    'stream-node-max-bytes',
    'Size of stream nodes',
    '4096',
    'Maximum size of a stream node. 0 means no limit.',
  ),
  data.integer(
    'stream-node-max-entries',
    'Entries in stream nodes',
    '100',
    'Maximum entries in a stream node. 0 means no limit.',
  ),
  data.integer(
    'lfu-log-factor',
    'LFU log factor',
    '10',
    'A higher factor needs more accesses to saturate the counter of a key.',
  ),
  data.integer(
    'lfu-decay-time',
    'LFU decay time',
    '1',
    'The time after which the access counter of a key decreases by one. 0 means never.',
    { unit: 'min' },
  ),
];
