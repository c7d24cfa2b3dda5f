import { IconServer2 } from '@tabler/icons-react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { someContext } from '../../../test/support/components/some-context.ts';
import { someDocument, someSetting } from '../../../test/support/components/some-document.ts';
import { someTenant } from '../../../test/support/components/some-tenant.ts';
import { someBackup } from '../../../test/support/some-backup.ts';
import { someStatus } from '../../../test/support/some-status.ts';
import { orpc } from '../../client/api.ts';
import { queryClient } from '../../client/query-client.ts';
import type { Command } from '../../commands/command.ts';
import { settingsSearch, settingsWhich } from '../../features/settings/form/settings-search.ts';
import { paletteEntries } from './palette-entries.ts';

afterEach(() => {
  queryClient.clear();
  settingsSearch.set('');
  settingsWhich.set('all');
});

const acme = someStatus('acme', {
  port: 6381,
  url: 'redis://localhost:6381',
  memory: { usedBytes: 1024 ** 2, peakBytes: null, limitBytes: 4 * 1024 ** 2 },
  commands: { total: 10, perSecond: 120 },
});

const command = (change: Partial<Command> = {}): Command =>
  ({ id: 'test.do', title: () => 'Do it', group: 'Instance', icon: IconServer2, run: vi.fn(), ...change }) as Command;

const find = (entries: ReturnType<typeof paletteEntries>, id: string) => {
  const entry = entries.find((one) => one.id === id);
  if (entry === undefined) throw new Error(`no entry ${id}: ${entries.map((one) => one.id).join(', ')}`);
  return entry;
};

describe('palette › instances', () => {
  test('an instance › its state and figures, the CLI line, and its page', () => {
    queryClient.setQueryData(orpc.tenants.list.queryKey(), [someTenant('acme', { group: 'Shops' })]);
    const context = someContext(acme);
    const entry = find(paletteEntries(context, []), 'instance:acme');
    expect(entry.line).toBe('Running · localhost:6381 · Shops · 1 MB of 4 MB · 120 ops/s');
    expect(entry.copies).toBe('manage.sh --action status --instance acme');
    expect(entry.also).toContain('Shops');
    entry.open();
    expect(context.places).toEqual(['/instances/acme']);
  });

  test('unknown figures › left out, not shown as zero', () => {
    const silent = someStatus('acme', {
      ...{ url: null, memory: { usedBytes: null, peakBytes: null, limitBytes: null } },
      commands: { total: null, perSecond: null } as never,
    });
    expect(find(paletteEntries(someContext(silent), []), 'instance:acme').line).toBe('Running');
  });

  test('disconnected › its last state is not shown as current', () => {
    const entry = find(paletteEntries(someContext(acme, { connected: false }), []), 'instance:acme');
    expect(entry.line).not.toMatch(/^Running/);
  });
});

describe('palette › backups and settings', () => {
  test('backups › found by instance and note, with their verification', () => {
    const backup = someBackup('nightly', '2026-11-20T10:00:00.000Z', { note: 'before 8.0', proof: null });
    queryClient.setQueryData(orpc.backups.list.queryKey({ input: {} }), [backup]);
    const entry = find(paletteEntries(someContext(acme), []), `backup:${backup.instance}/nightly`);
    expect(entry.also).toContain('before 8.0');
    expect(entry.line).toContain('Not verified');
    expect(entry.copies).toContain('--action restore');
  });

  test('settings › of the open instance only', () => {
    const document = someDocument([someSetting('timeout', { title: 'Close idle clients after' })]);
    queryClient.setQueryData(orpc.settings.describe.queryKey({ input: { id: 'main' } }), document);
    expect(paletteEntries(someContext(acme), []).some(({ kind }) => kind === 'setting')).toBe(false);
    const context = someContext(someStatus('main'));
    const entry = find(paletteEntries(context, []), 'setting:timeout');
    expect([entry.title, entry.copies]).toEqual(['Close idle clients after', null]);
    entry.open();
    expect([settingsSearch.get(), settingsWhich.get(), context.places]).toEqual(['timeout', 'all', ['/settings/main']]);
  });

  test('nothing loaded yet › no entries, and no failure', () => {
    expect(paletteEntries(someContext(null), [])).toEqual([]);
  });
});

describe('palette › commands', () => {
  test('available › its CLI line; one without says so', () => {
    const context = someContext(acme);
    const [withLine] = paletteEntries(context, [command({ terminalLine: () => 'manage.sh --action stop' })]).slice(-1);
    expect(withLine).toMatchObject({ kind: 'command', line: 'manage.sh --action stop', mono: true, blocked: null });
    const [without] = paletteEntries(context, [command()]).slice(-1);
    expect(without).toMatchObject({ mono: false, copies: null, line: 'no CLI equivalent' });
  });

  test('not available › hidden; disabled › shown with the reason', () => {
    const context = someContext(acme);
    const hidden = paletteEntries(context, [command({ available: () => false })]);
    expect(hidden.some(({ id }) => id === 'command:test.do')).toBe(false);
    const reason = 'acme is not running.';
    const blocked = find(paletteEntries(context, [command({ available: () => reason })]), 'command:test.do');
    expect(blocked).toMatchObject({ blocked: reason, line: reason });
  });

  test('places to go › listed as views', () => {
    const entry = find(paletteEntries(someContext(acme), [command({ group: 'Go to' })]), 'command:test.do');
    expect(entry.kind).toBe('view');
  });

  test('chosen › runs with the context', () => {
    const run = vi.fn();
    const context = someContext(acme);
    find(paletteEntries(context, [command({ run })]), 'command:test.do').open();
    expect(run).toHaveBeenCalledOnce();
  });
});
