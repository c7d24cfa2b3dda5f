import { screen, waitFor } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { IsolationTest } from '../../../../shared/contract/tenant.ts';
import { core, ended, failure, type Replies } from '../../../../test/support/components/fake-core.ts';
import { showStatuses } from '../../../../test/support/components/live-statuses.ts';
import { show } from '../../../../test/support/components/show.tsx';
import { someTenant } from '../../../../test/support/components/some-tenant.ts';
import { CONTAINERS, PROGRAMS } from '../../../../test/support/runtime-kinds.ts';
import { someStatus } from '../../../../test/support/some-status.ts';
import type { TenantRow } from '../model/tenant-row.ts';
import { IsolationBadge } from './isolation-badge.tsx';
import { IsolationDrawer } from './isolation-drawer.tsx';

const probe = (from: string, to: string, outcome: 'blocked' | 'reached') => ({
  ...{ from, to, by: 'address' as const, target: '172.20.0.2:6379', outcome, detail: 'no answer within 2 s' },
});

const tested = (change: Partial<IsolationTest> = {}): IsolationTest => ({
  ...{ at: '2026-11-20T10:00:00.000Z', ok: true, left: [] },
  probes: [probe('acme', 'bluebird', 'blocked'), probe('bluebird', 'acme', 'blocked')],
  ...change,
});

async function open(tenants: NonNullable<Replies['tenants']>) {
  await showStatuses(someStatus('acme'));
  core.reply({ tenants });
  const shown = show(<IsolationDrawer />);
  const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Test now' });
  await waitFor(() => expect(button.disabled).toBe(false));
  return { ...shown, button };
}

describe('isolation', () => {
  test('never tested › says so, with the terminal line that tests', async () => {
    await open({ isolation: () => null });
    expect(await screen.findByText('Not tested yet.')).toBeTruthy();
    expect(document.body.textContent).toContain('--action test-isolation');
  });

  test('tested before › when, and the result', async () => {
    await open({ isolation: () => tested() });
    await waitFor(() => expect(document.body.textContent).toContain('2 of 2 attempts from 2 tenants blocked'));
    expect(document.body.textContent).toContain('Tested ');
  });

  test('test now › runs the test, and shows its result', async () => {
    let last: IsolationTest | null = null;
    const { user, button } = await open({
      isolation: () => last,
      testIsolation: () => {
        last = tested({ ok: false, probes: [probe('acme', 'bluebird', 'reached')] });
        return ended({ kind: 'isolation-proof', instance: 'main', result: last });
      },
    });
    await screen.findByText('Not tested yet.');
    await user.click(button);
    await waitFor(() => expect(document.body.textContent).toContain('1 reached another tenant'));
    expect(document.body.textContent).toContain('Restart the Docker engine');
  });

  test('the test fails to run › the reason, and no result is claimed', async () => {
    const { user, button } = await open({
      isolation: () => null,
      testIsolation: () => {
        throw failure('ENGINE_UNREACHABLE', 'Docker does not answer.', {} as never);
      },
    });
    await user.click(button);
    expect(await screen.findByText(/Docker does not answer\./)).toBeTruthy();
    expect(screen.getByText('Not tested yet.')).toBeTruthy();
  });
});

describe('isolation › badge of a tenant', () => {
  const row = (change: Partial<TenantRow> = {}, runtime: TenantRow['status']['runtime'] = CONTAINERS): TenantRow =>
    ({
      ...{ id: 'acme', status: someStatus('acme', { runtime }), record: someTenant('acme') },
      ...{ reaches: [], isolationTestedAt: null },
      ...change,
    }) as unknown as TenantRow;

  test.each([
    ['another tenant reached it', row({ reaches: ['bluebird'] }), 'Reachable', 'bad'],
    ['it has no network of its own', row({}, PROGRAMS), 'Not isolated', 'fact'],
    ['it was not tested', row(), 'Not tested', 'fact'],
    ['every attempt was blocked', row({ isolationTestedAt: '2026-11-20T10:00:00.000Z' }), 'Isolated', 'fact'],
  ])('%s › %#', (_, given, text, tone) => {
    show(<IsolationBadge row={given} />);
    const badge = screen.getByText(text);
    expect(badge.dataset['tone']).toBe(tone);
    expect(badge.title).not.toBe('');
  });

  test('a tenant of the older scripts, or without a runtime › no badge claims anything', () => {
    const defect = { kind: 'legacy', message: '', repair: '' } as const;
    const { container } = show(<IsolationBadge row={row({ record: someTenant('acme', { defect }) })} />);
    expect(container.querySelector('[data-tone]')).toBeNull();
    const { container: other } = show(<IsolationBadge row={row({}, null)} />);
    expect(other.querySelector('[data-tone]')).toBeNull();
  });
});
