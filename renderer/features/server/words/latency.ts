export const latency = 'Latency';
export const off = 'Redis records no latency events: latency-monitor-threshold is 0.';
export const threshold = (ms: string) => `Redis records events of ${ms} ms and longer.`;
export const unknownThreshold = 'The server does not report its threshold.';
export const changeInSettings = 'Change in settings';
export const kinds = 'Kinds of events';
export const event = 'Event';
export const meaning = 'Meaning';
export const newest = 'Newest';
export const took = 'Took';
export const longest = 'Longest';
export const events = 'Events';
export const time = 'Time';
export const none = 'No latency events in this time.';
export const noKinds = 'None since the start of the server.';
export const shownOf = (shown: string, all: string) => `the newest ${shown} of ${all}`;
export const showMoment = 'What ran then';
export const details = 'Details';
export const meanings: Readonly<Record<string, string>> = {
  command: 'A slow command. The slow log has its name.',
  'fast-command': 'A command that is usually fast took long: the computer was busy or swapped.',
  fork: 'The fork for a save or a rewrite of the append-only file.',
  'rdb-unlink-temp-file': 'A temporary file was removed.',
  'aof-fsync-always': 'fsync of the append-only file, after each write (appendfsync always).',
  'aof-write': 'A write to the append-only file.',
  'aof-write-pending-fsync': 'A write waited for an fsync: the disk is slow.',
  'aof-write-active-child': 'A write while a save or a rewrite used the disk.',
  'aof-write-alone': 'A write while nothing else used the disk.',
  'aof-fstat': 'The size of the append-only file was read.',
  'aof-rename': 'The append-only file was renamed after a rewrite.',
  'aof-rewrite-diff-write': 'Changes since the start of a rewrite were written.',
  'active-defrag-cycle': 'Defragmentation of memory (activedefrag).',
  'expire-cycle': 'Many keys expired at the same time.',
  'eviction-cycle': 'Keys were evicted at the memory limit.',
  'eviction-del': 'An evicted key was deleted: a large one.',
  'eviction-lazyfree': 'Eviction waited for memory to be freed.',
};
