import { expect, test } from 'vitest';
import { riskOf } from './risky-commands.ts';
import { touchOf } from './touched-keys.ts';

const risk = (line: string) => {
  const [name = '', ...args] = line.split(' ');
  return riskOf(name, args);
};

test.each([
  ['FLUSHALL', 'deletes-all-keys', 'flush'],
  ['FLUSHDB ASYNC', 'deletes-database', 'flush'],
  ['SHUTDOWN NOSAVE', 'stops-server', 'stop'],
  ['CONFIG set appendonly no', 'turns-persistence-off', 'settings'],
  ['CONFIG SET maxmemory 1gb dir /tmp', 'moves-data-files', 'settings'],
  ['DEBUG segfault', 'uses-debug', 'backup'],
  ['SWAPDB 0 1', 'swaps-databases', 'backup'],
  ['REPLICAOF host 6379', 'replaces-data', 'backup'],
  ['SLAVEOF host 6379', 'replaces-data', 'backup'],
  ['FUNCTION flush', 'deletes-functions', 'backup'],
  ['FUNCTION RESTORE x FLUSH', 'deletes-functions', 'backup'],
  ['CLUSTER RESET HARD', 'resets-cluster', 'backup'],
  ["EVAL redis.call('flushall') 0", 'script-may-delete', 'backup'],
])('risk › %s › %s, the safe way is %s', (line, reason, safeWay) => {
  expect(risk(line)).toMatchObject({ reason, safeWay });
});

test('risk › CONFIG SET save with an empty value › names the setting', () => {
  expect(riskOf('CONFIG', ['SET', 'save', ''])).toEqual({
    command: 'CONFIG SET save',
    reason: 'turns-persistence-off',
    safeWay: 'settings',
    setting: { name: 'save', value: '' },
  });
});

test.each([
  'GET a',
  'SCRIPT FLUSH',
  'SHUTDOWN ABORT',
  'CONFIG GET dir',
  'CONFIG SET appendonly yes',
  'CONFIG SET save 60',
  'DEBUG OBJECT k',
  'REPLICAOF NO ONE',
  'FUNCTION LIST',
  'CLUSTER INFO',
  'EVAL return 0',
  'constructor x',
])('risk › %s › none', (line) => {
  expect(risk(line)).toBeNull();
});

test('keys › few or many › only many are held', () => {
  const keys = Array.from({ length: 20 }, (_, at) => `k${at}`);
  expect(touchOf('DEL', keys)).toMatchObject({ reason: 'many-keys', keys });
  expect(touchOf('DEL', keys.slice(1))).toBeNull();
  expect(touchOf('EVAL', ['return 1', '20', ...keys, 'arg'])).toMatchObject({ keys });
  expect(touchOf('EVAL', ["return redis.call('keys', '*')", '0'])).toMatchObject({ keys: null });
  expect(touchOf('EVAL', ['return 1', '1', 'k'])).toBeNull();
  expect(touchOf('KEYS', ['*'])).toMatchObject({ reason: 'reads-all-keys' });
  expect(touchOf('MGET', keys)).toBeNull();
  const pairs = keys.flatMap((key) => [key, 'value']);
  expect(touchOf('MSET', pairs)).toMatchObject({ reason: 'many-keys', keys });
  expect(touchOf('MSET', pairs.slice(2))).toBeNull();
});
