import { group } from './directive.ts';

const is = group('Logging');
const ours = 'The app reads the log there.';

export const loggingDirectives = [
  is.choice(
    'loglevel',
    'Log level',
    'notice',
    'How much is written to the log, from debug (all) to warning (what matters).',
    { options: ['debug', 'verbose', 'notice', 'warning'] },
  ),
  is.text('logfile', 'Log file', '', 'Where the log is written.', { applied: 'app', why: ours }),
  is.integer(
    'slowlog-log-slower-than',
    'Slow from',
    '10000',
    'Commands that take longer are noted in the slow log. −1 turns it off, 0 notes all.',
    { unit: 'µs', least: -1, most: Number.MAX_SAFE_INTEGER },
  ),
  is.integer('slowlog-max-len', 'Length of the slow log', '128', 'How many slow commands are kept.'),
  is.integer(
    'latency-monitor-threshold',
    'Watch latency from',
    '0',
    'Events that take longer are noted by the latency monitor. 0 turns it off.',
    { unit: 'ms' },
  ),
  is.yesno('latency-tracking', 'Track latency', 'yes', 'Measures how long each kind of command takes.'),
  is.words(
    'latency-tracking-info-percentiles',
    'Percentiles of latency',
    '50 99 99.9',
    'Which percentiles INFO shows.',
  ),
  is.yesno('syslog-enabled', 'System log', 'no', 'Whether the log goes to the system log as well.', {
    applied: 'restart',
  }),
  is.text('syslog-ident', 'Name in the system log', 'redis', 'As what the server is named there.', {
    applied: 'restart',
  }),
  is.choice('syslog-facility', 'Facility of the system log', 'local0', 'Where it is filed there.', {
    applied: 'restart',
    options: ['user', 'local0', 'local1', 'local2', 'local3', 'local4', 'local5', 'local6', 'local7'],
  }),
  is.yesno('crash-log-enabled', 'Crash report', 'yes', 'Whether a crash writes a report to the log.'),
  is.yesno(
    'crash-memcheck-enabled',
    'Check memory at a crash',
    'yes',
    'Whether a crash tests memory before the server ends.',
  ),
  is.yesno('always-show-logo', 'Logo in the log', 'no', 'Whether the logo is written to the log at every start.', {
    applied: 'restart',
  }),
];

const server = group('Server');
const started = 'The app starts and stops the server, and relies on it.';

export const serverDirectives = [
  server.yesno('daemonize', 'Run in the background', 'no', 'Whether the server detaches itself.', {
    applied: 'app',
    why: started,
  }),
  server.choice('supervised', 'Supervisor', 'no', 'Which supervisor of the system the server reports to.', {
    applied: 'app',
    options: ['no', 'upstart', 'systemd', 'auto'],
    why: started,
  }),
  server.text('pidfile', 'File of the process id', '', 'Where the server notes its process id.', {
    applied: 'app',
    why: started,
  }),
  server.integer(
    'hz',
    'Rounds a second',
    '10',
    'How often a second the server tidies up. More is more prompt and takes more of a processor.',
    { least: 1, most: 500 },
  ),
  server.yesno('dynamic-hz', 'More rounds with more clients', 'yes', 'Lets hz grow with the number of clients.'),
  server.yesno('activerehashing', 'Rehash while idle', 'yes', 'Uses idle time to keep the tables of keys in order.'),
  server.integer(
    'io-threads',
    'Threads for clients',
    '1',
    'How many threads write to clients. Useful from four processors on.',
    { applied: 'restart', least: 1, most: 128 },
  ),
  server.yesno('io-threads-do-reads', 'Threads read too', 'no', 'Whether those threads also read requests.', {
    applied: 'restart',
  }),
  server.integer(
    'busy-reply-threshold',
    'Scripts are slow from',
    '5000',
    'A script or function that takes longer lets other clients hear BUSY. 0 means never.',
    { unit: 'ms', aliases: ['lua-time-limit'] },
  ),
  server.yesno(
    'set-proc-title',
    'Set the process title',
    'yes',
    'Whether the list of processes shows where the server listens.',
    { applied: 'restart' },
  ),
  server.text(
    'proc-title-template',
    'Process title',
    '{title} {listen-addr} {server-mode}',
    'What the list of processes shows.',
  ),
  server.text(
    'server_cpulist',
    'Processors of the server',
    '',
    'The processors that its main threads may use, such as 0-7:2.',
    { applied: 'restart', aliases: ['server-cpulist'] },
  ),
  server.text(
    'bio_cpulist',
    'Processors of background threads',
    '',
    'The processors that background threads may use.',
    { applied: 'restart', aliases: ['bio-cpulist'] },
  ),
  server.text('aof_rewrite_cpulist', 'Processors of AOF rewrites', '', 'The processors that a rewrite may use.', {
    applied: 'restart',
    aliases: ['aof-rewrite-cpulist'],
  }),
  server.text('bgsave_cpulist', 'Processors of saves', '', 'The processors that a save may use.', {
    applied: 'restart',
    aliases: ['bgsave-cpulist'],
  }),
  server.words(
    'ignore-warnings',
    'Warnings to pass over',
    '',
    'Warnings about the system that do not keep the server from starting.',
  ),
];

const data = group('Data structures');

export const dataDirectives = [
  data.integer(
    'hash-max-listpack-entries',
    'Small hashes: fields',
    '512',
    'Hashes with no more fields are kept in the compact form.',
    { aliases: ['hash-max-ziplist-entries'] },
  ),
  data.memory(
    'hash-max-listpack-value',
    'Small hashes: longest value',
    '64',
    'Hashes with a longer field or value are not.',
    { aliases: ['hash-max-ziplist-value'] },
  ),
  data.integer(
    'list-max-listpack-size',
    'Size of list nodes',
    '-2',
    'Entries in a node of a list, or from −1 (4 KB) to −5 (64 KB) its size.',
    { least: -5, aliases: ['list-max-ziplist-size'] },
  ),
  data.integer(
    'list-compress-depth',
    'Uncompressed ends of lists',
    '0',
    'How many nodes at each end stay uncompressed. 0 compresses none.',
  ),
  data.integer(
    'set-max-intset-entries',
    'Small sets of numbers',
    '512',
    'Sets of whole numbers with no more members are kept in the compact form.',
  ),
  data.integer(
    'set-max-listpack-entries',
    'Small sets: members',
    '128',
    'Sets with no more members are kept in the compact form (Redis 7.2).',
  ),
  data.memory(
    'set-max-listpack-value',
    'Small sets: longest member',
    '64',
    'Sets with a longer member are not (Redis 7.2).',
  ),
  data.integer(
    'zset-max-listpack-entries',
    'Small sorted sets: members',
    '128',
    'Sorted sets with no more members are kept in the compact form.',
    { aliases: ['zset-max-ziplist-entries'] },
  ),
  data.memory(
    'zset-max-listpack-value',
    'Small sorted sets: longest member',
    '64',
    'Sorted sets with a longer member are not.',
    { aliases: ['zset-max-ziplist-value'] },
  ),
  data.memory(
    'hll-sparse-max-bytes',
    'Sparse HyperLogLogs',
    '3000',
    'Larger ones are kept in the dense form, 12 KB each.',
  ),
  data.memory(
    'stream-node-max-bytes',
    'Size of stream nodes',
    '4096',
    'The most bytes in a node of a stream. 0 means no limit.',
  ),
  data.integer(
    'stream-node-max-entries',
    'Entries in stream nodes',
    '100',
    'The most entries in a node of a stream. 0 means no limit.',
  ),
  data.integer('lfu-log-factor', 'LFU counting', '10', 'How many uses it takes to count a key as used very often.'),
  data.integer(
    'lfu-decay-time',
    'LFU forgets after',
    '1',
    'How long it takes a count of uses to go down by one. 0 means never.',
    { unit: 'min' },
  ),
];
