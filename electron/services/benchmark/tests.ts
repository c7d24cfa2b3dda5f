import type { BenchmarkTestName } from '../../../shared/contract/benchmark.ts';

/** What every key of a benchmark begins with: no other key does, and so no other key is touched. */
export const KEY_PREFIX = 'vrooli-redis-desktop:benchmark:';

/** Where redis-benchmark puts a number of twelve digits, another at each request. */
export const RANDOM = '__rand_int__';

/** How many different numbers there are, and so at most so many keys of a kind. */
export const KEYSPACE = 10_000;

/** The size of a value: more than a counter, less than a page. */
const value = 'x'.repeat(64);

export interface BenchmarkCommand {
  readonly name: BenchmarkTestName;
  readonly words: readonly [string, ...string[]];
  readonly writes: boolean;
}

const key = (rest: string) => `${KEY_PREFIX}${rest}`;
const text = key(`string:${RANDOM}`);
const counter = key(`counter:${RANDOM}`);

/** In the order in which they are run: what reads comes after what writes it. */
export const benchmarkCommands: readonly BenchmarkCommand[] = [
  { name: 'ping', words: ['PING'], writes: false },
  { name: 'set', words: ['SET', text, value], writes: true },
  { name: 'get', words: ['GET', text], writes: false },
  { name: 'incr', words: ['INCR', counter], writes: true },
  { name: 'lpush', words: ['LPUSH', key('list'), value], writes: true },
  { name: 'lpop', words: ['LPOP', key('list')], writes: true },
  { name: 'sadd', words: ['SADD', key('set'), `member:${RANDOM}`], writes: true },
  { name: 'hset', words: ['HSET', key('hash'), `field:${RANDOM}`, value], writes: true },
  { name: 'zadd', words: ['ZADD', key('sorted-set'), '1', `member:${RANDOM}`], writes: true },
  { name: 'mset', words: ['MSET', ...Array.from({ length: 10 }, () => [text, value]).flat()], writes: true },
];

/** Every key that these commands can have made. */
export function benchmarkKeys(): readonly string[] {
  const numbers = Array.from({ length: KEYSPACE }, (_, number) => String(number).padStart(12, '0'));
  const single = ['list', 'set', 'hash', 'sorted-set'].map(key);
  return [...single, ...numbers.flatMap((number) => [text, counter].map((name) => name.replace(RANDOM, number)))];
}
