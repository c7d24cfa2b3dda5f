import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { Check, Diagnosis } from '../../../shared/contract/diagnostics.ts';
import { core } from '../../../test/support/components/fake-core.ts';
import { show } from '../../../test/support/components/show.tsx';
import { matchingChecks } from './check-filter.ts';
import { DiagnosticsView } from './diagnostics-view.tsx';

const check = (id: string, level: Check['level'], change: Partial<Check> = {}): Check => ({
  ...{ id, level, title: `Title of ${id}`, detail: `Evidence of ${id}`, fix: null },
  ...change,
});

const checks = [
  check('instance-main', 'fail', { fix: 'Start it.', remedy: { action: 'install', flags: {} } }),
  check('security.password', 'warn'),
  check('security.tls', 'ok'),
  check('disk', 'ok'),
];

const now = { checks, ok: false, at: '2026-11-29T14:15:00.000Z', tookMs: 1234 };

function useChecks(earlier: readonly Diagnosis[] = []): void {
  core.reply({ diagnostics: { run: () => now, runs: () => [now, ...earlier] } });
  show(<DiagnosticsView />);
}

test('diagnostics › findings › with evidence and fix; what passed is one line', async () => {
  useChecks();
  const findings = await screen.findByRole('region', { name: 'Findings' });
  expect(within(findings).getAllByRole('listitem')).toHaveLength(2);
  expect(within(findings).getByText('Evidence of instance-main')).toBeTruthy();
  expect(within(findings).getByRole('button', { name: 'Install…: Title of instance-main' })).toBeTruthy();
  await userEvent.click(within(findings).getByRole('button', { name: /^2 passed/, expanded: false }));
  expect(within(findings).getAllByRole('listitem')).toHaveLength(4);
});

test('diagnostics › security checklist › shows also what is in order', async () => {
  useChecks();
  const list = await screen.findByRole('region', { name: 'Security checklist' });
  expect(within(list).getAllByRole('listitem')).toHaveLength(2);
  expect(list.textContent).toContain('1 passed · 1 warning');
});

test('diagnostics › a search without matches › says so and clears', async () => {
  useChecks();
  await userEvent.type(await screen.findByLabelText('Find a check or an instance'), 'nothing like it');
  await userEvent.click(await screen.findByRole('button', { name: 'Clear filters' }));
  expect(await screen.findByText('Evidence of instance-main')).toBeTruthy();
});

test('diagnostics › an earlier run › is compared with this one', async () => {
  const before = [check('security.password', 'warn'), check('old', 'fail'), check('disk', 'ok')];
  useChecks([{ checks: before, ok: false, at: '2026-11-28T09:00:00.000Z', tookMs: 900 }]);
  const runs = await screen.findByRole('region', { name: 'Earlier runs' });
  expect(within(runs).getAllByRole('button')).toHaveLength(1);
  await userEvent.click(within(runs).getByRole('button', { name: /1 failed/ }));
  expect(runs.textContent).toContain('New since then');
  expect(runs.textContent).toContain('Title of instance-main');
  expect(runs.textContent).toMatch(/Solved since then.*Title of old/);
});

test('diagnostics › an instance is chosen › only the checks that name it', () => {
  const all = [
    check('instance-main', 'ok'),
    check('instance-acme', 'ok'),
    check('security.password', 'warn', { detail: 'Without a password: acme-2, main.' }),
    check('disk', 'ok'),
  ];
  const of = (instance: string) => matchingChecks(all, { level: null, text: '', instance }).map(({ id }) => id);
  expect(of('main')).toEqual(['instance-main', 'security.password']);
  expect(of('acme')).toEqual(['instance-acme']);
});
