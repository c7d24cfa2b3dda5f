import { memoryPolicies } from '../../../../shared/memory-policies.ts';
import { group } from './directive.ts';

const is = group('Memory');

export const memoryDirectives = [
  is.memory(
    'maxmemory',
    'Memory limit',
    '0',
    'Maximum memory for data. maxmemory-policy decides what happens at the limit. 0 means no limit.',
  ),
  is.choice(
    'maxmemory-policy',
    'When memory is full',
    'noeviction',
    'Which keys Redis evicts to free memory: the least recently used (lru), the least frequently used (lfu), random ones (random) or those that expire soonest (ttl), among all keys (allkeys) or only keys with a TTL (volatile). noeviction refuses writes instead.',
    { options: memoryPolicies },
  ),
  is.integer(
    'maxmemory-samples',
    'Eviction samples',
    '5',
    'Keys compared to choose one for eviction. A higher number is more accurate and slower.',
    { minimum: 1 },
  ),
  is.integer(
    'maxmemory-eviction-tenacity',
    'Eviction tenacity',
    '10',
    'How much latency Redis accepts for eviction, 0 to 100.',
    { maximum: 100 },
  ),
  is.text(
    'maxmemory-clients',
    'Client memory limit',
    '0',
    'Maximum memory for the buffers of all clients together: a size, or a share of maxmemory such as 5%. 0 means no limit.',
  ),
  is.yesno(
    'activedefrag',
    'Defragment memory',
    'no',
    'Moves data in memory while the server runs, to free fragmented memory.',
  ),
  is.memory(
    'active-defrag-ignore-bytes',
    'Minimum waste to defragment',
    '104857600',
    'Defragmentation starts only above this amount of fragmented memory.',
  ),
  is.integer(
    'active-defrag-threshold-lower',
    'Defragment from',
    '10',
    'The fragmentation at which defragmentation starts.',
    { unit: '%', maximum: 1000 },
  ),
  is.integer(
    'active-defrag-threshold-upper',
    'Maximum effort from',
    '100',
    'The fragmentation at which defragmentation uses its maximum effort.',
    { unit: '%', maximum: 1000 },
  ),
  is.integer('active-defrag-cycle-min', 'Minimum defragmentation effort', '1', 'CPU share at the lower threshold.', {
    unit: '%',
    minimum: 1,
    maximum: 99,
  }),
  is.integer('active-defrag-cycle-max', 'Maximum defragmentation effort', '25', 'CPU share at the upper threshold.', {
    unit: '%',
    minimum: 1,
    maximum: 99,
  }),
  is.integer(
    'active-defrag-max-scan-fields',
    'Fields per defragmentation step',
    '1000',
    'Larger hashes, sets and lists are defragmented in steps.',
    { minimum: 1 },
  ),
  is.yesno(
    'lazyfree-lazy-eviction',
    'Free evicted keys in the background',
    'no',
    'A background thread frees the memory of evicted keys.',
  ),
  is.yesno(
    'lazyfree-lazy-expire',
    'Free expired keys in the background',
    'no',
    'A background thread frees the memory of expired keys.',
  ),
  is.yesno(
    'lazyfree-lazy-server-del',
    'Free overwritten values in the background',
    'no',
    'A background thread frees the memory of values that a command replaces.',
  ),
  is.yesno(
    'lazyfree-lazy-user-del',
    'DEL frees in the background',
    'no',
    'DEL works like UNLINK: a background thread frees the memory.',
  ),
  is.yesno(
    'lazyfree-lazy-user-flush',
    'Flush frees in the background',
    'no',
    'FLUSHALL and FLUSHDB free memory in the background unless called with SYNC.',
  ),
  is.yesno(
    'jemalloc-bg-thread',
    'Free memory in the background',
    'yes',
    'The memory allocator returns unused pages in its own thread.',
  ),
  is.integer(
    'active-expire-effort',
    'Effort for expired keys',
    '1',
    'Effort to find expired keys that no client reads, 1 to 10.',
    { minimum: 1, maximum: 10 },
  ),
  is.yesno('disable-thp', 'Disable huge pages', 'yes', 'Disables transparent huge pages, which slow down saves.', {
    applied: 'restart',
  }),
  is.choice(
    'oom-score-adj',
    'Out-of-memory score',
    'no',
    'Whether Redis tells Linux which of its processes to kill first when memory runs out.',
    { options: ['no', 'yes', 'relative', 'absolute'] },
  ),
  is.words(
    'oom-score-adj-values',
    'Out-of-memory scores',
    '0 200 800',
    'Scores of a master, a replica and a background save process, each −2000 to 2000.',
  ),
];

const databases = group('Databases');

export const databaseDirectives = [
  databases.integer(
    'databases',
    'Number of databases',
    '16',
    'Number of databases, counted from 0. Redis cannot load keys of higher databases.',
    { applied: 'restart', minimum: 1, maximum: 2_147_483_647 },
  ),
];
