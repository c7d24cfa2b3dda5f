/** The values of `maxmemory-policy` since Redis 4. @see https://redis.io/docs/latest/develop/reference/eviction/ */
export const memoryPolicies = [
  'noeviction',
  'allkeys-lru',
  'allkeys-lfu',
  'allkeys-random',
  'volatile-lru',
  'volatile-lfu',
  'volatile-random',
  'volatile-ttl',
] as const;

export type MemoryPolicy = (typeof memoryPolicies)[number];
