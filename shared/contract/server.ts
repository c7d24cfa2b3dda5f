import { z } from 'zod';
import { procedure } from './base.ts';
import { instanceId, timestamp } from './values.ts';

const figure = z.number().nullable();

/** Why a server did not answer one command. The other parts of a panel are shown. */
export const refusal = z.object({
  /** In capitals: `LATENCY DOCTOR`. */
  command: z.string(),
  /**
   * `too-old`: this server does not know the command. `not-permitted`: its access rules refuse it. `disabled`:
   * `rename-command` disables it. `not-running`: there is no running server. `failed`: another error.
   */
  why: z.enum(['too-old', 'not-permitted', 'disabled', 'not-running', 'failed']),
  /** The server's own message, bounded and without control characters; null without one. */
  said: z.string().nullable(),
});
export type Refusal = z.infer<typeof refusal>;

/** A slow command. Values are left out: they may be secret. Times are those of the server's clock, in whole seconds. */
export const slowEntry = z.object({
  /** Unique within one run of the server. */
  id: z.number().int(),
  at: timestamp,
  tookUsec: z.number(),
  /** With its key, and all arguments of commands that only read: `LRANGE queue 0 -1`, `SET session:7 + 1 argument`. */
  command: z.string(),
  /** `LRANGE`, `CONFIG SET` */
  name: z.string(),
  /** The key with its varying parts as `*`: `session:*`. Empty without a key. */
  pattern: z.string(),
  /** Address and name of the client, as the server recorded them; empty before Redis 4. */
  address: z.string(),
  client: z.string(),
});
export type SlowEntry = z.infer<typeof slowEntry>;

/** The slow commands of one name on keys of one pattern. */
export const slowGroup = z.object({
  name: z.string(),
  pattern: z.string(),
  count: z.number().int(),
  totalUsec: z.number(),
  maxUsec: z.number(),
  lastAt: timestamp,
  /** The longest one. */
  longest: z.string(),
});
export type SlowGroup = z.infer<typeof slowGroup>;

/** The slow log of a server, without this app's commands: entries that were recorded, and those the server still has. */
export const slowLogReport = z.object({
  id: instanceId,
  from: timestamp,
  to: timestamp,
  /** `slowlog-log-slower-than`, µs: -1 is off, 0 records every command. Null if unknown. */
  thresholdUsec: figure,
  /** How many entries the server keeps; null if unknown. */
  serverKeeps: figure,
  /** The time of the oldest recorded entry, of any range; null without one. */
  recordedSince: timestamp.nullable(),
  /** Entries of this time that the server dropped before they could be recorded. */
  lost: z.number().int(),
  /** Entries in this time; `entries` and `groups` may hold fewer. */
  count: z.number().int(),
  /** Longest total time first. */
  groups: z.array(slowGroup),
  /** Newest first. */
  entries: z.array(slowEntry),
  refused: refusal.nullable(),
});
export type SlowLogReport = z.infer<typeof slowLogReport>;

/** A connection to a server. */
export const connectedClient = z.object({
  id: z.number().int(),
  /** `127.0.0.1:50312`, or the path of a Unix socket. */
  address: z.string(),
  name: z.string(),
  user: z.string(),
  /** `redis-py 5.0.1`, as the client reported it; Redis 7.2 and later. */
  library: z.string(),
  /** `node (pid 812)`: the program of this computer that holds the connection, where the system shows it. */
  program: z.string().nullable(),
  /** A connection of this app. */
  own: z.boolean(),
  role: z.enum(['normal', 'pubsub', 'replica', 'master', 'monitor', 'blocked']),
  database: z.number().int(),
  ageSeconds: z.number(),
  idleSeconds: z.number(),
  /** The last command. */
  command: z.string(),
  /** Requests that wait in the server. */
  queryBytes: z.number(),
  /** Replies that wait in the server. */
  outputBytes: z.number(),
  /** All memory of the connection; null before Redis 6.2. */
  memoryBytes: figure,
  subscriptions: z.number().int(),
});
export type ConnectedClient = z.infer<typeof connectedClient>;

export const clientsReport = z.object({
  id: instanceId,
  at: timestamp,
  /** Without this app's connections. */
  total: z.number().int(),
  own: z.number().int(),
  limit: figure,
  /** The first ones by memory where there are too many for a list. */
  clients: z.array(connectedClient),
});
export type ClientsReport = z.infer<typeof clientsReport>;

export const killedClient = z.object({
  id: instanceId,
  client: z.number().int(),
  address: z.string(),
  /** False: it was no longer connected. */
  killed: z.boolean(),
});
export type KilledClient = z.infer<typeof killedClient>;

/** A part of a panel, or why the server does not show it. */
function part<T extends z.ZodType>(value: T) {
  return z.object({ value: value.nullable(), refused: refusal.nullable() });
}

/** Advice in the server's own words. Null before it collected any. */
const advice = part(z.string());

export const latencyReport = z.object({
  id: instanceId,
  from: timestamp,
  to: timestamp,
  /** `latency-monitor-threshold`, ms: 0 is off. Null if unknown. */
  thresholdMs: figure,
  /** Since the start of the server or LATENCY RESET. */
  latest: part(z.array(z.object({ event: z.string(), at: timestamp, latestMs: z.number(), maxMs: z.number() }))),
  doctor: advice,
  /** Recorded events of this time, newest first. */
  events: z.array(z.object({ event: z.string(), at: timestamp, ms: z.number() })),
  /** Events in this time; `events` may hold fewer. */
  count: z.number().int(),
});
export type LatencyReport = z.infer<typeof latencyReport>;

/** Sizes in bytes. */
export const memoryReport = z.object({
  id: instanceId,
  at: timestamp,
  usedBytes: figure,
  peakBytes: figure,
  residentBytes: figure,
  limitBytes: figure,
  policy: z.string().nullable(),
  allocator: z.string().nullable(),
  /** Resident to used memory. `fragmentationBytes` is the difference; negative where memory is swapped out. */
  fragmentation: figure,
  fragmentationBytes: figure,
  /** What the memory is used for, largest first. `share` is of all used memory, 0 to 1. */
  usage: z.array(z.object({ use: z.string(), bytes: z.number(), share: figure })),
  /** The memory of connections by kind. */
  clients: z.array(z.object({ kind: z.string(), bytes: z.number() })),
  /** MEMORY STATS with Redis's names, such as `keys.bytes-per-key`. */
  stats: part(z.array(z.object({ name: z.string(), value: z.string() }))),
  doctor: advice,
});
export type MemoryReport = z.infer<typeof memoryReport>;

export const persistenceReport = z.object({
  id: instanceId,
  at: timestamp,
  /** The server loads its data set. */
  loading: z.boolean(),
  changesSinceSave: figure,
  lastSaveAt: timestamp.nullable(),
  /** Null before the first one. */
  lastSaveOk: z.boolean().nullable(),
  lastSaveSeconds: figure,
  saving: z.boolean(),
  savingSeconds: figure,
  /** The share of keys that the current save has written, 0 to 1. */
  savedShare: figure,
  saves: figure,
  /** `save` as the server reports it; empty: no automatic snapshots. Null if unknown. */
  savePoints: z.string().nullable(),
  aof: z.object({
    enabled: z.boolean(),
    fsync: z.string().nullable(),
    rewriting: z.boolean(),
    rewriteScheduled: z.boolean(),
    lastRewriteSeconds: figure,
    lastRewriteOk: z.boolean().nullable(),
    lastWriteOk: z.boolean().nullable(),
    sizeBytes: figure,
    baseBytes: figure,
    pendingBytes: figure,
    delayedFsyncs: figure,
  }),
  lastForkMs: figure,
  lastCopyOnWriteBytes: figure,
});
export type PersistenceReport = z.infer<typeof persistenceReport>;

export const replicationReport = z.object({
  id: instanceId,
  at: timestamp,
  role: z.enum(['master', 'replica']),
  /** The offset of its own data stream, in bytes. */
  offset: figure,
  /** Of a replica. */
  master: z
    .object({
      host: z.string(),
      port: figure,
      link: z.string(),
      lastIoSeconds: figure,
      syncing: z.boolean(),
      /** The rest of a full copy. */
      syncLeftBytes: figure,
      downSeconds: figure,
      readOnly: z.boolean().nullable(),
    })
    .nullable(),
  replicas: z.array(
    z.object({
      address: z.string(),
      state: z.string(),
      offset: figure,
      /** How far its data is behind. */
      behindBytes: figure,
      /** Since its last acknowledgement. */
      lagSeconds: figure,
    }),
  ),
  backlog: z.object({ active: z.boolean(), sizeBytes: figure, historyBytes: figure }),
  fullSyncs: figure,
  partialSyncsOk: figure,
  partialSyncsFailed: figure,
});
export type ReplicationReport = z.infer<typeof replicationReport>;

/** The rules of one user. Passwords never leave the core, not even as hashes. */
export const aclUser = z.object({
  name: z.string(),
  enabled: z.boolean(),
  /** Any password is accepted. */
  noPassword: z.boolean(),
  passwords: z.number().int(),
  commands: z.string(),
  keys: z.string(),
  channels: z.string(),
});
export type AclUser = z.infer<typeof aclUser>;

/** A refused command or login. The server keeps the newest, and groups repeated ones. */
export const aclLogEntry = z.object({
  count: z.number().int(),
  reason: z.string(),
  context: z.string(),
  /** The command, key or channel; empty for a login, whose object would be the user name. */
  object: z.string(),
  user: z.string(),
  ageSeconds: z.number(),
  client: z.string(),
});
export type AclLogEntry = z.infer<typeof aclLogEntry>;

export const aclReport = z.object({
  id: instanceId,
  at: timestamp,
  /** The user of this app. */
  ownUser: z.string().nullable(),
  users: part(z.array(aclUser)),
  /** Users of the server; `users` may hold fewer. */
  userCount: z.number().int(),
  log: part(z.array(aclLogEntry)),
});
export type AclReport = z.infer<typeof aclReport>;

/** The records around one time: the answer to "what was that spike?". */
export const momentReport = z.object({
  id: instanceId,
  from: timestamp,
  to: timestamp,
  /** The commands that ran, longest time first, without monitoring commands. */
  commands: z.array(z.object({ command: z.string(), calls: z.number(), usec: z.number() })),
  /** The time that `commands` covers: samples overlap the asked time. Null without any. */
  commandsFrom: timestamp.nullable(),
  commandsTo: timestamp.nullable(),
  slow: z.array(slowEntry),
  slowCount: z.number().int(),
  latency: z.array(z.object({ event: z.string(), at: timestamp, ms: z.number() })),
  /** The clients at the last record before the end of the time; null without one. */
  clients: z
    .object({
      at: timestamp,
      total: z.number().int(),
      groups: z.array(
        z.object({
          name: z.string(),
          library: z.string(),
          host: z.string(),
          count: z.number().int(),
          blocked: z.number().int(),
          outputBytes: z.number(),
          memoryBytes: z.number(),
          commands: z.array(z.string()),
        }),
      ),
    })
    .nullable(),
});
export type MomentReport = z.infer<typeof momentReport>;

const byId = z.object({ id: instanceId });
const inRange = byId.extend({ from: timestamp.optional(), to: timestamp.optional() });

/** What a server reports about itself: one procedure for each panel, so that a refusal concerns one panel. */
export const server = {
  /** @param from omitted: 24 hours before `to`; @param to omitted: now */
  slowLog: procedure
    .input(inRange.extend({ limit: z.number().int().min(1).max(1000).default(200) }))
    .output(slowLogReport),
  clients: procedure.input(byId).output(clientsReport),
  /**
   * Closes a connection. The address must still belong to the id, which a restarted server gives out again.
   * @param reason for the activity log
   */
  killClient: procedure
    .input(
      byId.extend({
        client: z.number().int().min(1),
        address: z.string().max(300).optional(),
        reason: z.string().max(200).optional(),
      }),
    )
    .output(killedClient),
  /** @param from omitted: 24 hours before `to`; @param to omitted: now */
  latency: procedure.input(inRange).output(latencyReport),
  memory: procedure.input(byId).output(memoryReport),
  persistence: procedure.input(byId).output(persistenceReport),
  replication: procedure.input(byId).output(replicationReport),
  acl: procedure.input(byId).output(aclReport),
  /** The records of a short time range, also of a stopped instance. */
  moment: procedure.input(byId.extend({ from: timestamp, to: timestamp })).output(momentReport),
};
