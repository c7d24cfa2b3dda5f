import { expect, test } from 'vitest';
import { clientRole, parseClientList } from './client-list.ts';

const LINE =
  'id=7 addr=127.0.0.1:50312 laddr=127.0.0.1:6380 fd=9 name=worker age=12 idle=3 flags=bP db=2 sub=1 psub=2 ssub=3 multi=-1 qbuf=10 qbuf-free=20 argv-mem=0 obl=5 oll=0 omem=7 tot-mem=22298 events=r cmd=blpop user=app redir=-1 resp=2 lib-name=redis-py lib-ver=5.0.1';

test('CLIENT LIST › a line of Redis 7.2 › every field', () => {
  const text = { name: 'worker', user: 'app', libName: 'redis-py', libVersion: '5.0.1', flags: 'bP', command: 'blpop' };
  const figures = { id: 7, database: 2, age: 12, idle: 3, queryBytes: 30, outputBytes: 12, memoryBytes: 22298 };
  expect(parseClientList(`${LINE}\r\n`)).toEqual([
    { address: '127.0.0.1:50312', subscriptions: 6, ...text, ...figures },
  ]);
});

test('CLIENT LIST › old, empty and broken lines › no field is invented', () => {
  const [old, ...more] = parseClientList('addr=/tmp/a.sock:0 fd=5 age=1 idle=0 flags=N db=0 cmd=get\n\ngarbage\n');
  expect(more).toEqual([]);
  expect(old).toMatchObject({ id: 0, name: '', user: '', memoryBytes: null, address: '/tmp/a.sock:0' });
  expect(parseClientList('')).toEqual([]);
  expect(parseClientList('id=x addr=a age=-5 idle=NaN')[0]).toMatchObject({ id: 0, age: 0, idle: 0 });
});

test.each([
  ['N', 'normal'],
  ['P', 'pubsub'],
  ['S', 'replica'],
  ['M', 'master'],
  ['O', 'monitor'],
  ['b', 'blocked'],
])('client flags %s › %s', (flags, role) => expect(clientRole(flags)).toBe(role));
