import { group } from './directive.ts';

const is = group('Persistence');
const ours = 'The app decides where an instance keeps its files, so that it finds them again.';

export const persistenceDirectives = [
  is.save(
    'save',
    'Snapshots (RDB)',
    '3600 1 300 100 60 10000',
    'When to save a snapshot by itself: pairs of seconds and changes. "900 1" saves after 15 minutes if one key changed. Empty: never.',
    { unit: 's, changes' },
  ),
  is.yesno(
    'appendonly',
    'Append-only file (AOF)',
    'no',
    'Writes every change to a file at once, so that a crash loses a second at most.',
  ),
  is.choice(
    'appendfsync',
    'Flush to disk',
    'everysec',
    'How often the append-only file is flushed: always is safest and slow, everysec loses a second at most, no leaves it to the system.',
    { options: ['always', 'everysec', 'no'] },
  ),
  is.yesno(
    'no-appendfsync-on-rewrite',
    'No flush while saving',
    'no',
    'Skips flushing while a save or rewrite is under way: smoother, but a crash then loses up to 30 seconds.',
  ),
  is.integer(
    'auto-aof-rewrite-percentage',
    'Rewrite the AOF at growth of',
    '100',
    'The append-only file is rewritten when it has grown by so much since the last time. 0 turns that off.',
    { unit: '%' },
  ),
  is.memory(
    'auto-aof-rewrite-min-size',
    'Rewrite the AOF from',
    '67108864',
    'Smaller append-only files are not rewritten, however much they grew.',
  ),
  is.yesno(
    'aof-load-truncated',
    'Load a cut-off AOF',
    'yes',
    'After a crash the last command may be half written: yes loads the rest, no refuses to start.',
  ),
  is.yesno(
    'aof-use-rdb-preamble',
    'AOF with a snapshot inside',
    'yes',
    'Begins a rewritten append-only file with a snapshot: smaller and quicker to load.',
  ),
  is.yesno(
    'aof-timestamp-enabled',
    'Times in the AOF',
    'no',
    'Notes times in the append-only file, so that it can be cut off at a moment. Old servers cannot read it.',
  ),
  is.yesno(
    'aof-rewrite-incremental-fsync',
    'Flush rewrites in steps',
    'yes',
    'Flushes a rewrite every 4 MB instead of all at the end.',
  ),
  is.yesno(
    'aof-disable-auto-gc',
    'Keep old AOF files',
    'no',
    'Keeps append-only files that a rewrite made needless. For tests of Redis itself.',
  ),
  is.yesno(
    'stop-writes-on-bgsave-error',
    'Stop writes if a save fails',
    'yes',
    'Refuses writes after a snapshot could not be saved, so that nobody believes it was.',
  ),
  is.yesno('rdbcompression', 'Compress snapshots', 'yes', 'Smaller files for some work of a processor.'),
  is.yesno(
    'rdbchecksum',
    'Check sum in snapshots',
    'yes',
    'Lets a damaged snapshot be noticed; costs about a tenth of the time.',
    { applied: 'restart' },
  ),
  is.yesno(
    'rdb-save-incremental-fsync',
    'Flush snapshots in steps',
    'yes',
    'Flushes a snapshot every 4 MB instead of all at the end.',
  ),
  is.yesno(
    'rdb-del-sync-files',
    'Remove replication snapshots',
    'no',
    'Removes the snapshot of a replication where persistence is off.',
  ),
  is.choice(
    'sanitize-dump-payload',
    'Check what is restored',
    'no',
    'Checks the inner form of values that come by RESTORE or a snapshot: clients means those of clients alone.',
    { options: ['no', 'yes', 'clients'] },
  ),
  is.text('dir', 'Data folder', './', 'Where snapshots and append-only files are kept.', { applied: 'app', why: ours }),
  is.text('dbfilename', 'Name of the snapshot', 'dump.rdb', 'The file name of the snapshot in the data folder.', {
    applied: 'app',
    why: ours,
  }),
  is.text('appendfilename', 'Name of the AOF', 'appendonly.aof', 'What the names of append-only files begin with.', {
    applied: 'app',
    why: ours,
  }),
  is.text(
    'appenddirname',
    'Folder of the AOF',
    'appendonlydir',
    'The folder of append-only files in the data folder.',
    { applied: 'app', why: ours },
  ),
  is.choice(
    'shutdown-on-sigterm',
    'On SIGTERM',
    'default',
    'What the server does when it is told to end: default saves when there are save points.',
    {
      applied: 'app',
      options: ['default', 'save', 'nosave', 'now', 'force'],
      why: 'Stopping an instance relies on it.',
    },
  ),
  is.choice(
    'shutdown-on-sigint',
    'On SIGINT',
    'default',
    'What the server does on Ctrl-C: default saves when there are save points.',
    {
      applied: 'app',
      options: ['default', 'save', 'nosave', 'now', 'force'],
      why: 'Stopping an instance relies on it.',
    },
  ),
  is.integer(
    'shutdown-timeout',
    'Wait for replicas at the end',
    '10',
    'How long an ending server waits for its replicas.',
    { unit: 's' },
  ),
];
