import { describe, expect, test } from 'vitest';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { ended } from '../../../../test/support/components/fake-core.ts';
import { orderOf, showCells } from '../../../../test/support/components/show-cells.tsx';
import { CONTAINERS, PROGRAMS } from '../../../../test/support/runtime-kinds.ts';
import { goodVerification, someBackup } from '../../../../test/support/some-backup.ts';
import { someStatus } from '../../../../test/support/some-status.ts';
import { fittingColumns } from '../../../components/table/data-table-columns.ts';
import type { TenantRow } from '../model/tenant-row.ts';
import { tenantColumns } from './tenant-columns.tsx';

const testedAt = '2026-11-20T10:00:00.000Z';
const record: TenantRow['record'] = {
  ...{ created: null, group: null, notes: null, defect: null, branch: null, companions: [] },
  limits: { memoryBytes: null, cpus: null },
};

test('a window of 1440 px › every column fits, also whether a tenant is isolated', () => {
  const view = 1440 - 208;
  const checkBoxAndButtons = 16 + 16 + 80 + 16;
  expect(fittingColumns(tenantColumns, view, checkBoxAndButtons)).toEqual(tenantColumns);
});

describe('who and where', () => {
  test('a tenant with a password › id, address without the scheme, version and a lock', () => {
    const { cell, text } = cellsOf({}, { passwordSet: true, version: '8.0.2', url: 'rediss://localhost:6400' });
    expect(text('tenant')).toMatch(/^shop.*:6400 · .+ 8\.0\.2$/);
    expect(cell('tenant')?.querySelector('[aria-label]')).not.toBeNull();
  });

  test('notes › read over its id; without an address a dash', () => {
    const { cell, text } = cellsOf({ record: { ...record, notes: 'For the shop' } }, { url: null, runtime: null });
    expect(cell('tenant')?.querySelector('[title="For the shop"]')).not.toBeNull();
    expect(text('tenant')).toContain('—');
  });

  test('services beside it › their names, and the state of one that does not run', () => {
    const companions = [
      { title: 'PostgreSQL', state: 'running', problem: null },
      { title: 'MinIO', state: 'stopped', problem: { code: 'CRASHED', message: 'It ended with code 1.' } },
    ] as never;
    const { cell, text } = cellsOf({ record: { ...record, companions } });
    expect(text('tenant')).toMatch(/PostgreSQL, MinIO /);
    const services = cell('tenant')?.querySelector('[data-trouble]');
    expect(services?.getAttribute('title')).toContain('It ended with code 1.');
  });
});

describe('state and load', () => {
  test('an operation runs › what it does, in a word', () => {
    const operation = ended({ kind: 'restore', instance: 'shop', state: 'running' });
    expect(cellsOf({ operation }).text('state')).toContain('restoring…');
  });

  test('clients and hit rate › below the figures they belong to; unknown ones are left out', () => {
    const known = cellsOf({ keys: 1_500 }, { clients: { connected: 2 }, hitRate: 0.5 });
    expect(known.text('ops')).toMatch(/2 clients$/);
    expect(known.text('keys')).toMatch(/^1,500.*50\.0 ?%/);
    const unknown = cellsOf({ keys: null }, { clients: { connected: null }, hitRate: null });
    expect(unknown.text('ops')).not.toContain('client');
    expect(unknown.text('keys')).toBe('—');
  });

  test('it does not answer › its last known keys, and that they are old', () => {
    const { text } = cellsOf({ keys: null }, { lastKnownKeys: { count: 77, at: testedAt } });
    expect(text('keys')).toMatch(/77.*last known/i);
  });

  test('memory with and without a limit › both figures, or one', () => {
    const memory = { usedBytes: 1_048_576, peakBytes: 1_048_576, limitBytes: 2_097_152 };
    expect(cellsOf({}, { memory }).text('memory')).toMatch(/1 MB.*2 MB/);
    expect(cellsOf({}, { memory: { ...memory, limitBytes: null } }).text('memory')).toBe('1 MB');
  });
});

describe('last backup', () => {
  test('none › a dash', () => {
    expect(cellsOf({}).text('backup')).toBe('—');
  });

  test('verified › its age and its verification', () => {
    const backup = someBackup('b', testedAt, { proof: goodVerification });
    expect(cellsOf({ backup }).text('backup')).toMatch(/.+Verified$/);
  });

  test('one is being taken › its progress instead of the last one', () => {
    const operation = ended({ kind: 'backup', instance: 'shop', state: 'running', fraction: 0.4 });
    const { cell, text } = cellsOf({ operation, backup: someBackup('b', testedAt) });
    expect(text('backup')).toMatch(/40 ?%/);
    expect(cell('backup')?.querySelector('[role="progressbar"]')).not.toBeNull();
    expect(text('backup')).not.toContain('verified');
  });
});

describe('isolation', () => {
  test('a container › not tested until a test has passed', () => {
    const untested = cellsOf({}, { runtime: CONTAINERS });
    expect(untested.text('isolation')).toMatch(/not tested/i);
    const isolated = cellsOf({ isolationTestedAt: testedAt }, { runtime: CONTAINERS });
    expect(isolated.text('isolation')).toMatch(/^isolated$/i);
  });

  test('another tenant reached it › a failure, whatever an earlier test said', () => {
    const { text } = cellsOf({ reaches: ['blog'], isolationTestedAt: testedAt }, { runtime: CONTAINERS });
    expect(text('isolation')).not.toMatch(/^isolated$/i);
    expect(text('isolation')).not.toBe('');
  });

  test('a local program › no isolation is claimed', () => {
    expect(cellsOf({ isolationTestedAt: testedAt }, { runtime: PROGRAMS }).text('isolation')).toMatch(
      /^not isolated$/i,
    );
  });
});

test('order › by last backup and by keys', () => {
  const rows = {
    a: rowOf({ backup: someBackup('x', '2026-11-20T10:00:00.000Z'), keys: 5 }),
    b: rowOf({ backup: someBackup('y', '2026-11-19T10:00:00.000Z'), keys: 50 }),
  };
  expect(orderOf(tenantColumns, 'backup', rows)).toEqual(['b', 'a']);
  expect(orderOf(tenantColumns, 'keys', rows)).toEqual(['a', 'b']);
});

function rowOf(change: Partial<TenantRow>, status: Partial<InstanceStatus> = {}): TenantRow {
  return {
    ...{ id: 'shop', status: someStatus('shop', status), keys: 0, record, operation: null, backup: null, reaches: [] },
    isolationTestedAt: null,
    ...change,
  };
}

function cellsOf(change: Partial<TenantRow>, status: Partial<InstanceStatus> = {}) {
  return showCells(tenantColumns, rowOf(change, status));
}
