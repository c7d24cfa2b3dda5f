import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Setting, SettingsDocument, SettingsPlan } from '../../../../shared/contract/settings.ts';
import { core, ended, failure } from '../../../../test/support/components/fake-core.ts';
import { show } from '../../../../test/support/components/show.tsx';
import { PROGRAMS } from '../../../../test/support/runtime-kinds.ts';
import { connection } from '../../../client/api.ts';
import { discardDraft, draftOf, leaveOut, requestOf, useDraft, want } from '../model/draft.ts';
import * as planWords from '../words/plan.ts';
import { endRun, useRun } from './apply-plan.ts';
import { PlanPane } from './plan-pane.tsx';
import { usePlan } from './use-plan.ts';

const connected = connection.get();
const setting = (name: string, change: Partial<Setting> = {}): Setting => ({
  ...{
    name,
    group: 'Limits',
    title: name,
    description: '',
    kind: 'integer',
    unit: null,
    options: null,
    least: null,
    most: null,
  },
  ...{ how: 'live', default: '0', file: '0', live: '0', isSet: false, pending: false, editable: true, reason: null },
  ...change,
});
const document: SettingsDocument = {
  ...{
    id: 'main',
    runtime: PROGRAMS,
    running: true,
    version: '7.0.15',
    persistence: 'rdb',
    path: '~/redis.conf',
    hash: 'h1',
  },
  ...{ text: 'timeout 0\n', drift: [], machineMemoryBytes: 8 * 1024 ** 3 },
  settings: [
    setting('timeout'),
    setting('databases', { how: 'restart' }),
    setting('requirepass', { kind: 'secret', file: null, live: null }),
  ],
};
const plan = (change: Partial<SettingsPlan> = {}): SettingsPlan => ({
  ...{
    id: 'main',
    hash: 'h1',
    risks: [],
    restart: false,
    recreate: false,
    safetyBackup: false,
    evicts: null,
    steps: [],
  },
  ...{
    before: 'timeout 0\n',
    after: 'timeout 60\n',
    diff: '--- a\n+++ b\n@@ -1 +1 @@\n-timeout 0\n+timeout 60\n',
    triedBy: null,
    access: null,
  },
  changes: [{ directive: 'timeout', title: 'Idle time-out', from: '0', to: '60', how: 'live', note: 'Applies now.' }],
  ...change,
});
const applied = {
  id: 'main',
  entry: 'e1',
  applied: [{ directive: 'timeout', from: '0', to: '60', how: 'live' }],
  restarted: false,
  safetyBackup: null,
};

function Pane() {
  const draft = useDraft('main');
  const run = useRun('main');
  const request = requestOf(draft, document.text);
  const planned = usePlan(document, request);
  return <PlanPane document={document} draft={draft} request={request} planned={planned} run={run} />;
}

beforeEach(() => core.reply({ operations: { list: () => [] }, settings: { plan: () => plan() } }));
afterEach(() =>
  act(() => {
    discardDraft('main');
    endRun('main');
    connection.set(connected);
  }),
);
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });
const isBlocked = () =>
  (screen.queryByRole('button', { name: planWords.applyPlan }) ?? button(planWords.tryAgain)).getAttribute(
    'aria-disabled',
  ) === 'true';
const inputs = (procedure: string) =>
  core.calls.filter((call) => call.procedure === procedure).map(({ input }) => input);

async function wanted(values: Record<string, string | null> = { timeout: '60' }) {
  const shown = show(<Pane />);
  act(() => want('main', values));
  await waitFor(() => expect(inputs('settings.plan').length).toBeGreaterThan(0));
  return shown;
}

describe('plan', () => {
  test('nothing changed › says what this pane is for, and offers nothing to apply', () => {
    show(<Pane />);
    expect(screen.getByText(planWords.noChangesYet)).toBeTruthy();
    expect(screen.queryByRole('button', { name: planWords.applyPlan })).toBeNull();
    expect(inputs('settings.plan')).toEqual([]);
  });

  test('a change › its line with the old and the new value; applied with the hash that was planned', async () => {
    core.reply({ settings: { apply: () => ended({ kind: 'config', result: applied } as never) } });
    const { user } = await wanted();
    await waitFor(() => expect(isBlocked()).toBe(false));
    const line = within(screen.getByRole('list', { name: planWords.changes })).getByRole('listitem');
    expect(line.querySelector('del')?.textContent).toBe('0');
    expect(line.querySelector('ins')?.textContent).toBe('60');
    await user.click(button(planWords.applyPlan));
    await waitFor(() =>
      expect(inputs('settings.apply')).toEqual([
        { id: 'main', request: { kind: 'changes', changes: { timeout: '60' } }, hash: 'h1', confirmed: false },
      ]),
    );
    expect(await screen.findByRole('region', { name: planWords.report })).toBeTruthy();
    expect(draftOf('main')).toMatchObject({ values: {} });
  });

  test('while the plan is on its way › it cannot be applied', async () => {
    core.reply({ settings: { plan: () => new Promise<SettingsPlan>(() => undefined) } });
    const { user } = await wanted();
    expect(isBlocked()).toBe(true);
    await user.click(button(planWords.applyPlan));
    expect(inputs('settings.apply')).toEqual([]);
  });

  test('the form changed again › the plan on screen is old, so that it cannot be applied', async () => {
    const { user } = await wanted();
    await waitFor(() => expect(isBlocked()).toBe(false));
    act(() => want('main', { timeout: '61' }));
    expect(isBlocked()).toBe(true);
    await user.click(button(planWords.applyPlan));
    expect(inputs('settings.apply')).toEqual([]);
  });

  test('one value of two is invalid › the other is planned, the invalid one named, and nothing applied', async () => {
    core.reply({
      settings: {
        plan: ({ request }) => {
          if (request.kind === 'changes' && 'databases' in (request.changes ?? {}))
            throw failure('BAD_VALUE', 'databases must be a number.', {
              field: 'databases',
              expected: 'a number',
            } as never);
          return plan();
        },
      },
    });
    await wanted({ timeout: '60', databases: 'x' });
    expect(await screen.findByText(planWords.invalidSoNotInThePlan('databases'))).toBeTruthy();
    await waitFor(() =>
      expect(within(screen.getByRole('list', { name: planWords.changes })).getByText('timeout')).toBeTruthy(),
    );
    expect(isBlocked()).toBe(true);
  });

  test('a change is excluded › it stays listed, and the plan asks for the others', async () => {
    const { user } = await wanted();
    await user.click(await screen.findByRole('button', { name: planWords.excludeDirective('timeout') }));
    expect(screen.getByText(planWords.excluded)).toBeTruthy();
    expect(isBlocked()).toBe(true);
    await user.click(button(planWords.includeName('timeout')));
    await waitFor(() => expect(isBlocked()).toBe(false));
    act(() => leaveOut('main', 'timeout', true));
    await user.click(button(planWords.discardAll));
    expect(screen.getByText(planWords.noChangesYet)).toBeTruthy();
  });

  test('values that are already set › says that nothing would change', async () => {
    core.reply({ settings: { plan: () => plan({ changes: [], diff: '' }) } });
    await wanted();
    expect(await screen.findByText(planWords.theseValuesAreAlreadySetNothing)).toBeTruthy();
    expect(isBlocked()).toBe(true);
  });

  test('the plan cannot be made › the reason and Try again', async () => {
    core.reply({
      settings: {
        plan: () => {
          throw failure('NOT_FOUND', 'There is no instance "main".', { what: 'instance', id: 'main' });
        },
      },
    });
    await wanted();
    expect(await screen.findByText('There is no instance "main".')).toBeTruthy();
    expect(screen.getByText(planWords.couldNotCreateThePlan)).toBeTruthy();
  });
});

describe('preconditions', () => {
  test('a risk to confirm › first; another risk asks again', async () => {
    core.reply({
      settings: {
        plan: ({ request }) =>
          plan({
            risks: [
              {
                directive: 'timeout',
                level: 'danger',
                confirm: true,
                message: `Risk of ${request.kind === 'changes' ? request.changes?.timeout : ''}.`,
              },
            ],
          }),
        apply: () => ended({ kind: 'config', result: applied } as never),
      },
    });
    const { user } = await wanted();
    const box = await screen.findByRole<HTMLInputElement>('checkbox', { name: 'Risk of 60.' });
    expect(isBlocked()).toBe(true);
    await user.click(box);
    expect(isBlocked()).toBe(false);
    act(() => want('main', { timeout: '61' }));
    expect((await screen.findByRole<HTMLInputElement>('checkbox', { name: 'Risk of 61.' })).checked).toBe(false);
    await user.click(screen.getByRole('checkbox', { name: 'Risk of 61.' }));
    await user.click(button(planWords.applyPlan));
    await waitFor(() => expect(inputs('settings.apply')[0]).toMatchObject({ confirmed: true }));
  });

  test('a plan that evicts keys › asks once more, with the numbers and Cancel in focus', async () => {
    core.reply({
      settings: {
        plan: () => plan({ evicts: { keys: 1200, of: 5000 } }),
        apply: () => ended({ kind: 'config', result: applied } as never),
      },
    });
    const { user } = await wanted();
    await waitFor(() => expect(isBlocked()).toBe(false));
    await user.click(button(planWords.applyPlan));
    const dialog = await screen.findByRole('dialog');
    expect(dialog.textContent).toContain(planWords.willEvict('1,200', '5,000'));
    await waitFor(() => expect(globalThis.document.activeElement?.textContent).toBe('Cancel'));
    expect(inputs('settings.apply')).toEqual([]);
    await user.click(button(planWords.applyWithUndo));
    await waitFor(() => expect(inputs('settings.apply')).toHaveLength(1));
  });

  test.each([
    ['disconnected', () => connection.set({ state: 'reconnecting', since: 0 })],
    [
      'blocked by a risk',
      () =>
        core.reply({
          settings: {
            plan: () => plan({ risks: [{ directive: 'timeout', level: 'blocked', message: 'It cannot start.' }] }),
          },
        }),
    ],
  ])('%s › nothing can be applied', async (_, make) => {
    act(make);
    show(<Pane />);
    act(() => want('main', { timeout: '60' }));
    await screen.findByRole('button', { name: planWords.applyPlan });
    expect(isBlocked()).toBe(true);
    fireEvent.click(button(planWords.applyPlan));
    expect(inputs('settings.apply')).toEqual([]);
  });

  test('an operation on the instance is running › busy, with its name', async () => {
    core.reply({
      operations: {
        list: () => [ended({ kind: 'backup', state: 'running', title: 'Back up main' } as never) as never],
      },
    });
    const { user } = await wanted();
    await user.hover(button(planWords.applyPlan));
    expect(await screen.findByText(planWords.busyTitleIsRunning('Back up main'))).toBeTruthy();
    expect(isBlocked()).toBe(true);
  });
});

describe('applying', () => {
  test('a failure › the sentence with the log, the draft stays, and Try again', async () => {
    const error = {
      code: 'START_FAILED',
      message: 'main exited; the old settings are back.',
      data: { log: ['# bad'] },
    };
    core.reply({ settings: { apply: () => ended({ kind: 'config', state: 'failed', error } as never) } });
    const { user } = await wanted();
    await waitFor(() => expect(isBlocked()).toBe(false));
    await user.click(button(planWords.applyPlan));
    const alert = await screen.findByText(/the old settings are back/);
    expect(alert.textContent).toContain('# bad');
    expect(button(planWords.tryAgain)).toBeTruthy();
    expect(draftOf('main')).toMatchObject({ values: { timeout: '60' } });
    expect(screen.queryByRole('button', { name: planWords.planAgain })).toBeNull();
  });

  test('the file changed meanwhile › offers to plan again, without the old failure', async () => {
    const error = { code: 'CONFLICT', message: 'redis.conf was changed meanwhile.', data: {} };
    core.reply({ settings: { apply: () => ended({ kind: 'config', state: 'failed', error } as never) } });
    const { user } = await wanted();
    await waitFor(() => expect(isBlocked()).toBe(false));
    await user.click(button(planWords.applyPlan));
    await user.click(await screen.findByRole('button', { name: planWords.planAgain }));
    expect(screen.queryByText('redis.conf was changed meanwhile.')).toBeNull();
    expect(button(planWords.applyPlan)).toBeTruthy();
  });

  test('a password › is neither in the CLI line nor on the page', async () => {
    core.reply({
      settings: {
        plan: () =>
          plan({
            changes: [
              { directive: 'requirepass', title: 'Password', from: null, to: '********', how: 'live', note: '' },
            ],
          }),
      },
    });
    const { container } = await wanted({ requirepass: 'pa55word' });
    await waitFor(() => expect(isBlocked()).toBe(false));
    expect(container.textContent).not.toContain('pa55word');
    expect(container.textContent).toContain('--set requirepass=-');
  });
});
