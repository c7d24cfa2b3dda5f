import { describe, expect, test } from 'vitest';
import { parseInfo } from '../info/info.ts';
import { lookupsOf } from './key-lookups.ts';
import { isMonitoring, monitoringCalls } from './monitoring-commands.ts';
import { createConnectionCount, ownConnections } from './own-connections.ts';
import { less, OWN_CONNECTION_NAME, sum } from './own-counters.ts';
import { createSlowLogCount, ownSlowCommands } from './own-slow-commands.ts';

const client = (name: string, change: { flags?: string; age?: number; cmd?: string } = {}) =>
  `id=7 addr=127.0.0.1:1 name=${name} age=${change.age ?? 90} flags=${change.flags ?? 'N'} cmd=${change.cmd ?? 'get'} user=default`;
const ours = (change = {}) => client(OWN_CONNECTION_NAME, change);

describe('key lookups of a command', () => {
  test('found and missing keys › by the reply', () => {
    const of = (command: string, reply: unknown, ...args: readonly string[]) => {
      const { hits, misses } = lookupsOf(command, args, reply);
      return [hits, misses];
    };
    expect(of('get', 'value', 'k')).toEqual([1, 0]);
    expect(of('GET', '', 'k')).toEqual([1, 0]);
    expect(of('GET', null, 'k')).toEqual([0, 1]);
    expect(of('TYPE', 'none', 'k')).toEqual([0, 1]);
    expect(of('TYPE', Buffer.from('none'), 'k')).toEqual([0, 1]);
    expect(of('PTTL', -2, 'k')).toEqual([0, 1]);
    expect(of('PTTL', -1, 'k')).toEqual([1, 0]);
    expect(of('HSCAN', ['0', []], 'k')).toEqual([0, 1]);
    expect(of('HSCAN', ['0', ['f', 'v']], 'k')).toEqual([1, 0]);
    expect(
      of(
        'XRANGE',
        [
          ['1-1', ['a', 'b']],
          ['1-2', ['a', 'b']],
        ],
        'k',
      ),
    ).toEqual([1, 0]);
    expect(of('LRANGE', [], 'k')).toEqual([0, 1]);
    expect(of('EXISTS', 2, 'a', 'b', 'c')).toEqual([2, 1]);
    expect(of('EXISTS', new Error('x'), 'a', 'b')).toEqual([0, 2]);
    expect(of('GET', new Error('WRONGTYPE'), 'k')).toEqual([1, 0]);
    expect(of('SET', 'OK', 'k', 'v')).toEqual([0, 0]);
  });
});

describe('monitoring commands', () => {
  test('their calls › with and without subcommands › are summed, others are not', () => {
    const info = parseInfo(
      [
        'cmdstat_info:calls=3,usec=1',
        'cmdstat_config|get:calls=4,usec=1',
        'cmdstat_config|set:calls=5,usec=1',
        'cmdstat_get:calls=90,usec=1',
        'cmdstat_info2:calls=90,usec=1',
        'cmdstat_ping:usec=1',
        '',
      ].join('\r\n'),
    );
    expect(monitoringCalls(info)).toBe(12);
    expect(['INFO', 'info', 'Client', 'get', 'constructor'].map(isMonitoring)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('own connections', () => {
  test('in a list of clients › by their name, and one that opens right now', () => {
    const list = [
      ours(),
      ours(),
      client('other'),
      client(`${OWN_CONNECTION_NAME}2`),
      client('', { age: 0, cmd: 'NULL' }),
      client('', { age: 1, cmd: 'auth' }),
      client('', { age: 2, cmd: 'auth' }),
      ours({ flags: 'S' }),
      '',
    ];
    expect(ownConnections(list.join('\n'))).toBe(4);
    expect(ownConnections('')).toBe(0);
  });

  test('the list › is requested after a change and once more, then not again', async () => {
    const count = createConnectionCount();
    let asked = 0;
    const info = (clients: number, received: number) =>
      parseInfo(`connected_clients:${clients}\r\ntotal_connections_received:${received}\r\n`);
    const ask = async () => {
      asked += 1;
      return [ours(), ours(), client('a')].join('\n');
    };
    for (let poll = 0; poll < 4; poll++) expect(await count.of(info(3, 5), ask, poll)).toBe(2);
    expect(asked).toBe(2);
    await count.of(info(3, 6), ask, 9);
    expect(asked).toBe(3);
  });

  test('clients that came or left between INFO and the list › are corrected for', async () => {
    const info = parseInfo('connected_clients:5\r\ntotal_connections_received:9\r\n');
    const list = [ours(), client('a'), client('b'), client('c')].join('\n');
    expect(await createConnectionCount().of(info, async () => list, 0)).toBe(2);
  });

  test('many clients › the list is requested at most every ten seconds', async () => {
    const count = createConnectionCount();
    let asked = 0;
    const ask = async () => {
      asked += 1;
      return ours();
    };
    for (let second = 0; second < 21; second++) {
      const info = parseInfo(`connected_clients:${600 + second}\r\ntotal_connections_received:${second}\r\n`);
      await count.of(info, ask, second * 1000);
    }
    expect(asked).toBe(3);
  });

  test('a server that refuses the list › counts this connection only', async () => {
    const info = parseInfo('connected_clients:5\r\n');
    expect(await createConnectionCount().of(info, async () => null, 0)).toBe(1);
  });
});

describe('own slow commands', () => {
  const entry = (id: number, name: string) => [id, 1, 2, ['GET'], '127.0.0.1:1', name];

  test('the length of the slow log › without own entries, and read again only after a new one', async () => {
    const count = createSlowLogCount();
    let log = [entry(2, OWN_CONNECTION_NAME), entry(1, 'other')];
    const asked: number[] = [];
    const ask = async (number: number) => {
      asked.push(number);
      return log.slice(0, number);
    };
    expect(await count.of(0, ask)).toBe(0);
    expect([await count.of(2, ask), await count.of(2, ask)]).toEqual([1, 1]);
    expect(asked).toEqual([1, 2, 1]);
    // A full slow log keeps its length.
    log = [entry(3, 'other'), entry(2, OWN_CONNECTION_NAME)];
    expect(await count.of(2, ask)).toBe(1);
    log = [entry(4, 'other'), entry(3, 'other')];
    expect(await count.of(2, ask)).toBe(2);
  });

  test('a server that refuses, or an old one without names › all entries count', async () => {
    expect(await createSlowLogCount().of(3, async () => null)).toBe(3);
    expect([ownSlowCommands(null), ownSlowCommands([[1, 1, 1, ['GET']]]), ownSlowCommands(['x', null])]).toEqual([
      0, 0, 0,
    ]);
  });
});

test('counts › added and subtracted › never become negative', () => {
  const [small, large] = [
    { commands: 1, hits: 2, misses: 0 },
    { commands: 5, hits: 1, misses: 3 },
  ];
  expect(sum(small, large)).toEqual({ commands: 6, hits: 3, misses: 3 });
  expect(less(small, large)).toEqual({ commands: 0, hits: 1, misses: 0 });
});
