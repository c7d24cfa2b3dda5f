import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Alert, AlertSettings } from '../../../shared/contract/alert.ts';
import { core, failure } from '../../../test/support/components/fake-core.ts';
import { showStatuses } from '../../../test/support/components/live-statuses.ts';
import { show } from '../../../test/support/components/show.tsx';
import { someStatus } from '../../../test/support/some-status.ts';
import { connection } from '../../client/api.ts';
import { AlertPanes } from './alert-panes.tsx';
import { alertsShown } from './alert-store.ts';
import { tomorrowMorning } from './do-alert.ts';
import { isNew } from './use-alerts.ts';
import * as alertsWords from './words.ts';

const connected = connection.get();
const alert = (id: string, change: Partial<Alert> = {}): Alert => ({
  ...{
    id,
    rule: 'memory',
    instance: 'main',
    level: 'warn',
    title: `Alert ${id}`,
    detail: 'Why.',
    since: '2026-11-20T10:00:00.000Z',
  },
  ...{ acknowledgedAt: null, snoozedUntil: null },
  ...change,
});
const rules: AlertSettings = {
  rules: {
    ...{
      memory: { on: true, percent: 90 },
      eviction: { on: true },
      hitRate: { on: false, belowPercent: 50, minutes: 5, lookups: 1000 },
    },
    ...{ persistence: { on: true, hours: 24 }, down: { on: true }, backupOverdue: { on: true, hours: 1, days: 7 } },
    ...{ proofFailed: { on: true }, scheduleFailed: { on: true } },
  },
  instances: {},
  notify: true,
  quietHours: null,
};

beforeEach(() => core.reply({ operations: { list: () => [] }, backups: { list: () => [] } }));
afterEach(() =>
  act(() => {
    alertsShown.set(null);
    connection.set(connected);
  }),
);
const button = (name: string | RegExp) => screen.getByRole<HTMLButtonElement>('button', { name });
const inputs = (procedure: string) =>
  core.calls.filter((call) => call.procedure === procedure).map(({ input }) => input);

async function list(...alerts: readonly Alert[]) {
  core.reply({ alerts: { list: () => [...alerts] } });
  const shown = show(<AlertPanes />);
  act(() => alertsShown.set('list'));
  return { ...shown, dialog: await screen.findByRole('dialog') };
}
const titles = () =>
  screen.getAllByRole('listitem').map((item) => /Alert (?:fresh|seen|quiet)/.exec(item.textContent ?? '')?.[0]);

describe('alerts', () => {
  test('alerts › new ones first, and the head counts only these', async () => {
    const { dialog } = await list(
      alert('seen', { acknowledgedAt: '2026-11-20T10:00:00.000Z' }),
      alert('quiet', { snoozedUntil: '2026-11-21T10:00:00.000Z' }),
      alert('fresh'),
    );
    await waitFor(() => expect(titles()).toEqual(['Alert fresh', 'Alert seen', 'Alert quiet']));
    expect(dialog.textContent).toContain('1 new');
    expect([alert('a'), alert('b', { acknowledgedAt: 'x' }), alert('c', { snoozedUntil: 'x' })].map(isNew)).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('alerts › none › says so', async () => {
    await list();
    expect(await screen.findByText(alertsWords.noAlerts2)).toBeTruthy();
  });

  test('alerts › before the first answer › does not claim that there are none', async () => {
    core.reply({ alerts: { list: () => new Promise<Alert[]>(() => undefined) } });
    show(<AlertPanes />);
    act(() => alertsShown.set('list'));
    await screen.findByRole('dialog');
    expect(screen.queryByText(alertsWords.noAlerts2)).toBeNull();
  });

  test('alerts › cannot be read › the reason and Try again', async () => {
    core.reply({
      alerts: {
        list: () => {
          throw failure('NOT_FOUND', 'The home is gone.', { what: 'home', id: 'x' });
        },
      },
    });
    show(<AlertPanes />);
    act(() => alertsShown.set('list'));
    expect(await screen.findByText('The home is gone.')).toBeTruthy();
  });

  test('acknowledge and snooze › of this alert, for the chosen time', async () => {
    core.reply({ alerts: { acknowledge: () => alert('fresh'), snooze: () => alert('fresh') } });
    const { user } = await list(alert('fresh'));
    await user.click(await screen.findByRole('button', { name: alertsWords.acknowledge }));
    await waitFor(() => expect(inputs('alerts.acknowledge')).toEqual([{ id: 'fresh' }]));
    await user.click(button(alertsWords.snooze));
    const before = Date.now();
    await user.click(await screen.findByRole('menuitem', { name: alertsWords.forEightHours }));
    await waitFor(() => expect(inputs('alerts.snooze')).toHaveLength(1));
    const [{ until }] = inputs('alerts.snooze') as [{ until: string }];
    expect(Date.parse(until) - before).toBeGreaterThanOrEqual(8 * 3_600_000);
    expect(Date.parse(until) - before).toBeLessThan(8 * 3_600_000 + 60_000);
  });

  test('snoozed › can be ended; acknowledged › is not offered again', async () => {
    core.reply({ alerts: { snooze: () => alert('a') } });
    const { user } = await list(
      alert('a', { snoozedUntil: '2026-11-21T10:00:00.000Z', acknowledgedAt: '2026-11-20T10:00:00.000Z' }),
    );
    await user.click(await screen.findByRole('button', { name: alertsWords.endSnooze }));
    await waitFor(() => expect(inputs('alerts.snooze')).toEqual([{ id: 'a', until: null }]));
    expect(screen.queryByRole('button', { name: alertsWords.acknowledge })).toBeNull();
  });

  test('the core refuses › a message with title and reason', async () => {
    core.reply({
      alerts: {
        acknowledge: () => {
          throw failure('NOT_FOUND', 'The alert is over.', { what: 'alert', id: 'a' });
        },
      },
    });
    const { user } = await list(alert('a'));
    await user.click(await screen.findByRole('button', { name: alertsWords.acknowledge }));
    expect(await screen.findByText('The alert is over.')).toBeTruthy();
  });

  test('disconnected › the alerts stay, but nothing can be done with them', async () => {
    await list(alert('a'));
    await screen.findByText('Alert a');
    act(() => connection.set({ state: 'reconnecting', since: 0 }));
    expect(screen.getByText('Alert a')).toBeTruthy();
    expect(button(alertsWords.acknowledge).disabled).toBe(true);
    expect(button(alertsWords.snooze).disabled).toBe(true);
  });

  test('a fix that leads to a view › closes the drawer and goes there', async () => {
    await showStatuses(someStatus('main'));
    const { user } = await list(alert('a', { rule: 'hit-rate' }));
    await user.click(await screen.findByRole('button', { name: `${alertsWords.showCharts}: main` }));
    expect(window.location.hash).toBe('#/charts/main');
    expect(alertsShown.get()).toBeNull();
  });

  test('tomorrowMorning › at the end of a month and of a year › nine of the next day', () => {
    expect(tomorrowMorning(new Date(2026, 11, 31, 23, 59))).toEqual(new Date(2027, 0, 1, 9));
    expect(tomorrowMorning(new Date(2026, 1, 28, 0, 1))).toEqual(new Date(2026, 2, 1, 9));
  });
});

describe('alert rules', () => {
  async function edit(saved: AlertSettings = rules) {
    await showStatuses(someStatus('main'), someStatus('acme', { port: 6381 }));
    core.reply({ alerts: { settings: () => ({ settings: saved, defaults: rules }), saveSettings: (next) => next } });
    const shown = show(<AlertPanes />);
    act(() => alertsShown.set('rules'));
    await screen.findByRole('list', { name: alertsWords.rules });
    return shown;
  }
  const saved = () => inputs('alerts.saveSettings') as AlertSettings[];

  test('rules › unchanged › nothing to save', async () => {
    await edit();
    expect(button(alertsWords.save).disabled).toBe(true);
    expect(button(alertsWords.resetToDefaults).disabled).toBe(true);
  });

  test('rules › one is switched off › saved with the others as they were', async () => {
    const { user } = await edit();
    await user.click(screen.getByRole('switch', { name: /Evictions start/ }));
    await user.click(button(alertsWords.save));
    await waitFor(() => expect(saved()).toHaveLength(1));
    expect(saved()[0]).toEqual({ ...rules, rules: { ...rules.rules, eviction: { on: false } } });
    await waitFor(() => expect(alertsShown.get()).toBeNull());
  });

  test('rules › thresholds › only of rules that are on', async () => {
    const { user } = await edit();
    expect(screen.queryByRole('textbox', { name: /Hit rate falls/ })).toBeNull();
    await user.click(screen.getByRole('switch', { name: /Hit rate falls/ }));
    expect(screen.getAllByRole('textbox', { name: /Hit rate falls/ })).toHaveLength(3);
  });

  test('rules › of one instance › an override of that rule only, which can be dropped again', async () => {
    const { user } = await edit();
    await user.click(screen.getByRole('combobox', { name: alertsWords.appliesTo }));
    await user.click(await screen.findByRole('option', { name: 'acme' }));
    await user.click(screen.getByRole('switch', { name: /Instance down/ }));
    expect(screen.getByText(alertsWords.theRulesOfAllInstancesToUse)).toBeTruthy();
    await user.click(button(alertsWords.save));
    await waitFor(() => expect(saved()[0]?.instances).toEqual({ acme: { down: { on: false } } }));
  });

  test('rules › of an instance that is gone › can still be chosen and dropped', async () => {
    const { user } = await edit({ ...rules, instances: { gone: { down: { on: false } } } });
    await user.click(screen.getByRole('combobox', { name: alertsWords.appliesTo }));
    await user.click(await screen.findByRole('option', { name: 'gone (differs)' }));
    await user.click(button(alertsWords.theRulesOfAllInstancesToUse));
    await user.click(button(alertsWords.save));
    await waitFor(() => expect(saved()[0]?.instances).toEqual({}));
  });

  test('quiet hours › on › a night by default; a cleared time is not taken', async () => {
    const { user } = await edit();
    await user.click(screen.getByRole('switch', { name: new RegExp(alertsWords.quietHours) }));
    const section = screen.getByRole('region', { name: alertsWords.notifications });
    fireEvent.change(within(section).getByLabelText(/From/), { target: { value: '' } });
    fireEvent.change(within(section).getByLabelText(/^To/), { target: { value: '06:30' } });
    await user.click(button(alertsWords.save));
    await waitFor(() => expect(saved()[0]?.quietHours).toEqual({ from: '22:00', to: '06:30' }));
  });

  test('rules › the core refuses › the sentence in the drawer, and the changes stay', async () => {
    const { user } = await edit();
    core.reply({
      alerts: {
        saveSettings: () => {
          throw failure('NOT_FOUND', 'The file cannot be written.', { what: 'file', id: 'x' });
        },
      },
    });
    await user.click(screen.getByRole('switch', { name: /Evictions start/ }));
    await user.click(button(alertsWords.save));
    expect(await screen.findByText('The file cannot be written.')).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>('switch', { name: /Evictions start/ }).checked).toBe(false);
  });
});
