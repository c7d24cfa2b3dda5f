import { describe, expect, test } from 'vitest';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { orderOf, showCells } from '../../../../test/support/components/show-cells.tsx';
import { PROGRAMS } from '../../../../test/support/runtime-kinds.ts';
import { someStatus, withKeys } from '../../../../test/support/some-status.ts';
import { columns } from './columns.tsx';

describe('cells of an instance', () => {
  test('a running server › its figures with their units', () => {
    const { text } = cellsOf({
      ...{ version: '8.0.2', port: 6400, uptimeSeconds: 7_200, hitRate: 0.925, runtime: PROGRAMS, ...withKeys(12_345) },
      clients: { connected: 1_200 },
      commands: { total: 10, perSecond: 98 },
      memory: { usedBytes: 2_097_152, peakBytes: 2_097_152, limitBytes: 4_194_304 },
    });
    expect(text('name')).toBe('shop');
    expect(text('state')).toMatch(/running/i);
    expect(text('version')).toBe('8.0.2');
    expect(text('port')).toBe('6400');
    expect(text('clients')).toBe('1,200');
    expect(text('ops')).toBe('98');
    expect(text('hit-rate')).toMatch(/^92\.5 ?%$/);
    expect(text('keys')).toBe('12,345');
    expect(text('uptime')).toBe('2 h');
    expect(text('memory')).toMatch(/2 MB.*4 MB/);
  });

  test('a stopped server › what is unknown is a dash, never a zero', () => {
    const { text } = cellsOf({
      ...{ state: 'stopped', version: null, uptimeSeconds: null, hitRate: null, runtime: null, port: null },
      clients: { connected: null },
      commands: { total: null, perSecond: null },
      memory: { usedBytes: null, peakBytes: null, limitBytes: null },
      persistence: { mode: null, lastSaveAt: null, changesSinceSave: null },
    });
    for (const id of ['version', 'port', 'clients', 'ops', 'hit-rate', 'uptime', 'runtime', 'memory'])
      expect([id, text(id)]).toEqual([id, '—']);
  });

  test('no memory limit › no second figure', () => {
    const { text } = cellsOf({ memory: { usedBytes: 1_048_576, peakBytes: 1_048_576, limitBytes: null } });
    expect(text('memory')).toBe('1 MB');
  });

  test('a server on a Unix socket only › its path in the tooltip', () => {
    const { cell, text } = cellsOf({ port: null, socket: '/run/redis.sock' });
    expect(text('port')).not.toBe('—');
    expect(cell('port')?.querySelector('[title]')?.getAttribute('title')).toContain('/run/redis.sock');
  });

  test('a replica › marked beside its name', () => {
    const { cell } = cellsOf({
      replication: { role: 'replica', masterHost: '10.0.0.1', masterPort: 6379, link: 'down' },
    });
    expect(cell('name')?.innerHTML).toContain('10.0.0.1:6379');
  });

  test('the app is disconnected › the state is not claimed to be known', () => {
    const { text } = showCells(columns, { instance: someStatus('shop'), stale: true });
    expect(text('state')).not.toMatch(/^running$/i);
  });
});

describe('order of instances', () => {
  const rows = (changes: Readonly<Record<string, Partial<InstanceStatus>>>) =>
    Object.fromEntries(
      Object.entries(changes).map(([id, change]) => [id, { instance: someStatus(id, change), stale: false }]),
    );

  test('by keys › the sum over all databases', () => {
    const database = (index: number, keys: number) => ({ index, keys, expires: 0, averageTtlMs: null });
    const given = rows({ a: withKeys(15), b: { databases: [database(0, 5), database(1, 20)] }, c: withKeys(20) });
    expect(orderOf(columns, 'keys', given)).toEqual(['a', 'c', 'b']);
  });

  test('by memory, clients and port › their numbers', () => {
    const given = rows({
      a: { memory: { usedBytes: 9, peakBytes: 9, limitBytes: null }, clients: { connected: 10 }, port: 6500 },
      b: { memory: { usedBytes: 10, peakBytes: 10, limitBytes: null }, clients: { connected: 9 }, port: 6400 },
    });
    expect(orderOf(columns, 'memory', given)).toEqual(['a', 'b']);
    expect(orderOf(columns, 'clients', given)).toEqual(['b', 'a']);
    expect(orderOf(columns, 'port', given)).toEqual(['b', 'a']);
  });
});

function cellsOf(change: Partial<InstanceStatus>) {
  return showCells(columns, { instance: someStatus('shop', change), stale: false });
}
