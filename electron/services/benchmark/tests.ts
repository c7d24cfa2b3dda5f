import type { BenchmarkTestName } from '../../../shared/contract/benchmark.ts';

/** Prefix of every benchmark key, so that clean-up touches no other key. */
export const KEY_PREFIX = 'vrooli-redis-desktop:benchmark:';

/** redis-benchmark replaces this by a random number of twelve digits in each request. */
export const RANDOM = '__rand_int__';

/** Number of distinct random numbers, and so the maximum of keys per kind. */
export const KEYSPACE = 10_000;

export interface BenchmarkCommand {
  readonly name: BenchmarkTestName;
  readonly words: readonly [string, ...string[]];
  readonly writes: boolean;
}

const key = (rest: string) => `${KEY_PREFIX}${rest}`;
const text = key(`string:${RANDOM}`);
const counter = key(`counter:${RANDOM}`);

/** In execution order: a read follows the write that creates its keys. */
export function commandsWith(valueBytes: number): readonly BenchmarkCommand[] {
  const value = 'x'.repeat(valueBytes);
  return [
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
}

/** The commands with values of the usual size. */
export const benchmarkCommands = commandsWith(64);

/** Every key that these commands can create. */
export function benchmarkKeys(): readonly string[] {
  const numbers = Array.from({ length: KEYSPACE }, (_, number) => String(number).padStart(12, '0'));
  const single = ['list', 'set', 'hash', 'sorted-set'].map(key);
  return [...single, ...numbers.flatMap((number) => [text, counter].map((name) => name.replace(RANDOM, number)))];
}
