import { z } from 'zod';
import { procedure } from './base.ts';
import { instanceOperations, instanceStatus } from './instance.ts';
import { operationOf } from './operation.ts';
import { containerMemory, instanceId, persistenceMode, port, runtimeKind, tenantId, timestamp } from './values.ts';

export const health = z.enum(['healthy', 'unhealthy', 'unknown']);
export type Health = z.infer<typeof health>;

/** What is missing of a tenant, and the one repair that makes it whole. */
export const tenantDefect = z.object({
  kind: z.enum([
    /** `redis.json` is there, its container or process record is not. */
    'no-container',
    /** A container or process of ours without its folder or `redis.json`. */
    'no-folder',
    /** `redis.json` cannot be read. */
    'unreadable',
    /** Made by an older generation of the scripts: published on 0.0.0.0, another name, or without labels. */
    'legacy',
  ]),
  message: z.string(),
  /** What `tenants.repair` will do, as a verb: `Make the container again`. */
  repair: z.string(),
});
export type TenantDefect = z.infer<typeof tenantDefect>;

/** A tenant as it is now. Everything of an instance, and what makes it a client project's. */
export const tenant = instanceStatus.extend({
  client: tenantId,
  health,
  /** In all databases; null when it cannot be asked. */
  keys: z.number().nullable(),
  created: timestamp.nullable(),
  group: z.string().nullable(),
  notes: z.string().nullable(),
  /** Hard limits of the container. Memory: null: by `maxmemory`; 0: none. Processors: null: none. */
  limits: z.object({ memoryBytes: z.number().nullable(), cpus: z.number().nullable() }),
  /** Whether it has a network of its own. The process runtime cannot give it one. */
  isolated: z.boolean(),
  defect: tenantDefect.nullable(),
});
export type Tenant = z.infer<typeof tenant>;

/** What may be said of a tenant at its creation and changed later. */
const description = z.object({
  group: z.string().trim().max(60).nullable().optional(),
  notes: z.string().trim().max(2000).nullable().optional(),
});

export const createTenantInput = description.extend({
  id: tenantId,
  /** Left out: docker when an engine answers, else process. */
  runtime: runtimeKind.optional(),
  /** Left out: the first free port of the tenants' range. */
  port: port.optional(),
  /** `maxmemory` as Redis writes it; left out: the default of a new installation. */
  memory: z.string().max(32).optional(),
  memoryPolicy: z.string().max(32).optional(),
  /** How its data is kept on disk; left out: the default of a new installation. */
  persistence: persistenceMode.optional(),
  /** A password is made and kept in the tenant's redis.conf. */
  generatePassword: z.boolean().default(false),
  image: z.string().max(255).optional(),
  limits: z
    .object({
      memoryBytes: containerMemory.default(null),
      cpus: z.number().min(0.01).max(1024).nullable().default(null),
    })
    .optional(),
  /** Whether its container reaches other computers; left out: it does not. */
  outgoing: z.boolean().optional(),
});
export type CreateTenantInput = z.infer<typeof createTenantInput>;

/** Whether an id could be taken now, while it is typed. */
export const idCheck = z.object({
  valid: z.boolean(),
  free: z.boolean(),
  /** What is wrong, as a sentence; null when nothing is. */
  reason: z.string().nullable(),
  /** The port it would get; null when none is left. */
  nextPort: port.nullable(),
  container: z.string(),
  network: z.string(),
  folder: z.string(),
});
export type IdCheck = z.infer<typeof idCheck>;

/** What a destruction takes away, in figures; null where it cannot be told. */
export const destroyPreview = z.object({
  id: tenantId,
  keys: z.number().nullable(),
  bytesOnDisk: z.number(),
  clientsConnected: z.number().nullable(),
  container: z.string().nullable(),
  network: z.string().nullable(),
  folder: z.string(),
  port: port.nullable(),
  /** Until when it can be undone. */
  undoUntil: timestamp,
});
export type DestroyPreview = z.infer<typeof destroyPreview>;

/** A tenant that was destroyed and can still be brought back. */
export const destroyedTenant = z.object({
  /** Names this destruction: `acme-corp-20261119-143205`. */
  safetyBackup: z.string(),
  id: tenantId,
  runtime: runtimeKind,
  port,
  destroyedAt: timestamp,
  undoUntil: timestamp,
  bytesOnDisk: z.number(),
  keys: z.number().nullable(),
});
export type DestroyedTenant = z.infer<typeof destroyedTenant>;

/** One try to reach another tenant from inside a tenant's container. */
export const isolationProbe = z.object({
  from: instanceId,
  to: instanceId,
  by: z.enum(['address', 'gateway', 'name']),
  target: z.string(),
  /** `blocked`: no answer or refused. `reached`: PONG, which must not be. `failed`: the try itself did not work. */
  outcome: z.enum(['blocked', 'reached', 'failed']),
  detail: z.string(),
});
export type IsolationProbe = z.infer<typeof isolationProbe>;

export const isolationProof = z.object({
  at: timestamp,
  ok: z.boolean(),
  probes: z.array(isolationProbe),
  /** Tenants that could not be tried, and why: stopped, or of the process runtime. */
  left: z.array(z.object({ id: instanceId, reason: z.string() })),
});
export type IsolationProof = z.infer<typeof isolationProof>;

/** The ports that tenants can have, and those that nobody has now. */
export const tenantPorts = z.object({ start: port, end: port, free: z.array(port) });
export type TenantPorts = z.infer<typeof tenantPorts>;

const byId = z.object({ id: tenantId });

export const tenantOperations = {
  create: operationOf('create-client', tenant),
  undoDestroy: operationOf('undo-destroy', tenant),
  repair: operationOf('repair', tenant),
  proveIsolation: operationOf('isolation-proof', isolationProof),
};

export const tenants = {
  /** By port. One engine list and one INFO each, at the same time. */
  list: procedure.output(z.array(tenant)),
  get: procedure.input(byId).output(tenant),
  ports: procedure.output(tenantPorts),
  checkId: procedure.input(z.object({ id: z.string().max(200) })).output(idCheck),
  create: procedure.input(createTenantInput).output(tenantOperations.create),
  /** Changes what is said of it, nothing that runs. */
  describe: procedure.input(description.extend({ id: tenantId })).output(tenant),
  destroyPreview: procedure.input(byId).output(destroyPreview),
  /** Removes container, network, folders and port; a safety copy can be brought back for 7 days. */
  destroy: procedure.input(byId).output(instanceOperations.destroy),
  destroyed: procedure.output(z.array(destroyedTenant)),
  undoDestroy: procedure.input(z.object({ safetyBackup: z.string().max(120) })).output(tenantOperations.undoDestroy),
  repair: procedure.input(byId).output(tenantOperations.repair),
  proveIsolation: procedure.output(tenantOperations.proveIsolation),
  /** The last proof; null before the first. */
  isolation: procedure.output(isolationProof.nullable()),
};
