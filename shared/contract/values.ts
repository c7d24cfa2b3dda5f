import { z } from 'zod';

/** Where an instance runs: a container of a Docker engine, or a `redis-server` program of this machine. */
export const runtimeKind = z.enum(['docker', 'process']);
export type RuntimeKind = z.infer<typeof runtimeKind>;

/** Which program an operation was asked from. */
export const face = z.enum(['desktop', 'browser', 'terminal']);
export type Face = z.infer<typeof face>;

/** The id of the one instance that is no tenant. */
export const MAIN = 'main';

const tenantPattern = /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/;

/** What a tenant's id may be, as a sentence for people. */
export const TENANT_ID_RULE =
  '1 to 40 characters: lower-case letters a–z, digits and hyphens, beginning and ending with a letter or digit, and not "main"';

/** The id of a tenant. It becomes part of folder, container and network names, so nothing else may stand in it. */
export const tenantId = z
  .string()
  .max(40)
  .regex(tenantPattern)
  .refine((id) => id !== MAIN);

/** The id of any instance: `main`, or a tenant's. */
export const instanceId = z.string().max(40).regex(tenantPattern);

/** A TCP port that a server may listen on. */
export const port = z.number().int().min(1).max(65535);

/** A point in time, ISO 8601 in UTC. */
export const timestamp = z.iso.datetime();
