import { group } from './directive.ts';

const is = group('Persistence');
const ours = 'The app manages the files of an instance and must know their paths.';

export const persistenceDirectives = [
  is.save(
    'save',
    'Snapshots (RDB)',
    '3600 1 300 100 60 10000',
    'When Redis saves a snapshot automatically: pairs of seconds and changes. "900 1" saves after 15 minutes if at least one key changed. Empty: never.',
    { unit: 's, changes' },
  ),
  is.yesno(
    'appendonly',
    'Append-only file (AOF)',
    'no',
    'Logs every write to a file, so that a crash loses at most one second of writes.',
  ),
  is.choice(
    'appendfsync',
    'AOF fsync',
    'everysec',
    'When the append-only file is synced to disk: always is the safest and slowest, everysec loses at most one second, no leaves it to the system.',
    { options: ['always', 'everysec', 'no'] },
  ),
  is.yesno(
    'no-appendfsync-on-rewrite',
    'No fsync during saves',
    'no',
    'Skips fsync during a save or rewrite: lower latency, but a crash then loses up to 30 seconds.',
  ),
  is.integer(
    'auto-aof-rewrite-percentage',
    'Rewrite the AOF at growth of',
    '100',
    'Redis rewrites the append-only file when it has grown by this share since the last rewrite. 0 disables automatic rewrites.',
    { unit: '%' },
  ),
  is.memory(
    'auto-aof-rewrite-min-size',
    'Rewrite the AOF from',
    '67108864',
    'Redis does not rewrite smaller append-only files automatically.',
  ),
  is.yesno(
    'aof-load-truncated',
    'Load a truncated AOF',
    'yes',
    'After a crash the last command may be incomplete: yes loads everything before it, no refuses to start.',
  ),
  is.yesno(
    'aof-use-rdb-preamble',
    'RDB preamble in the AOF',
    'yes',
    'Starts a rewritten append-only file with a snapshot, which is smaller and loads faster.',
  ),
  is.yesno(
    'aof-timestamp-enabled',
    'Timestamps in the AOF',
    'no',
    'Records timestamps in the append-only file, for a point-in-time recovery. Older servers cannot read it.',
  ),
  is.yesno(
    'aof-rewrite-incremental-fsync',
    'Incremental fsync of rewrites',
    'yes',
    'Syncs a rewrite to disk every 4 MB instead of once at the end.',
  ),
  is.yesno(
    'aof-disable-auto-gc',
    'Keep old AOF files',
    'no',
    'Keeps append-only files that a rewrite has replaced. For tests of Redis itself.',
  ),
  is.yesno(
    'stop-writes-on-bgsave-error',
    'Stop writes if a save fails',
    'yes',
    'Refuses writes after a failed snapshot, so that unsaved data is not mistaken for saved data.',
  ),
  is.yesno('rdbcompression', 'Compress snapshots', 'yes', 'Smaller files at the cost of some CPU time.'),
  is.yesno(
    'rdbchecksum',
    'Checksum in snapshots',
    'yes',
    'Detects damaged snapshots; saving and loading take about 10 % longer.',
    { applied: 'restart' },
  ),
  is.yesno(
    'rdb-save-incremental-fsync',
    'Incremental fsync of snapshots',
    'yes',
    'Syncs a snapshot to disk every 4 MB instead of once at the end.',
  ),
  is.yesno(
    'rdb-del-sync-files',
    'Remove replication snapshots',
    'no',
    'Deletes replication snapshots when persistence is off.',
  ),
  is.choice(
    'sanitize-dump-payload',
    'Check restored values',
    'no',
    'Validates the encoding of values from RESTORE or a snapshot. clients: only values that clients send.',
    { options: ['no', 'yes', 'clients'] },
  ),
  is.text('dir', 'Data folder', './', 'The folder of snapshots and append-only files.', { applied: 'app', why: ours }),
  is.text('dbfilename', 'Snapshot file name', 'dump.rdb', 'The file name of the snapshot in the data folder.', {
    applied: 'app',
    why: ours,
  }),
  is.text('appendfilename', 'AOF file name', 'appendonly.aof', 'The prefix of the names of append-only files.', {
    applied: 'app',
    why: ours,
  }),
  is.text('appenddirname', 'AOF folder', 'appendonlydir', 'The folder of append-only files in the data folder.', {
    applied: 'app',
    why: ours,
  }),
  is.words(
    'shutdown-on-sigterm',
    'On SIGTERM',
    'default',
    'The shutdown on SIGTERM: default saves when save points are set. Several words combine: nosave force.',
    {
      applied: 'app',
      why: 'The app relies on it to stop an instance.',
    },
  ),
  is.words(
    'shutdown-on-sigint',
    'On SIGINT',
    'default',
    'The shutdown on Ctrl-C: default saves when save points are set.',
    {
      applied: 'app',
      why: 'The app relies on it to stop an instance.',
    },
  ),
  is.integer(
    'shutdown-timeout',
    'Wait for replicas at shutdown',
    '10',
    'How long a shutdown waits for lagging replicas.',
    { unit: 's' },
  ),
];
