export const showWhatAServerReports = 'Show what a server reports: slow log, clients and more; disconnect a client';
export const sectionChoosesThePanel =
  '--section chooses one. The slow log also holds entries that the server dropped, where a client of this app recorded.';
export const sinceAndUntilChooseATime =
  '--since and --until choose the time: of slow-log and latency the last 24 hours, of moment 10 seconds.';
export const killClientDisconnects =
  '--kill-client ID disconnects a client of --section clients; --reason is kept in the activity log.';
export const oneOfSections = (sections: string) => `one of ${sections}`;
export const nameASection = (sections: string) => `Name the part to show with --section: ${sections}.`;
export const onlyWithSection = (flag: string, section: string) => `${flag} is only for --section ${section}.`;
export const aTimeAfterSince = 'a time after --since';
export const untilIsBeforeSince = '--until is earlier than --since, so no event can match.';
export const slowCommand = 'slow command';
export const slowFromTo = (id: string, counted: string, from: string, to: string) =>
  `${id}: ${counted} from ${from} to ${to}`;
export const noSlowCommands = 'No slow commands in this time.';
export const slowThreshold = (threshold: string) => `Redis records commands that take ${threshold} or longer`;
export const slowKeeps = (threshold: string, keeps: string) => `${threshold}, and keeps the newest ${keeps}.`;
export const slowLogOff = 'Redis records no slow commands: slowlog-log-slower-than is negative.';
export const lostEntry = 'entry was';
export const lostEntries = 'entries were';
export const lostBefore = (counted: string) => `${counted} dropped by the server before they could be recorded.`;
export const shownOf = (shown: string, all: string) => `The newest ${shown} of ${all}; --lines shows more.`;
export const times = 'Times';
export const total = 'Total';
export const longest = 'Longest';
export const command = 'Command';
export const keys = 'Keys';
export const last = 'Last';
export const took = 'Took';
export const time = 'Time';
export const client = 'Client';
export const refusedWhy = {
  'too-old': (command: string) => `This server does not know ${command}.`,
  'not-permitted': (command: string) => `The access rules of the server do not permit ${command}.`,
  disabled: (command: string) => `"rename-command" in redis.conf disables ${command}.`,
  'not-running': () => 'The server is not running.',
  failed: (command: string) => `${command} failed.`,
} as const;
export const said = (why: string, text: string) => `${why} It said: ${text}`;
export const clientsOfId = (id: string, counted: string, limit: string, own: string) =>
  `${id}: ${counted}${limit}, and ${own} of this app`;
export const ofLimit = (limit: string) => ` of at most ${limit}`;
export const connection = 'connection';
export const id = 'Id';
export const program = 'Program or name';
export const address = 'Address';
export const library = 'Library';
export const role = 'Role';
export const db = 'Db';
export const age = 'Age';
export const idle = 'Idle';
export const output = 'Output';
export const memory = 'Memory';
export const thisApp = 'this app';
export const showsOthersFirst = 'Sorted by memory. This app’s own connections are left out.';
export const disconnectsTheClient = (client: number, id: string) => `disconnects client ${client} of ${id}`;
export const disconnectClient = (client: number, id: string) => `Disconnect client ${client} of ${id}?`;
export const noClient = (client: number, id: string) =>
  `${id} has no client ${client}: it has disconnected, or never existed. --section clients lists the ids.`;
export const disconnected = (client: number, address: string, id: string) =>
  `Disconnected client ${client} (${address}) from ${id}. Most programs connect again by themselves.`;
export const mayConnectAgain = 'Its running command ends without a reply. Most programs connect again by themselves.';
export const inAScript = 'in a script';
export const yes = 'yes';
export const no = 'no';
export const none = 'none';
export const ok = 'succeeded';
export const failed = 'failed';
export const latencyFromTo = (id: string, counted: string, from: string, to: string) =>
  `${id}: ${counted} from ${from} to ${to}`;
export const latencyEvent = 'latency event';
export const latencyOff =
  'Redis records no latency events: latency-monitor-threshold is 0. --action config --set latency-monitor-threshold=100 records those of 100 ms and longer.';
export const latencyThreshold = (ms: string) => `Redis records events of ${ms} ms and longer.`;
export const event = 'Event';
export const newest = 'Newest';
export const meaning = 'Meaning';
export const doctorSays = (command: string) => `${command} says:`;
export const memoryOfId = (id: string) => `${id}: memory`;
export const used = 'used';
export const peak = 'peak';
export const resident = 'resident';
export const limit = 'limit';
export const noLimit = 'none';
export const fragmentation = 'fragmentation';
export const fragmentationOf = (ratio: string, bytes: string) => `${ratio} (${bytes})`;
export const allocator = 'allocator';
export const policy = 'policy';
export const use = 'Use';
export const bytes = 'Bytes';
export const share = 'Share';
export const kind = 'Kind';
export const uses: Readonly<Record<string, string>> = {
  data: 'keys and values',
  startup: 'the server itself, at its start',
  'replication-backlog': 'replication backlog',
  'replica-clients': 'connections of replicas',
  clients: 'connections',
  'cluster-links': 'cluster links',
  'aof-buffer': 'buffers of the append-only file',
  scripts: 'scripts',
  functions: 'functions',
  'key-tables': 'tables of keys and expiries',
};
export const clientKinds: Readonly<Record<string, string>> = { own: 'this app' };
export const persistenceOfId = (id: string) => `${id}: persistence`;
export const lastSave = 'last save';
export const saveResult = 'its result';
export const resultIn = (result: string, seconds: string) => `${result} in ${seconds}`;
export const notYet = 'none since the start';
export const changes = 'changes since';
export const saving = 'saving now';
export const savingFor = (seconds: string, share: string) => `for ${seconds}${share}`;
export const shareOfKeys = (share: string) => `, ${share} of the keys`;
export const savePoints = 'save points';
export const noSavePoints = 'none: no automatic snapshots';
export const aof = 'append-only file';
export const aofSize = 'its size';
export const sizeAtRewrite = (size: string, base: string) => `${size}, ${base} after the last rewrite`;
export const aofRewrite = 'last rewrite';
export const rewritingNow = 'in progress';
export const aofWrite = 'last write';
export const fsync = 'fsync';
export const fork = 'last fork';
export const delayed = 'delayed fsyncs';
export const replicationOfId = (id: string, role: string) => `${id}: ${role}`;
export const master = 'master';
export const link = 'link';
export const linkDown = (link: string, seconds: string) => `${link} for ${seconds}`;
export const lastIo = 'last data';
export const ago = (time: string) => `${time} ago`;
export const copying = 'copying';
export const leftToCopy = (bytes: string) => `${bytes} left`;
export const offset = 'offset';
export const backlog = 'backlog';
export const backlogOf = (history: string, size: string) => `${history} of ${size}`;
export const syncs = 'copies';
export const syncsOf = (full: string, partial: string, failed: string) =>
  `${full} full, ${partial} partial, ${failed} partial refused`;
export const noReplicas = 'No replicas are connected.';
export const replica = 'Replica';
export const state = 'State';
export const behind = 'Behind';
export const lag = 'Lag';
export const usersOfId = (id: string, counted: string, own: string) => `${id}: ${counted}; this app connects as ${own}`;
export const unknownUser = 'an unknown user';
export const user = 'User';
export const enabled = 'On';
export const password = 'Password';
export const noPassword = 'none needed';
export const commandsRules = 'Commands';
export const channels = 'Channels';
export const refusedCommands = 'Refused commands and logins';
export const nothingRefused = 'The server has refused nothing since its start or ACL LOG RESET.';
export const reason = 'Reason';
export const object = 'Object';
export const context = 'Where';
export const momentFromTo = (id: string, from: string, to: string) => `${id}: recorded from ${from} to ${to}`;
export const momentNeedsSince = 'Name the time with --since, and its end with --until (10 seconds later).';
export const aTime = 'a time such as 10m or 2026-11-29T14:31';
export const nothingRecorded =
  'Nothing was recorded in this time. The desktop app or "serve" records while it runs; the terminal does not.';
export const commandsRan = (from: string, to: string) => `Commands from ${from} to ${to}`;
export const calls = 'Calls';
export const slowHere = 'Slow commands';
export const latencyHere = 'Latency events';
export const clientsAt = (counted: string, at: string) => `${counted} at ${at}`;
export const count = 'Count';
export const lastCommands = 'Last commands';
export const eventMeanings: Readonly<Record<string, string>> = {
  command: 'a slow command',
  'fast-command': 'a slow command that is usually fast',
  fork: 'the fork for a save or rewrite',
  'rdb-unlink-temp-file': 'removing a temporary file',
  'aof-fsync-always': 'fsync of the append-only file',
  'aof-write': 'a write to the append-only file',
  'aof-write-pending-fsync': 'a write that waited for an fsync',
  'aof-write-active-child': 'a write while a save or rewrite used the disk',
  'aof-write-alone': 'a write without another user of the disk',
  'aof-fstat': 'reading the size of the append-only file',
  'aof-rename': 'renaming the append-only file',
  'aof-rewrite-diff-write': 'writing the changes since the rewrite began',
  'active-defrag-cycle': 'defragmentation',
  'expire-cycle': 'removing expired keys',
  'eviction-cycle': 'evicting keys',
  'eviction-del': 'deleting an evicted key',
  'eviction-lazyfree': 'waiting for freed memory during eviction',
};
