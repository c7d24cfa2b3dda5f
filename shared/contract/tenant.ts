import { z } from 'zod';
import { procedure } from './base.ts';
import { companion } from './companion.ts';
import { instanceOperations, instanceStatus } from './instance.ts';
import { engineName, machineFigures } from './machine.ts';
import { drainInput, drainPreview, moveOperations, movePreview, moveTenantInput } from './move.ts';
import { operationOf } from './operation.ts';
import {
  containerMemory,
  instanceId,
  persistenceMode,
  port,
  publishing,
  runtimeKind,
  tenantId,
  timestamp,
} from './values.ts';

export const health = z.enum(['healthy', 'unhealthy', 'unknown']);
export type Health = z.infer<typeof health>;

/** The defect of a tenant, and the repair that fixes it. */
export const tenantDefect = z.object({
  kind: z.enum([
    /** `redis.json` exists without its container or process record. */
    'no-container',
    /** A container or process of this app without its folder or `redis.json`. */
    'no-folder',
    /** `redis.json` cannot be read. */
    'unreadable',
    /** Created by an early version of the scripts: published on 0.0.0.0, with another name, or without labels. */
    'legacy',
  ]),
  message: z.string(),
  /** The action of `tenants.repair`, such as `Recreate the container`. */
  repair: z.string(),
});
export type TenantDefect = z.infer<typeof tenantDefect>;

/** A tenant that began as a copy of other data, to try something on it. */
export const branch = z.object({
  /** The instance whose data was copied. */
  from: instanceId,
  /** The backup of it that was copied; null: its data at that time. */
  of: z.string().max(100).nullable(),
  at: timestamp,
  /** When the tenant is moved to Recently deleted; null: never. */
  expiresAt: timestamp.nullable(),
});
export type Branch = z.infer<typeof branch>;

/** Where a tenant was before its last move. */
export const movedFrom = z.object({
  /** `local` for this computer. */
  engine: engineName,
  runtime: runtimeKind,
  port,
  at: timestamp,
  /** It was a service of a swarm. */
  deployment: z.literal('service').optional(),
  /** Its port was open at the address of that machine. */
  publish: publishing.optional(),
});
export type MovedFrom = z.infer<typeof movedFrom>;

/** The current state of a tenant: that of its instance, and the fields of its client project. */
export const tenant = instanceStatus.extend({
  client: tenantId,
  health,
  /** Keys in all databases; null if the server does not answer. */
  keys: z.number().nullable(),
  created: timestamp.nullable(),
  group: z.string().nullable(),
  notes: z.string().nullable(),
  /** Hard limits of the container. Memory: null is derived from `maxmemory`, 0 is no limit. Processors: null is no limit. */
  limits: z.object({ memoryBytes: z.number().nullable(), cpus: z.number().nullable() }),
  /** Whether it has its own network. The process runtime has no networks. */
  isolated: z.boolean(),
  defect: tenantDefect.nullable(),
  /** Its origin, if it is a copy with an expiry; null for other tenants. */
  branch: branch.nullable(),
  /** The services beside its Redis, such as PostgreSQL. */
  companions: z.array(companion),
  /** Where it was before its last move, which an undo moves it back to; omitted without one. */
  movedFrom: movedFrom.optional(),
});
export type Tenant = z.infer<typeof tenant>;

/** Descriptive fields, which can change later. */
const description = z.object({
  group: z.string().trim().max(60).nullable().optional(),
  notes: z.string().trim().max(2000).nullable().optional(),
});

export const createTenantInput = description.extend({
  id: tenantId,
  /** Omitted: docker if an engine answers, else process. */
  runtime: runtimeKind.optional(),
  /** The engine to create it on; omitted or `local`: this computer's. */
  engine: z.string().max(200).optional(),
  /**
   * Runs it as a service of the swarm that `engine` manages, on this node: its host name, id or engine, or `auto` for the
   * one with the most free memory. Omitted: a container.
   */
  node: z.string().max(200).optional(),
  publish: publishing.optional(),
  /** Omitted: the first free port of the tenants' range, or of the engine's. */
  port: port.optional(),
  /** `maxmemory` in Redis notation; omitted: the default of a new installation. */
  memory: z.string().max(32).optional(),
  memoryPolicy: z.string().max(32).optional(),
  /** Omitted: the default of a new installation. */
  persistence: persistenceMode.optional(),
  /** Generates a password and stores it in the tenant's redis.conf. */
  generatePassword: z.boolean().default(false),
  image: z.string().max(255).optional(),
  limits: z
    .object({
      memoryBytes: containerMemory.default(null),
      cpus: z.number().min(0.01).max(1024).nullable().default(null),
    })
    .optional(),
  /** Whether its container may connect to other computers; omitted: no. */
  outgoing: z.boolean().optional(),
});
export type CreateTenantInput = z.infer<typeof createTenantInput>;

/** How long a branch lives, in seconds; null: it is kept permanently. */
const lifetime = z
  .number()
  .int()
  .min(60)
  .max(366 * 24 * 3600)
  .nullable();

/** Omitted settings are copied from the origin. */
export const createBranchInput = createTenantInput.extend({
  from: instanceId,
  /** Omitted: the current data of the instance. */
  backup: z.string().max(100).optional(),
  /** Which data set of an archive to use, if its manifest does not say. */
  data: z.string().max(4096).optional(),
  /** Omitted: generated if the origin has a password. */
  generatePassword: z.boolean().optional(),
  expiresInSeconds: lifetime,
});
export type CreateBranchInput = z.infer<typeof createBranchInput>;

/** A branch that was moved to Recently deleted because it had expired. */
export const expiredBranch = z.object({ id: tenantId, safetyBackup: z.string() });
export type ExpiredBranch = z.infer<typeof expiredBranch>;

/** Whether an id is available, for a form. */
export const idCheck = z.object({
  valid: z.boolean(),
  free: z.boolean(),
  /** Why it is not available, as a sentence; null if it is. */
  reason: z.string().nullable(),
  /** The port that it would get; null if no port is free. */
  nextPort: port.nullable(),
  container: z.string(),
  network: z.string(),
  folder: z.string(),
});
export type IdCheck = z.infer<typeof idCheck>;

/** What destroying a tenant removes, in figures; null if unknown. */
export const destroyPreview = z.object({
  id: tenantId,
  keys: z.number().nullable(),
  bytesOnDisk: z.number(),
  clientsConnected: z.number().nullable(),
  container: z.string().nullable(),
  network: z.string().nullable(),
  folder: z.string(),
  port: port.nullable(),
  /** The services beside its Redis, by their title. */
  companions: z.array(z.string()),
  /** The end of the time in which it can be undone. */
  undoUntil: timestamp,
});
export type DestroyPreview = z.infer<typeof destroyPreview>;

/** A destroyed tenant that can still be recovered. */
export const destroyedTenant = z.object({
  /** The name of its safety copy, such as `acme-corp-20261119-143205`. */
  safetyBackup: z.string(),
  id: tenantId,
  runtime: runtimeKind,
  port,
  destroyedAt: timestamp,
  undoUntil: timestamp,
  bytesOnDisk: z.number(),
  keys: z.number().nullable(),
  /** The machine that the tenant was moved to: the copy is what it left behind. Omitted for a destroyed tenant. */
  movedTo: z.string().optional(),
});
export type DestroyedTenant = z.infer<typeof destroyedTenant>;

/** One attempt to connect to another tenant from inside a tenant's container. */
export const isolationProbe = z.object({
  from: instanceId,
  to: instanceId,
  /** `machine`: the published port at the address of another machine. */
  by: z.enum(['address', 'gateway', 'name', 'machine']),
  target: z.string(),
  /** `blocked`: no answer, or connection refused. `reached`: PONG, a failure of isolation. `failed`: the attempt itself failed. */
  outcome: z.enum(['blocked', 'reached', 'failed']),
  detail: z.string(),
});
export type IsolationProbe = z.infer<typeof isolationProbe>;

export const isolationTest = z.object({
  at: timestamp,
  ok: z.boolean(),
  probes: z.array(isolationProbe),
  /** Tenants that were not tested, with the reason: stopped, or of the process runtime. */
  left: z.array(z.object({ id: instanceId, reason: z.string() })),
});
export type IsolationTest = z.infer<typeof isolationTest>;

/** The port range of tenants, and its free ports. */
export const tenantPorts = z.object({ start: port, end: port, free: z.array(port) });
export type TenantPorts = z.infer<typeof tenantPorts>;

const byId = z.object({ id: tenantId });

export const tenantOperations = {
  create: operationOf('create-client', tenant),
  branch: operationOf('branch', tenant),
  undoDestroy: operationOf('undo-destroy', tenant),
  repair: operationOf('repair', tenant),
  testIsolation: operationOf('isolation-proof', isolationTest),
};

export const tenants = {
  /** Sorted by port. One list of the engine and one INFO per tenant, simultaneously. */
  list: procedure.output(z.array(tenant)),
  get: procedure.input(byId).output(tenant),
  ports: procedure.output(tenantPorts),
  checkId: procedure.input(z.object({ id: z.string().max(200) })).output(idCheck),
  create: procedure.input(createTenantInput).output(tenantOperations.create),
  /** Creates a tenant with the data of an instance or a backup. Its keys are counted against the copy. */
  branch: procedure.input(createBranchInput).output(tenantOperations.branch),
  /** Sets the expiry of a branch, counted from now. @throws BAD_VALUE for a tenant that is no branch */
  setExpiry: procedure.input(byId.extend({ expiresInSeconds: lifetime })).output(tenant),
  /** Moves the expired branches to Recently deleted. Clients that stay open do so by themselves. */
  expireBranches: procedure.output(z.array(expiredBranch)),
  /** Changes descriptive fields. Does not affect the server. */
  describe: procedure.input(description.extend({ id: tenantId })).output(tenant),
  destroyPreview: procedure.input(byId).output(destroyPreview),
  /** Removes container, network, folders and port. The safety copy can be recovered for 7 days. */
  destroy: procedure.input(byId).output(instanceOperations.destroy),
  destroyed: procedure.output(z.array(destroyedTenant)),
  undoDestroy: procedure.input(z.object({ safetyBackup: z.string().max(120) })).output(tenantOperations.undoDestroy),
  repair: procedure.input(byId).output(tenantOperations.repair),
  /** The preview of a move to another machine. @throws BAD_VALUE, NOT_RUNNING, IS_REPLICA, ENGINE_UNREACHABLE */
  movePreview: procedure.input(moveTenantInput).output(movePreview),
  /** Moves it to another machine while it runs. Writes wait for less than a second. */
  move: procedure.input(moveTenantInput).output(moveOperations.move),
  /** What the instances of each machine use, with a forecast from the recorded history. */
  machineFigures: procedure.output(z.array(machineFigures)),
  drainPreview: procedure.input(drainInput).output(drainPreview),
  /** Moves all tenants of a machine to others. Each move is an operation too. */
  drain: procedure.input(drainInput).output(moveOperations.drain),
  testIsolation: procedure.output(tenantOperations.testIsolation),
  /** The last isolation test; null before the first. */
  isolation: procedure.output(isolationTest.nullable()),
};
