export const noAdvice = 'The server has no advice.';
export const use = 'Use';
export const bytes = 'Size';
export const share = 'Share';
export const memory = 'Memory';
export const used = 'Used';
export const peak = 'Peak';
export const resident = 'Resident';
export const limit = 'Limit';
export const noLimit = 'no limit';
export const policy = 'At the limit';
export const fragmentation = 'Fragmentation';
export const fragmentationOf = (ratio: string, bytes: string) => `${ratio} (${bytes} more than used)`;
export const allocator = 'Allocator';
export const usage = 'What the memory is used for';
export const byClient = 'Connections';
export const kind = 'Kind';
export const stats = 'All figures of MEMORY STATS';
export const name = 'Name';
export const value = 'Value';
export const uses: Readonly<Record<string, string>> = {
  data: 'Keys and values',
  startup: 'The server itself, at its start',
  'replication-backlog': 'Replication backlog',
  'replica-clients': 'Connections of replicas',
  clients: 'Connections',
  'cluster-links': 'Cluster links',
  'aof-buffer': 'Buffers of the append-only file',
  scripts: 'Scripts',
  functions: 'Functions',
  'key-tables': 'Tables of keys and expiries',
};
export const kinds: Readonly<Record<string, string>> = {
  own: 'This app',
  normal: 'Normal',
  pubsub: 'Pub/Sub',
  replica: 'Replicas',
  master: 'Master',
  monitor: 'Monitors',
  blocked: 'Blocked',
};
export const snapshots = 'Snapshots (RDB)';
export const lastSave = 'Last save';
export const result = 'Result';
export const succeeded = 'succeeded';
export const failed = 'failed';
export const resultIn = (result: string, seconds: string) => `${result} in ${seconds}`;
export const noneSinceStart = 'none since the start of the server';
export const changes = 'Changes since';
export const savingNow = 'Saving now';
export const savingFor = (seconds: string) => `for ${seconds}`;
export const savingShare = (seconds: string, share: string) => `for ${seconds}, ${share} of the keys`;
export const savePoints = 'Save points';
export const noSavePoints = 'none: no automatic snapshots';
export const saves = 'Saves';
export const lastFork = 'Last fork';
export const copyOnWrite = 'Copied while saving';
export const aof = 'Append-only file (AOF)';
export const aofOff = 'The append-only file is off: changes since the last save are lost in a crash.';
export const size = 'Size';
export const sizeAtRewrite = (size: string, base: string) => `${size}, ${base} after the last rewrite`;
export const lastRewrite = 'Last rewrite';
export const rewriting = 'in progress';
export const rewriteScheduled = 'scheduled, after the current save';
export const lastWrite = 'Last write';
export const fsync = 'fsync';
export const delayed = 'Delayed fsyncs';
export const role = 'Role';
export const roles = { master: 'Master', replica: 'Replica' } as const;
export const master = 'Master';
export const link = 'Link';
export const linkFor = (link: string, seconds: string) => `${link} for ${seconds}`;
export const lastIo = 'Last data';
export const agoOf = (time: string) => `${time} ago`;
export const copying = 'Full copy';
export const left = (bytes: string) => `in progress, ${bytes} left`;
export const readOnly = 'Read-only';
export const yes = 'yes';
export const no = 'no';
export const offset = 'Offset';
export const backlog = 'Backlog';
export const backlogOf = (history: string, size: string) => `${history} of ${size}`;
export const none = 'none';
export const copies = 'Copies';
export const copiesOf = (full: string, partial: string, refused: string) =>
  `${full} full, ${partial} partial, ${refused} partial refused`;
export const replicas = 'Replicas';
export const noReplicas = 'No replicas are connected.';
export const replica = 'Replica';
export const state = 'State';
export const behind = 'Behind';
export const lag = 'Lag';
export const loading = 'The server loads its data. The figures are complete when it has finished.';
