import { group } from './directive.ts';

const policies = [
  'noeviction',
  'allkeys-lru',
  'allkeys-lfu',
  'allkeys-random',
  'volatile-lru',
  'volatile-lfu',
  'volatile-random',
  'volatile-ttl',
];

const is = group('Memory');

export const memoryDirectives = [
  is.memory(
    'maxmemory',
    'Memory limit',
    '0',
    'The most memory that data may take. What happens at the limit says maxmemory-policy. 0 means no limit.',
  ),
  is.choice(
    'maxmemory-policy',
    'When memory is full',
    'noeviction',
    'Which keys go to make room: the least recently used (lru), the least often used (lfu), any (random) or those that expire soonest (ttl), among all keys or only those with an expiry (volatile). noeviction refuses writes instead.',
    { options: policies },
  ),
  is.integer(
    'maxmemory-samples',
    'Eviction samples',
    '5',
    'How many keys are compared to find one to evict. More is more exact and slower.',
    { least: 1 },
  ),
  is.integer(
    'maxmemory-eviction-tenacity',
    'Eviction tenacity',
    '10',
    'How much time eviction may take at the cost of latency, 0 to 100.',
    { most: 100 },
  ),
  is.text(
    'maxmemory-clients',
    'Memory of all clients',
    '0',
    'The most that buffers of all clients together may take, as a size or a share of maxmemory such as 5%. 0 means no limit.',
  ),
  is.yesno(
    'activedefrag',
    'Defragment memory',
    'no',
    'Moves data about while the server runs, to give back memory lost between pieces of it.',
  ),
  is.memory(
    'active-defrag-ignore-bytes',
    'Waste that defragmentation ignores',
    '104857600',
    'Defragmentation begins only when at least so much memory is lost to fragments.',
  ),
  is.integer(
    'active-defrag-threshold-lower',
    'Defragment from',
    '10',
    'The share of lost memory from which defragmentation begins.',
    { unit: '%', most: 1000 },
  ),
  is.integer(
    'active-defrag-threshold-upper',
    'Defragment hardest from',
    '100',
    'The share of lost memory from which it works as hard as it may.',
    { unit: '%', most: 1000 },
  ),
  is.integer(
    'active-defrag-cycle-min',
    'Least effort of defragmentation',
    '1',
    'The share of a processor it takes at the lower threshold.',
    { unit: '%', least: 1, most: 99 },
  ),
  is.integer(
    'active-defrag-cycle-max',
    'Most effort of defragmentation',
    '25',
    'The share of a processor it takes at the upper threshold.',
    { unit: '%', least: 1, most: 99 },
  ),
  is.integer(
    'active-defrag-max-scan-fields',
    'Fields defragmented at once',
    '1000',
    'Larger hashes, sets and lists are defragmented in steps.',
    { least: 1 },
  ),
  is.yesno(
    'lazyfree-lazy-eviction',
    'Free evicted keys later',
    'no',
    'Gives back the memory of evicted keys in the background.',
  ),
  is.yesno(
    'lazyfree-lazy-expire',
    'Free expired keys later',
    'no',
    'Gives back the memory of expired keys in the background.',
  ),
  is.yesno(
    'lazyfree-lazy-server-del',
    'Free overwritten keys later',
    'no',
    'Gives back the memory of values that a command replaces in the background.',
  ),
  is.yesno(
    'lazyfree-lazy-user-del',
    'DEL frees later',
    'no',
    'DEL behaves as UNLINK: memory is given back in the background.',
  ),
  is.yesno(
    'lazyfree-lazy-user-flush',
    'Flush frees later',
    'no',
    'FLUSHALL and FLUSHDB give back memory in the background unless told SYNC.',
  ),
  is.yesno(
    'jemalloc-bg-thread',
    'Free memory in the background',
    'yes',
    'Lets the memory allocator return unused pages in a thread of its own.',
  ),
  is.integer(
    'active-expire-effort',
    'Effort for expired keys',
    '1',
    'How hard the server looks for expired keys nobody asks for, 1 to 10.',
    { least: 1, most: 10 },
  ),
  is.yesno('disable-thp', 'Turn huge pages off', 'yes', 'Asks Linux not to use huge pages, which make saving slow.', {
    applied: 'restart',
  }),
  is.choice(
    'oom-score-adj',
    'Out-of-memory score',
    'no',
    'Whether Linux is told which Redis processes to end first when memory runs out.',
    { options: ['no', 'yes', 'relative', 'absolute'] },
  ),
  is.words(
    'oom-score-adj-values',
    'Out-of-memory scores',
    '0 200 800',
    'The scores of a master, a replica and a saving child, each −2000 to 2000.',
  ),
];

const databases = group('Databases');

export const databaseDirectives = [
  databases.integer(
    'databases',
    'Number of databases',
    '16',
    'How many databases there are, numbered from 0. Keys in a database beyond the last cannot be loaded.',
    { applied: 'restart', least: 1, most: 2_147_483_647 },
  ),
];
