import fc from 'fast-check';
import { expect, test } from 'vitest';
import { catalogue } from '../directives/catalogue.ts';
import { canonical, fileDirectives, fileValue, namesOf, sameValue, withValue } from './conf-values.ts';
import { formatRedisConf, parseRedisConf } from './redis-conf.ts';

const inFile = (text: string, name: string) => fileValue(parseRedisConf(text), name);
const LIMITS = 'client-output-buffer-limit';

test('a value of a file › several lines of one directive › the last one counts, in any case and under any name', () => {
  expect(inFile('maxmemory 1gb\nMaxMemory 2gb\n', 'maxmemory')).toBe('2gb');
  expect(inFile('replica-priority 1\nslave-priority 2\n', 'replica-priority')).toBe('2');
  expect(inFile('slave-priority 2\nreplica-priority 1\n', 'slave-priority')).toBe('1');
  expect(inFile('maxmemory 1gb\nmaxmemory "open\n', 'maxmemory')).toBe('1gb');
});

test('a value of a file › a directive without an argument › is empty, not missing', () => {
  expect(inFile('requirepass\n', 'requirepass')).toBe('');
  expect(inFile('bind\n', 'bind')).toBe('');
  expect(inFile('# requirepass x\n', 'requirepass')).toBeNull();
});

test('a value of a file › text with blanks › only `words` are joined', () => {
  expect(inFile('bind 127.0.0.1  "::1"\n', 'bind')).toBe('127.0.0.1 ::1');
  expect(inFile('requirepass "a  b"\n', 'requirepass')).toBe('a  b');
});

test('buffer limits of a file › one line with several classes and lines for one class › the last of each class', () => {
  const text = `${LIMITS} normal 1 1 1 pubsub 2 2 2\n${LIMITS} slave 3 3 3\n${LIMITS} replica 4 4 4\n${LIMITS} NORMAL 5 5 5\n`;
  expect(inFile(text, LIMITS)).toBe('NORMAL 5 5 5 pubsub 2 2 2 replica 4 4 4');
});

test('buffer limits › a new class › is added, and the name "slave" replaces the line "replica"', () => {
  const conf = parseRedisConf(`${LIMITS} replica 1mb 1mb 1\n`);
  expect(formatRedisConf(withValue(conf, LIMITS, 'pubsub 2mb 2mb 2'))).toBe(
    `${LIMITS} replica 1mb 1mb 1\n${LIMITS} pubsub 2mb 2mb 2\n`,
  );
  expect(formatRedisConf(withValue(conf, LIMITS, 'slave 3mb 3mb 3'))).toBe(`${LIMITS} slave 3mb 3mb 3\n`);
});

test('setting a value › any value of a single argument › is read back from the written text', () => {
  const names = catalogue.filter(({ kind }) => kind === 'text' || kind === 'secret').map(({ name }) => name);
  const text = fc.string({ unit: fc.constantFrom(...'ab \t"\'\\#é🐘\u0001'), maxLength: 12 });
  fc.assert(
    fc.property(fc.constantFrom(...names), text, (name, value) => {
      const written = formatRedisConf(withValue(parseRedisConf('# head\nport 1\n'), name, value));
      expect(fileValue(parseRedisConf(written), name)).toBe(value);
      expect(written.startsWith('# head\nport 1\n')).toBe(true);
      expect(formatRedisConf(withValue(parseRedisConf(written), name, null))).toBe('# head\nport 1\n');
    }),
  );
});

test('setting words › an empty value › is written as an empty argument, since Redis refuses none', () => {
  expect(formatRedisConf(withValue(parseRedisConf('bind 127.0.0.1\n'), 'bind', ''))).toBe('bind ""\n');
  expect(formatRedisConf(withValue(parseRedisConf('bind 127.0.0.1\n'), 'bind', ' ::1  10.0.0.1 '))).toBe(
    'bind ::1 10.0.0.1\n',
  );
});

test('setting a value › a file with the older name twice › keeps that name, once', () => {
  const conf = parseRedisConf('slave-priority 1\n# between\nslave-priority 2\n');
  expect(formatRedisConf(withValue(conf, 'replica-priority', '3'))).toBe('# between\nslave-priority 3\n');
  expect(formatRedisConf(withValue(conf, 'replica-priority', null))).toBe('# between\n');
});

test('equivalent values › every kind › compare by their meaning for Redis', () => {
  const same: readonly (readonly [string, string, string])[] = [
    ['maxmemory', '2gb', '2147483648'],
    ['maxmemory-clients', '1kb', '1024'],
    ['appendonly', 'Yes', 'yes'],
    ['maxmemory-policy', 'AllKeys-LRU', 'allkeys-lru'],
    ['maxmemory-samples', '007', '7'],
    ['save', '0900  1', '900 1'],
    [LIMITS, 'pubsub 32mb 8mb 60 normal 0 0 0', 'normal 0 0 0 pubsub 33554432 8388608 60'],
    [LIMITS, 'replica 256mb 64mb 60', 'slave 268435456 67108864 60'],
    ['bind', '127.0.0.1   ::1', '127.0.0.1 ::1'],
  ];
  for (const [name, a, b] of same) expect(sameValue(name, a, b), name).toBe(true);
  const different: readonly (readonly [string, string, string])[] = [
    ['maxmemory', '2g', '2gb'],
    ['requirepass', 'A', 'a'],
    ['requirepass', 'a ', 'a'],
    ['save', '900 1 300 10', '300 10 900 1'],
    ['bind', '127.0.0.1 ::1', '::1 127.0.0.1'],
    ['maxmemory-clients', '5%', '5'],
    [LIMITS, 'normal 1 0 0', 'normal 0 0 0'],
  ];
  for (const [name, a, b] of different) expect(sameValue(name, a, b), name).toBe(false);
});

test('equivalent values › a missing value › counts as the default of Redis', () => {
  expect(sameValue('appendonly', null, 'no')).toBe(true);
  expect(sameValue('save', null, '')).toBe(false);
  expect(sameValue(LIMITS, null, 'pubsub 32mb 8mb 60')).toBe(true);
  expect(sameValue(LIMITS, 'normal 0 0 0', null)).toBe(true);
  expect(sameValue('unknown-directive', null, '')).toBe(false);
  expect(sameValue('unknown-directive', null, null)).toBe(true);
});

test('a canonical value › of any text › is its own canonical value', () => {
  const names = fc.constantFrom(...catalogue.map(({ name }) => name), 'unknown');
  const text = fc.oneof(
    fc.string({ maxLength: 20 }),
    fc
      .array(fc.constantFrom('normal', 'replica', 'slave', '0', '64mb', '007', '60', 'Yes'), { maxLength: 9 })
      .map((all) => all.join(' ')),
  );
  fc.assert(
    fc.property(names, text, (name, value) => {
      const once = canonical(name, value);
      expect(canonical(name, once)).toBe(once);
    }),
    { numRuns: 2000 },
  );
});

test('the directives of a file › older names and repeated lines › appear once by the current name', () => {
  const conf = parseRedisConf('slaveof a 1\nreplicaof b 2\nx-unknown 1\n# port 1\nPORT 1\n');
  expect([...fileDirectives(conf)].sort()).toEqual(['port', 'replicaof', 'x-unknown']);
  expect(namesOf('SlaveOf')).toEqual(['replicaof', 'slaveof']);
  expect(namesOf('X-Unknown')).toEqual(['x-unknown']);
});
