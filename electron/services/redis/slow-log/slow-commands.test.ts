import { expect, test } from 'vitest';
import { grouped, parseSlowLog, shownCommand } from './slow-commands.ts';

test('slow command › text › contains the key and never the values', () => {
  expect(shownCommand(['get', 'user:1'])).toBe('GET user:1');
  expect(shownCommand(['SET', 'user:1', 'hunter2', 'EX', '60'])).toBe('SET user:1 + 3 arguments');
  expect(shownCommand(['KEYS', `${'k'.repeat(100)}`])).toBe(`KEYS ${'k'.repeat(60)}…`);
  expect(shownCommand(['client', 'kill', 'x'])).toBe('CLIENT KILL x');
  expect(shownCommand([])).toBe('');
});

test('slow command › commands that carry secrets › text contains no secret', () => {
  const secret = 'correct-horse';
  const carriers = [
    ['AUTH', secret],
    ['auth', 'default', secret],
    ['HELLO', '3', 'AUTH', 'default', secret],
    ['CONFIG', 'SET', 'requirepass', secret],
    ['config', 'set', 'masterauth', secret],
    ['CONFIG', 'SET', 'maxmemory', '1gb', 'requirepass', secret],
    ['ACL', 'SETUSER', 'bob', `>${secret}`],
    ['MIGRATE', 'host', '6379', 'key', '0', '100', 'AUTH', secret],
    ['EVAL', `return redis.call('AUTH', '${secret}')`, '0'],
    ['SET', 'token', secret],
  ];
  for (const args of carriers) expect(shownCommand(args)).not.toContain(secret);
});

test('slow log › repeated command › is grouped under its longest run, without the app’s own commands', () => {
  const entry = (id: number, ms: number, args: readonly string[], name = '') => [
    id,
    1_700_000_000 + id,
    ms * 1000,
    args,
    '127.0.0.1:50000',
    name,
  ];
  const reply = [
    entry(4, 12, ['KEYS', '*']),
    entry(3, 80, ['KEYS', 'user:*']),
    entry(2, 500, ['BGSAVE'], 'vrooli-redis-desktop'),
    entry(1, 20, ['SORT', 'big']),
    'garbage',
  ];
  const commands = parseSlowLog(reply);
  expect(commands.map(({ id }) => id)).toEqual([4, 3, 1]);
  expect(grouped(commands).map(({ command, tookMs, times }) => [command, tookMs, times])).toEqual([
    ['KEYS user:*', 80, 2],
    ['SORT big', 20, 1],
  ]);
  // Redis before 4.0 sends no client fields.
  expect(parseSlowLog([[7, 1_700_000_000, 15_000, ['GET', 'a']]])[0]).toMatchObject({ tookMs: 15, command: 'GET a' });
  expect(parseSlowLog(null)).toEqual([]);
});

test.each([
  [['SET', 'session:7', 'x'], 'session:*'],
  [['HGETALL', 'user:1042:profile'], 'user:*:*'],
  [['GET', 'leaderboard'], 'leaderboard'],
  [['GET', '1042'], '*'],
  [['GET', '3f2504e04f8911d39a0c0305e82c3301'], '*'],
  [['DEL', 'cache/page/7'], 'cache/page/*'],
  [['KEYS', '*'], ''],
  [['CONFIG', 'GET', 'save'], ''],
  [['EVAL', 'return 1', '0'], ''],
  [['PING'], ''],
])('slow command %j › its keys › %s', (args, pattern) => {
  expect(parseSlowLog([[1, 1_700_000_000, 10, args, '127.0.0.1:1', 'a\nb']])[0]).toMatchObject({
    pattern,
    client: 'a·b',
  });
});

test('slow command › reading commands › show ranges and options, others only their key', () => {
  expect(shownCommand(['zrange', 'board', '0', '-1', 'WITHSCORES'])).toBe('ZRANGE board 0 -1 WITHSCORES');
  expect(shownCommand(['MGET', ...'abcdefghijk'])).toBe('MGET a b c d e f g h + 3 arguments');
  expect(shownCommand(['RPUSH', 'queue', 'hunter2'])).toBe('RPUSH queue + 1 argument');
});

test('slow log › scripts › the commands of our own are left out, those of others are shown', () => {
  const entry = (id: number, args: readonly string[], address: string, name: string) => [
    id,
    1,
    10,
    args,
    address,
    name,
  ];
  const ours = 'vrooli-redis-desktop';
  const reply = [
    entry(7, ['EVAL', 'return 1', '0'], '127.0.0.1:5', 'shop'),
    entry(6, ['GET', 'a'], '?:0', ''),
    entry(5, ['evalsha', 'f00', '0'], '127.0.0.1:6', ours),
    entry(4, ['FLUSHDB'], '?:0', ''),
    entry(3, ['SELECT', '0'], '?:0', ''),
    entry(2, ['INFO'], '127.0.0.1:6', ours),
    entry(1, ['SET', 'b', '1'], '?:0', ''),
  ];
  expect(parseSlowLog(reply).map(({ id }) => id)).toEqual([7, 6, 1]);
});
