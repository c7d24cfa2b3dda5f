import { describe, expect, test } from 'vitest';
import type { Tenant } from '../../../../shared/contract/tenant.ts';
import { CONTAINERS } from '../../../../test/support/runtime-kinds.ts';
import { someStatus, withKeys } from '../../../../test/support/some-status.ts';
import { filteredRows, headLine, needsAttention, type TenantFacts, tenantRows } from './tenant-row.ts';

function tenant(id: string, changes: Partial<Tenant> = {}): Tenant {
  return {
    ...someStatus(id, {
      runtime: CONTAINERS,
      container: `vrooli-client-${id}`,
      network: `vrooli-${id}-network`,
      port: 6381,
      memory: { usedBytes: 1000, peakBytes: 1000, limitBytes: 10_000 },
      commands: { total: 1, perSecond: 1 },
      ...withKeys(3),
    }),
    client: id,
    health: 'healthy',
    keys: 3,
    created: null,
    group: null,
    notes: null,
    limits: { memoryBytes: null, cpus: null },
    isolated: true,
    defect: null,
    branch: null,
    companions: [],
    ...changes,
  };
}

function rowsOf(tenants: Tenant[], more: Partial<TenantFacts> = {}) {
  return tenantRows({ tenants, live: undefined, operations: [], backups: [], isolation: null, ...more });
}

describe('tenant rows', () => {
  test('list and poll differ › rows are those of the list, by port, with the newest figures', () => {
    const [newer, gone] = [tenant('acme', { commands: { total: 9, perSecond: 9 } }), tenant('gone', { port: 6390 })];
    const rows = rowsOf([tenant('later', { port: 6385 }), tenant('acme')], { live: [newer, gone] });
    expect(rows.map(({ id }) => id)).toEqual(['acme', 'later']);
    expect(rows[0]?.status.commands.perSecond).toBe(9);
  });

  test('a tenant that does not answer › has no number of keys', () => {
    const silent = tenant('acme', { memory: { usedBytes: null, peakBytes: null, limitBytes: null }, databases: [] });
    expect(rowsOf([silent])[0]?.keys).toBeNull();
  });

  test('the last isolation test reached a tenant › both sides name the other', () => {
    const probe = { by: 'address', target: '', outcome: 'reached', detail: 'PONG' } as const;
    const isolation = { at: '', ok: false, left: [], probes: [{ ...probe, from: 'a', to: 'b' }] };
    const rows = rowsOf([tenant('a'), tenant('b', { port: 6382 }), tenant('c', { port: 6383 })], { isolation });
    expect(rows.map(({ reaches }) => reaches)).toEqual([['b'], ['a'], []]);
    expect(rows.map(needsAttention)).toEqual([true, true, false]);
  });
});

describe('filtered tenants', () => {
  const rows = rowsOf([
    tenant('acme', { group: 'Shops', notes: 'ask Maria' }),
    tenant('full', { port: 6382, memory: { usedBytes: 8000, peakBytes: 8000, limitBytes: 10_000 } }),
    tenant('off', { port: 6383, state: 'stopped' }),
    tenant('sick', { port: 6384, state: 'unhealthy' }),
  ]);
  const found = (text: string, filter: 'all' | 'running' | 'attention' = 'all') =>
    filteredRows(rows, text, filter).map(({ id }) => id);

  test('a search › finds id, port, group, notes and state by all words', () => {
    expect(found('ACM')).toEqual(['acme']);
    expect(found('6383')).toEqual(['off']);
    expect(found('maria shops')).toEqual(['acme']);
    expect(found('maria stopped')).toEqual([]);
    expect(found('stopped')).toEqual(['off']);
  });

  test('a filter › shows running tenants, or those that need attention', () => {
    expect(found('', 'running')).toEqual(['acme', 'full']);
    expect(found('', 'attention')).toEqual(['full', 'sick']);
  });

  test('the heading › counts tenants by state', () => {
    expect(headLine(rows, 19)).toBe('4 of 19 · 2 running, 1 unhealthy, 1 stopped');
    expect(headLine([], null)).toBe('0');
  });
});
