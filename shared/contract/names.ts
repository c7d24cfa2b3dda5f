// What a view needs from its first moment stands here: nothing of it draws in zod.

/** The id of the one instance that is no tenant. */
export const MAIN = 'main';

/** What a tenant's id may be, as a sentence for people. */
export const TENANT_ID_RULE =
  '1 to 40 characters: lower-case letters a–z, digits and hyphens, beginning and ending with a letter or digit, and not "main"';

/** What the id of an instance looks like. */
export const instanceIdPattern = /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/;

/** The id of a tenant. It becomes part of folder, container and network names, so it holds nothing else. */
export const isTenantId = (id: string): boolean => instanceIdPattern.test(id) && id !== MAIN;

/** Stands among directives for what an instance's container may: it is changed by recreating the container. */
export const CONTAINER_PRIVILEGES = 'container-privileges';

/**
 * The memory limit of an instance's container, among its settings: `auto` (what `maxmemory` and a fork need), `none`, or
 * a size. `maxmemory` is the limit that Redis keeps; this is the one at which the kernel ends it.
 */
export const CONTAINER_MEMORY = 'container-memory';

/** Whether an instance's container reaches other computers, among its settings: `open` or `closed`. */
export const CONTAINER_OUTGOING = 'container-outgoing';

/** Whether a name among settings is about the container: it stands in no redis.conf, and Redis does not know it. */
export function isContainerSetting(name: string): boolean {
  return name === CONTAINER_PRIVILEGES || name === CONTAINER_MEMORY || name === CONTAINER_OUTGOING;
}

/** Docker's own minimum of a memory limit, in bytes. */
export const LEAST_CONTAINER_BYTES = 6 * 1024 * 1024;

/** The levels of Redis's log, the most severe first. */
export const logLevels = ['warning', 'notice', 'verbose', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];

/** The tests of a benchmark: one Redis command each, in the order in which they run. */
export const benchmarkTestNames = [
  'ping',
  'set',
  'get',
  'incr',
  'lpush',
  'lpop',
  'sadd',
  'hset',
  'zadd',
  'mset',
] as const;
