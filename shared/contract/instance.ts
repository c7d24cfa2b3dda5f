import { z } from 'zod';
import { procedure } from './base.ts';
import { operationOf } from './operation.ts';
import { containerMemory, instanceId, persistenceMode, port, runtimeKind, timestamp } from './values.ts';

/**
 * `missing`: not installed, though its data may exist. `starting`: the server loads its data. `unhealthy`: the server
 * does not work, or its engine is unreachable; `problem` has the reason.
 */
export const instanceState = z.enum(['missing', 'stopped', 'starting', 'running', 'unhealthy']);
export type InstanceState = z.infer<typeof instanceState>;

/** The problem of an instance, its start and its fix. */
export const problem = z.object({
  code: z.enum([
    'ENGINE_UNREACHABLE',
    'CONTAINER_GONE',
    'NOT_ANSWERING',
    'WRONG_PASSWORD',
    'PASSWORD_REQUIRED',
    'NO_PERMISSION',
    'PROTECTED_MODE',
    'TLS_DIFFERS',
    'TOO_MANY_CLIENTS',
    'COMMAND_UNAVAILABLE',
    'PORT_TAKEN',
    'CRASHED',
    'OUT_OF_MEMORY',
    'PAUSED',
    'PROGRAM_GONE',
    'CONFIG_UNREADABLE',
    'PORT_UNPROTECTED',
    'RECORD_UNREADABLE',
    'STRANGER',
  ]),
  message: z.string(),
  fix: z.string().nullable(),
  since: timestamp.nullable(),
  /** The line of redis.conf that causes it, counted from 1; omitted: none, or one of another file. */
  line: z.number().int().positive().optional(),
});
export type Problem = z.infer<typeof problem>;

/** The current state of one instance. Sizes in bytes; unknown values are null. */
export const instanceStatus = z.object({
  id: instanceId,
  runtime: runtimeKind.nullable(),
  state: instanceState,
  problem: problem.nullable(),
  container: z.string().nullable(),
  network: z.string().nullable(),
  image: z.string().nullable(),
  host: z.string(),
  port: port.nullable(),
  /** The Unix socket of a server that listens on no port. */
  socket: z.string().optional(),
  /** The name of its engine on another machine; omitted: this computer. */
  engine: z.string().optional(),
  /** It runs as a service of a swarm, on the node of its engine; omitted: as a container or process. */
  deployment: z.literal('service').optional(),
  /** While its engine is unreachable: the state in the last answer; omitted if unknown. */
  lastKnownState: z.object({ state: instanceState, at: timestamp }).optional(),
  /** Without a password: `redis://localhost:6380`, or `unix:///path/of/a/socket`. */
  url: z.string().nullable(),
  passwordSet: z.boolean(),
  /** Its redis.conf has a TLS port, alone or beside the plain one; omitted: none. */
  tls: z.literal(true).optional(),
  version: z.string().nullable(),
  uptimeSeconds: z.number().nullable(),
  memory: z.object({
    usedBytes: z.number().nullable(),
    peakBytes: z.number().nullable(),
    /** `maxmemory`; null if there is no limit or it is unknown. */
    limitBytes: z.number().nullable(),
  }),
  clients: z.object({ connected: z.number().nullable() }),
  commands: z.object({ total: z.number().nullable(), perSecond: z.number().nullable() }),
  /** Share of hits in all lookups since the server started, 0 to 1; null before the first lookup. */
  hitRate: z.number().nullable(),
  /** Lookups of keys since the server started, without those of this app. */
  lookups: z.object({ hits: z.number().nullable(), misses: z.number().nullable() }),
  databases: z.array(
    z.object({ index: z.number().int(), keys: z.number(), expires: z.number(), averageTtlMs: z.number().nullable() }),
  ),
  /** The number of keys in its last reply, and the time of that reply; null while it answers, or if unknown. */
  lastKnownKeys: z.object({ count: z.number().int(), at: timestamp }).nullable(),
  persistence: z.object({
    mode: persistenceMode.nullable(),
    lastSaveAt: timestamp.nullable(),
    changesSinceSave: z.number().nullable(),
  }),
  /**
   * Its role. For a stopped server, the role in its redis.conf; null if neither is known. `link` is the connection of a
   * running replica to its master.
   */
  replication: z.object({
    role: z.enum(['master', 'replica']).nullable(),
    masterHost: z.string().nullable(),
    masterPort: z.number().int().nullable(),
    link: z.enum(['up', 'down']).nullable(),
    /** Sentences with the reason and the fix, if the container is the reason that the link is down. */
    advice: z.string().optional(),
  }),
});
export type InstanceStatus = z.infer<typeof instanceStatus>;

/** The new status, as the result of an operation that starts, stops or upgrades an instance. */
export const stateChange = instanceStatus.extend({
  /** Why nothing had to be done, as a sentence. */
  unchanged: z.string().optional(),
  /** One sentence for each companion of the tenant that could not be started or stopped with it. */
  companionProblems: z.array(z.string()).optional(),
});
export type StateChange = z.infer<typeof stateChange>;

/**
 * How to connect to an instance. `password` is null if there is none, or if the request did not ask for it. `tls` is set
 * for a server that accepts only TLS: local files, with a certificate if the server requires one from its clients.
 */
export const connection = z.object({
  id: instanceId,
  host: z.string(),
  /** With `socket`, the port is only reserved: nothing listens on it. */
  port,
  /** The Unix socket of a server that listens on no port. */
  socket: z.string().optional(),
  url: z.string(),
  tls: z.object({ ca: z.string().nullable(), cert: z.string().nullable(), key: z.string().nullable() }).nullable(),
  passwordSet: z.boolean(),
  password: z.string().nullable(),
  /** Names from `rename-command`; empty: disabled. Only together with the password, because the names may be secret. */
  renamed: z.record(z.string(), z.string()).optional(),
});
export type Connection = z.infer<typeof connection>;

/** The effect of installing main now. */
export const installPreview = z.object({
  port,
  portFree: z.boolean(),
  /** The program that listens on the port, if known. */
  portTakenBy: z.string().nullable(),
  /** The next free port. */
  nextFreePort: port.nullable(),
  memoryLimitBytes: z.number().nullable(),
  memoryPolicy: z.string(),
  persistence: persistenceMode,
  saveIntervals: z.string(),
  databases: z.number().int(),
  folder: z.string(),
  freeBytes: z.number().nullable(),
  /** Data of an earlier installation that this one reuses. */
  dataKept: z.object({ bytes: z.number(), changedAt: timestamp }).nullable(),
});
export type InstallPreview = z.infer<typeof installPreview>;

/** The data that a kill would leave on disk, and the data that it would lose. */
export const killPreview = z.object({
  id: instanceId,
  /** Null if the server does not answer. */
  keys: z.number().int().nullable(),
  usesAof: z.boolean(),
  snapshotAt: timestamp.nullable(),
  aofAt: timestamp.nullable(),
  changesSinceSave: z.number().int().nullable(),
  /** The lost data, as a sentence. */
  consequence: z.string(),
});
export type KillPreview = z.infer<typeof killPreview>;

/** The data that a stop or a restart would lose. Unknown figures are null. */
export const stopPreview = z.object({
  id: instanceId,
  /** The persistence of the running server. */
  mode: persistenceMode.nullable(),
  keys: z.number().int().nullable(),
  /** Since the last snapshot. */
  changesSinceSave: z.number().int().nullable(),
  /** The time of the snapshot that the next start loads; null if it would start empty. */
  snapshotAt: timestamp.nullable(),
  /** It holds keys in memory only. `stop` and `restart` then require `acceptsLoss`. */
  losesKeys: z.boolean(),
  /** The lost data, as a sentence; empty if no loss is known. */
  consequence: z.string(),
});
export type StopPreview = z.infer<typeof stopPreview>;

/** Connected clients other than this app; null if they cannot be counted. */
export const otherClients = z.object({ id: instanceId, count: z.number().int().nullable() });
export type OtherClients = z.infer<typeof otherClients>;

const byId = z.object({ id: instanceId });

/** The result of uninstalling an instance or destroying a tenant. */
export const removal = z.object({
  id: instanceId,
  removedData: z.boolean(),
  safetyBackup: z.string().nullable(),
  /** False if nothing was installed and there was no data to remove. */
  changed: z.boolean().optional(),
  /** Files and folders that stay, with the reason: in a folder outside the home, only Redis files are deleted. */
  left: z.array(z.object({ path: z.string(), reason: z.string() })).optional(),
});
export type Removal = z.infer<typeof removal>;

export const instanceOperations = {
  install: operationOf('install', stateChange),
  uninstall: operationOf('uninstall', removal),
  destroy: operationOf('destroy-client', removal),
  start: operationOf('start', stateChange),
  stop: operationOf('stop', stateChange),
  restart: operationOf('restart', stateChange),
};

/** Removing the data of a tenant destroys it. */
const removing = z.discriminatedUnion('kind', [instanceOperations.uninstall, instanceOperations.destroy]);

/**
 * `acceptsLoss` stops the server even if keys exist in memory only, or if its data cannot be moved to the place that the
 * next start reads.
 */
const ending = byId.extend({ acceptsLoss: z.boolean().optional() });

export const instances = {
  /** Every instance, main first, then tenants by port. */
  list: procedure.output(z.array(instanceStatus)),
  status: procedure.input(byId).output(instanceStatus),
  connection: procedure.input(byId.extend({ reveal: z.boolean().default(false) })).output(connection),
  /** @param port omitted: the default port of a new installation */
  installPreview: procedure.input(z.object({ port: port.optional() }).optional()).output(installPreview),
  install: procedure
    .input(
      z.object({
        /** Omitted: docker if an engine answers, else process. */
        runtime: runtimeKind.optional(),
        port: port.optional(),
        /** `maxmemory` in Redis notation, such as 512mb or 2gb. */
        memory: z.string().max(32).optional(),
        image: z.string().max(255).optional(),
        /** A file from `docker save`, for an engine without access to a registry. */
        imageArchive: z.string().max(4096).optional(),
        containerMemory: containerMemory.optional(),
        /** Whether its container may connect to other computers; omitted: no. */
        outgoing: z.boolean().optional(),
      }),
    )
    .output(instanceOperations.install),
  /** Removes the container or process. With `removeData` also data, configuration and logs; never backups. */
  uninstall: procedure.input(byId.extend({ removeData: z.boolean().default(false) })).output(removing),
  start: procedure.input(byId).output(instanceOperations.start),
  /** The clients that a stop or a restart would disconnect. */
  otherClients: procedure.input(byId).output(otherClients),
  stopPreview: procedure.input(byId).output(stopPreview),
  /** BAD_VALUE if keys would be lost and the loss is not accepted; SAVE_FAILED if the next start would not load the current keys. */
  stop: procedure.input(ending).output(instanceOperations.stop),
  killPreview: procedure.input(byId).output(killPreview),
  /** Kills the server without a save, for a server that hangs. */
  kill: procedure.input(byId).output(instanceOperations.stop),
  restart: procedure.input(ending).output(instanceOperations.restart),
};
