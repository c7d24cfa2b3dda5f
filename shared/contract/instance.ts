import { z } from 'zod';
import { procedure } from './base.ts';
import { operationOf } from './operation.ts';
import { containerMemory, instanceId, persistenceMode, port, runtimeKind, timestamp } from './values.ts';

/**
 * `missing`: nothing of it is installed (its data may be there). `starting`: the server loads its data.
 * `unhealthy`: it should answer and does not, or its engine cannot be asked; `problem` says which.
 */
export const instanceState = z.enum(['missing', 'stopped', 'starting', 'running', 'unhealthy']);
export type InstanceState = z.infer<typeof instanceState>;

/** What is wrong with an instance, since when, and what mends it. */
export const problem = z.object({
  code: z.enum([
    'ENGINE_UNREACHABLE',
    'CONTAINER_GONE',
    'NOT_ANSWERING',
    'WRONG_PASSWORD',
    'PASSWORD_REQUIRED',
    'NO_PERMISSION',
    'PROTECTED_MODE',
    'TOO_MANY_CLIENTS',
    'COMMAND_UNAVAILABLE',
    'PORT_TAKEN',
    'CRASHED',
    'OUT_OF_MEMORY',
    'PAUSED',
    'PROGRAM_GONE',
    'CONFIG_UNREADABLE',
    'RECORD_UNREADABLE',
    'STRANGER',
  ]),
  message: z.string(),
  fix: z.string().nullable(),
  since: timestamp.nullable(),
});
export type Problem = z.infer<typeof problem>;

/** One instance as it is now. Sizes in bytes; what is unknown is null. */
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
  /** The Unix socket of one that listens on no port. */
  socket: z.string().optional(),
  /** Without a password: `redis://localhost:6380`, or `unix:///path/of/a/socket`. */
  url: z.string().nullable(),
  passwordSet: z.boolean(),
  version: z.string().nullable(),
  uptimeSeconds: z.number().nullable(),
  memory: z.object({
    usedBytes: z.number().nullable(),
    peakBytes: z.number().nullable(),
    /** `maxmemory`; null when there is no limit or it is unknown. */
    limitBytes: z.number().nullable(),
  }),
  clients: z.object({ connected: z.number().nullable() }),
  commands: z.object({ total: z.number().nullable(), perSecond: z.number().nullable() }),
  /** Hits of hits and misses since the server started, 0 to 1; null before the first lookup. */
  hitRate: z.number().nullable(),
  /** Lookups of keys since the server started, those of this app left out. */
  lookups: z.object({ hits: z.number().nullable(), misses: z.number().nullable() }),
  databases: z.array(
    z.object({ index: z.number().int(), keys: z.number(), expires: z.number(), averageTtlMs: z.number().nullable() }),
  ),
  /** The keys it held when it last answered, and when that was; null while it answers, and when that is not known. */
  lastKnownKeys: z.object({ count: z.number().int(), at: timestamp }).nullable(),
  persistence: z.object({
    mode: persistenceMode.nullable(),
    lastSaveAt: timestamp.nullable(),
    changesSinceSave: z.number().nullable(),
  }),
  /**
   * Whose data it holds. Of one that does not run as its redis.conf says; `role` is null where neither is known.
   * `link` is that of a replica to its master, as long as it runs.
   */
  replication: z.object({
    role: z.enum(['master', 'replica']).nullable(),
    masterHost: z.string().nullable(),
    masterPort: z.number().int().nullable(),
    link: z.enum(['up', 'down']).nullable(),
    /** Why the link is down and what to do, as sentences, where the container is the reason. */
    advice: z.string().optional(),
  }),
});
export type InstanceStatus = z.infer<typeof instanceStatus>;

/** The result of an operation that starts, stops or upgrades an instance: its new status. */
export const stateChange = instanceStatus.extend({
  /** Why there was nothing to do: a sentence. */
  unchanged: z.string().optional(),
});
export type StateChange = z.infer<typeof stateChange>;

/**
 * How to reach an instance. `password` is null when there is none, or when it was not asked for; `tls` where it speaks
 * nothing but TLS: files of this computer, and a certificate only where it asks its clients for one.
 */
export const connection = z.object({
  id: instanceId,
  host: z.string(),
  /** With `socket` only kept for the instance: nothing listens there. */
  port,
  /** The Unix socket of one that listens on no port. */
  socket: z.string().optional(),
  url: z.string(),
  tls: z.object({ ca: z.string().nullable(), cert: z.string().nullable(), key: z.string().nullable() }).nullable(),
  passwordSet: z.boolean(),
  password: z.string().nullable(),
  /** What `rename-command` makes of commands; empty: disabled. Told with the password, as the names may be secret. */
  renamed: z.record(z.string(), z.string()).optional(),
});
export type Connection = z.infer<typeof connection>;

/** What an installation of main would do now, shown before it is done. */
export const installPreview = z.object({
  port,
  portFree: z.boolean(),
  /** Who listens on the port, where that can be told. */
  portTakenBy: z.string().nullable(),
  /** The next port nobody uses. */
  nextFreePort: port.nullable(),
  memoryLimitBytes: z.number().nullable(),
  memoryPolicy: z.string(),
  persistence: persistenceMode,
  saveIntervals: z.string(),
  databases: z.number().int(),
  folder: z.string(),
  freeBytes: z.number().nullable(),
  /** Data of an earlier installation that will be used again. */
  dataKept: z.object({ bytes: z.number(), changedAt: timestamp }).nullable(),
});
export type InstallPreview = z.infer<typeof installPreview>;

/** What would be left of an instance that is killed, and what not. */
export const killPreview = z.object({
  id: instanceId,
  /** Null when it does not answer. */
  keys: z.number().int().nullable(),
  usesAof: z.boolean(),
  snapshotAt: timestamp.nullable(),
  aofAt: timestamp.nullable(),
  changesSinceSave: z.number().int().nullable(),
  /** A sentence of what is lost. */
  consequence: z.string(),
});
export type KillPreview = z.infer<typeof killPreview>;

/** What a stop or a restart would lose. Figures that are not known are null. */
export const stopPreview = z.object({
  id: instanceId,
  /** What the running server keeps its data by. */
  mode: persistenceMode.nullable(),
  keys: z.number().int().nullable(),
  /** Since the last snapshot. */
  changesSinceSave: z.number().int().nullable(),
  /** Of the snapshot that the next start loads; null where it would start empty. */
  snapshotAt: timestamp.nullable(),
  /** It holds keys in memory only: `stop` and `restart` refuse this without `acceptsLoss`. */
  losesKeys: z.boolean(),
  /** What is lost, in words; empty where nothing is known to be. */
  consequence: z.string(),
});
export type StopPreview = z.infer<typeof stopPreview>;

/** Clients beside this app that are connected now; null when they cannot be counted. */
export const otherClients = z.object({ id: instanceId, count: z.number().int().nullable() });
export type OtherClients = z.infer<typeof otherClients>;

const byId = z.object({ id: instanceId });

/** What uninstalling an instance or destroying a tenant came to. */
export const removal = z.object({
  id: instanceId,
  removedData: z.boolean(),
  safetyBackup: z.string().nullable(),
  /** False where nothing was installed and no data was left to remove. */
  changed: z.boolean().optional(),
  /** Files and folders that were not removed with the data, and why: those of others in a folder outside the home. */
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

/** A tenant whose data is removed is destroyed. */
const removing = z.discriminatedUnion('kind', [instanceOperations.uninstall, instanceOperations.destroy]);

/**
 * With `acceptsLoss` it ends also where it holds keys in memory only, and where its data cannot be brought to where the
 * next start reads it.
 */
const ending = byId.extend({ acceptsLoss: z.boolean().optional() });

export const instances = {
  /** Every instance, main first, then tenants by port. */
  list: procedure.output(z.array(instanceStatus)),
  status: procedure.input(byId).output(instanceStatus),
  connection: procedure.input(byId.extend({ reveal: z.boolean().default(false) })).output(connection),
  /** @param port left out: the one a new installation gets */
  installPreview: procedure.input(z.object({ port: port.optional() }).optional()).output(installPreview),
  install: procedure
    .input(
      z.object({
        /** Left out: docker when an engine answers, else process. */
        runtime: runtimeKind.optional(),
        port: port.optional(),
        /** `maxmemory` as Redis writes it: 512mb, 2gb. */
        memory: z.string().max(32).optional(),
        image: z.string().max(255).optional(),
        /** A file made by `docker save`, for an engine that reaches no registry. */
        imageArchive: z.string().max(4096).optional(),
        containerMemory: containerMemory.optional(),
        /** Whether its container reaches other computers; left out: it does not. */
        outgoing: z.boolean().optional(),
      }),
    )
    .output(instanceOperations.install),
  /** Removes the container or process. With `removeData` also data, configuration and logs; never backups. */
  uninstall: procedure.input(byId.extend({ removeData: z.boolean().default(false) })).output(removing),
  start: procedure.input(byId).output(instanceOperations.start),
  /** Whom a stop or a restart would cut off. */
  otherClients: procedure.input(byId).output(otherClients),
  stopPreview: procedure.input(byId).output(stopPreview),
  /** BAD_VALUE when it would lose keys by choice; SAVE_FAILED when the next start would not load what it holds. */
  stop: procedure.input(ending).output(instanceOperations.stop),
  killPreview: procedure.input(byId).output(killPreview),
  /** Ends it without saving: for a server that hangs, and so cannot be stopped. */
  kill: procedure.input(byId).output(instanceOperations.stop),
  restart: procedure.input(ending).output(instanceOperations.restart),
};
