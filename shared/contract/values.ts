import { z } from 'zod';
import { instanceIdPattern, isTenantId, MIN_CONTAINER_BYTES } from './names.ts';
import { runtimeKinds } from './runtimes.ts';

/** Where an instance runs, such as in a container of a Docker engine. */
export const runtimeKind = z.enum(runtimeKinds);
export type RuntimeKind = z.infer<typeof runtimeKind>;

/** How an instance stores its data on disk: snapshots, an append-only file, both, or neither. */
export const persistenceMode = z.enum(['rdb', 'aof', 'both', 'none']);
export type PersistenceMode = z.infer<typeof persistenceMode>;

/**
 * `tls`: the port of a tenant on another machine is open at the address of that machine, for TLS with a password only.
 * Omitted: it is bound to the loopback there and forwarded here, which an engine with a `tcp://` address cannot do.
 */
export const publishing = z.enum(['tls']);
export type Publishing = z.infer<typeof publishing>;

/** The client that started an operation. JSON documents and files on disk call it `face`. */
export const clientKind = z.enum(['desktop', 'browser', 'terminal']);
export type ClientKind = z.infer<typeof clientKind>;

/** The id of a tenant. The pattern is strict because the id becomes part of folder, container and network names. */
export const tenantId = z.string().max(40).regex(instanceIdPattern).refine(isTenantId);

/** The id of an instance: `main`, or that of a tenant. */
export const instanceId = z.string().max(40).regex(instanceIdPattern);

/** The index of a database of a server. */
export const databaseIndex = z.number().int().min(0).max(999_999);

/** A TCP port that a server may listen on. */
export const port = z.number().int().min(1).max(65535);

/** The memory limit of a container in bytes; null: derived from `maxmemory`; 0: no limit. */
export const containerMemory = z.union([z.literal(0), z.number().int().min(MIN_CONTAINER_BYTES)]).nullable();

/** A point in time, ISO 8601 in UTC. */
export const timestamp = z.iso.datetime();
