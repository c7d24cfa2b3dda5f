import { expect, test } from 'vitest';
import type { IsolationProbe, IsolationTest } from '../../../../shared/contract/tenant.ts';
import { isolationLine, matrixOf } from './matrix.ts';

const probe = (from: string, to: string, by: IsolationProbe['by'], outcome: IsolationProbe['outcome']) => ({
  from,
  to,
  by,
  outcome,
  target: `${to}:6379`,
  detail: '',
});

const tested = (probes: IsolationProbe[], left: IsolationTest['left'] = []): IsolationTest => ({
  at: '2026-11-19T14:32:00.000Z',
  ok: probes.every(({ outcome }) => outcome === 'blocked'),
  probes,
  left,
});

test('matrixOf › several attempts per cell › the worst outcome', () => {
  const matrix = matrixOf(
    tested([
      probe('b', 'a', 'address', 'blocked'),
      probe('b', 'a', 'name', 'failed'),
      probe('a', 'b', 'address', 'failed'),
      probe('a', 'b', 'gateway', 'reached'),
    ]),
  );
  expect(matrix.ids).toEqual(['a', 'b']);
  expect(matrix.cell('b', 'a')?.outcome).toBe('failed');
  expect(matrix.cell('a', 'b')?.outcome).toBe('reached');
  expect(matrix.cell('a', 'b')?.probes).toHaveLength(2);
  expect(matrix.cell('a', 'a')).toBeNull();
});

test('isolationLine › attempts › says what was not blocked', () => {
  expect(isolationLine(tested([probe('a', 'b', 'name', 'blocked'), probe('b', 'a', 'name', 'blocked')]))).toBe(
    '2 of 2 attempts from 2 tenants blocked.',
  );
  expect(isolationLine(tested([probe('a', 'b', 'name', 'reached'), probe('b', 'a', 'name', 'failed')]))).toBe(
    '0 of 2 attempts from 2 tenants blocked, 1 reached another tenant, 1 unknown.',
  );
});

test('isolationLine › no attempts › not a success', () => {
  expect(isolationLine(tested([], [{ id: 'a', reason: 'it is not running' }]))).toMatch(/Not tested/);
});
