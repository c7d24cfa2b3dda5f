import { expect, test } from 'vitest';
import type { Companion, CompanionBackup } from '../../../../shared/contract/companion.ts';
import type { Style } from '../../format/style.ts';
import { companionBackupLines, companionLine, companionLines } from './companion-lines.ts';

const companion: Companion = {
  ...{ client: 'shop', name: 'postgres', title: 'PostgreSQL', runtime: null, state: 'running', health: 'healthy' },
  ...{ problem: null, container: null, image: null, version: '16', ports: [{ name: 'postgres', port: 15_400 }] },
  ...{ url: 'postgresql://app@localhost:15400/app', created: null, lastBackupAt: null },
};
const same = (text: string) => text;
const plain: Style = { strong: same, faint: same, good: same, attention: same, danger: same };

test('line › running with its health and URL; a stopped one without health', () => {
  expect(companionLine(companion)).toBe('PostgreSQL: running, healthy, postgresql://app@localhost:15400/app');
  expect(companionLine({ ...companion, state: 'stopped', health: 'unknown', url: null })).toBe('PostgreSQL: stopped');
});

test('lines › unknown values are left out; a problem and its fix are marked', () => {
  expect(companionLines(companion, plain, 0)).toEqual([
    'PostgreSQL',
    '  state    running, healthy',
    '  URL      postgresql://app@localhost:15400/app',
    '  version  16',
  ]);
  const problem = { code: 'CRASHED', message: 'It ended.', fix: 'Start it.', since: null } as const;
  expect(companionLines({ ...companion, problem }, plain, 0).slice(-2)).toEqual(['  ! It ended.', '  ! Start it.']);
});

test('backups › with their size and reason; a damaged one says why', () => {
  const backup: CompanionBackup = {
    ...{ client: 'shop', companion: 'postgres', name: 'one', createdAt: '2026-11-29T12:00:00.000Z', sizeBytes: 2048 },
    ...{ sha256: '', form: 'dump', reason: 'with-tenant', version: '16', damage: null },
  };
  const now = Date.parse('2026-11-29T12:02:00.000Z');
  expect(companionBackupLines([], now)).toEqual(['No backups yet.']);
  expect(companionBackupLines([backup, { ...backup, name: 'two', damage: 'its file is gone' }], now)).toEqual([
    'Backups:',
    '  one  2 KB, with its Redis, 2 min ago (2026-11-29 12:00:00 UTC)',
    '  two  cannot be restored: its file is gone',
  ]);
});
