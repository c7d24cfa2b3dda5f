// For the first screen of a view: nothing in this file imports zod.

/** The id of the instance that is not a tenant. */
export const MAIN = 'main';

/** The rule for tenant ids, for messages. */
export const TENANT_ID_RULE =
  '1 to 40 characters: lower-case letters a–z, digits and hyphens, beginning and ending with a letter or digit, and not "main"';

/** The pattern of instance ids. */
export const instanceIdPattern = /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/;

/** Strict, because the id becomes part of folder, container and network names. */
export const isTenantId = (id: string): boolean => instanceIdPattern.test(id) && id !== MAIN;

/** The setting for the privileges of an instance's container. A change recreates the container. */
export const CONTAINER_PRIVILEGES = 'container-privileges';

/**
 * The setting for the memory limit of a container: `auto` (enough for `maxmemory` and a fork), `none`, or a size. Redis
 * itself keeps below `maxmemory`; at this limit the kernel kills it.
 */
export const CONTAINER_MEMORY = 'container-memory';

/** The setting that lets a container connect to other computers: `open` or `closed`. */
export const CONTAINER_OUTGOING = 'container-outgoing';

/** Whether a setting belongs to the container. Such settings are not in redis.conf, and Redis does not know them. */
export function isContainerSetting(name: string): boolean {
  return name === CONTAINER_PRIVILEGES || name === CONTAINER_MEMORY || name === CONTAINER_OUTGOING;
}

/** Docker's minimum for a memory limit. */
export const MIN_CONTAINER_BYTES = 6 * 1024 * 1024;

/** The levels of Redis's log, most severe first. */
export const logLevels = ['warning', 'notice', 'verbose', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];

/** How often a benchmark may repeat its tests. */
export const MAX_ROUNDS = 30;
/** A mean of fewer rounds has no useful confidence interval. */
export const MIN_COMPARED_ROUNDS = 3;
/** redis-benchmark takes a value as an argument, and Linux limits an argument to 128 KB. */
export const MAX_VALUE_BYTES = 64 * 1024;

/** Recording the traffic of a server slows it, so it is short. */
export const MAX_TRAFFIC_SECONDS = 60;

/** The tests of a benchmark in the order of their runs, one Redis command each. */
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

/** The port of redis_exporter (https://github.com/prometheus/prometheus/wiki/Default-port-allocations). */
export const DEFAULT_EXPORTER_PORT = 9121;

/** Characters of an engine's name. */
export const MAX_ENGINE_NAME = 30;

/** The engine of this computer, in flags and documents. */
export const LOCAL_ENGINE = 'local';

/** In place of the name of a node: the one with the most free memory. */
export const AUTOMATIC_NODE = 'auto';
