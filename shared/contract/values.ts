import { z } from 'zod';
import { instanceIdPattern, isTenantId, LEAST_CONTAINER_BYTES } from './names.ts';

/** Where an instance runs: a container of a Docker engine, or a `redis-server` program of this machine. */
export const runtimeKind = z.enum(['docker', 'process']);
export type RuntimeKind = z.infer<typeof runtimeKind>;

/** How an instance keeps its data on disk: snapshots, an append-only file, both, or nothing. */
export const persistenceMode = z.enum(['rdb', 'aof', 'both', 'none']);
export type PersistenceMode = z.infer<typeof persistenceMode>;

/** Which program an operation was asked from. */
export const face = z.enum(['desktop', 'browser', 'terminal']);
export type Face = z.infer<typeof face>;

/** The id of a tenant. It becomes part of folder, container and network names, so it holds nothing else. */
export const tenantId = z.string().max(40).regex(instanceIdPattern).refine(isTenantId);

/** The id of any instance: `main`, or a tenant's. */
export const instanceId = z.string().max(40).regex(instanceIdPattern);

/** A TCP port that a server may listen on. */
export const port = z.number().int().min(1).max(65535);

/** The memory limit of a container, in bytes; null: what `maxmemory` and a save need; 0: none. */
export const containerMemory = z.union([z.literal(0), z.number().int().min(LEAST_CONTAINER_BYTES)]).nullable();

/** A point in time, ISO 8601 in UTC. */
export const timestamp = z.iso.datetime();
