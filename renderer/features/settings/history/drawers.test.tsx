import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { HistoryEntry, UpgradePlan } from '../../../../shared/contract/settings.ts';
import { core, ended, failure } from '../../../../test/support/components/fake-core.ts';
import { showStatuses } from '../../../../test/support/components/live-statuses.ts';
import { fill, show } from '../../../../test/support/components/show.tsx';
import { someDocument, someSetting } from '../../../../test/support/components/some-document.ts';
import { CONTAINERS, PROGRAMS } from '../../../../test/support/runtime-kinds.ts';
import { someStatus } from '../../../../test/support/some-status.ts';
import { discardDraft, draftOf, EMPTY } from '../model/draft.ts';
import * as historyWords from '../words/history.ts';
import { closeDrawer, openDrawer, useDrawer } from './drawers.ts';
import { HistoryDrawer } from './history-drawer.tsx';
import { UpgradeDrawer } from './upgrade-drawer.tsx';

const button = (name: string | RegExp) => screen.getByRole<HTMLButtonElement>('button', { name });
const inputs = (procedure: string) =>
  core.calls.filter((call) => call.procedure === procedure).map(({ input }) => input);

afterEach(() =>
  act(() => {
    discardDraft('main');
    closeDrawer();
  }),
);

describe('history drawer', () => {
  const entry = (id: string, change: Partial<HistoryEntry> = {}): HistoryEntry => ({
    ...{ id, at: '2026-11-20T10:00:00.000Z', face: 'terminal', instance: 'main', what: 'changes' },
    ...{ restarted: false, safetyBackup: null, revertible: true },
    changes: [{ directive: 'timeout', from: '0', to: '60', how: 'live' }],
    ...change,
  });
  const settings = someDocument([
    someSetting('maxmemory', { kind: 'memory' }),
    someSetting('requirepass', { kind: 'secret' }),
  ]);
  let closed = 0;
  function open(entries: () => HistoryEntry[]) {
    closed = 0;
    core.reply({ settings: { history: entries } });
    return show(<HistoryDrawer document={settings} onClose={() => (closed += 1)} />);
  }

  test('history › an entry is reverted › becomes a request, and the drawer closes', async () => {
    const { user } = open(() => [entry('e1')]);
    await user.click(await screen.findByRole('button', { name: /^Revert the change of/ }));
    expect(draftOf('main')).toMatchObject({ kind: 'ready', request: { kind: 'revert', entry: 'e1' }, leftOut: [] });
    expect(closed).toBe(1);
  });

  test.each([
    ['a password changed', { revertible: false }, historyWords.aPasswordChangedAndOldPasswords],
    ['an upgrade', { revertible: false, what: 'upgrade' }, historyWords.anUpgradeCannotBeRevertedHere],
  ] as const)('history › %s › cannot be reverted by mouse or keyboard, and says why', async (_, change, why) => {
    const { user } = open(() => [entry('e1', change)]);
    const revert = await screen.findByRole('button', { name: /^Revert the change of/ });
    expect(revert.getAttribute('aria-disabled')).toBe('true');
    await user.click(revert);
    revert.focus();
    await user.keyboard('{Enter}');
    expect(draftOf('main')).toBe(EMPTY);
    expect(closed).toBe(0);
    await user.hover(revert);
    expect(await screen.findByText(why)).toBeTruthy();
  });

  test('history › what, from where and with which effect › each has words', async () => {
    const kinds = ['changes', 'text', 'copy', 'revert', 'keep-live', 'keep-file', 'upgrade'] as const;
    open(() =>
      kinds.map((what, at) =>
        entry(`e${at}`, { what, restarted: at === 0, safetyBackup: at === 1 ? 'before-1' : null }),
      ),
    );
    const items = await screen.findAllByRole('listitem');
    const text = screen.getByRole('list', { name: historyWords.appliedChanges }).textContent ?? '';
    expect(items.length).toBeGreaterThanOrEqual(kinds.length);
    expect(text).not.toContain('undefined');
    expect(text).toContain(historyWords.withOneRestart);
    expect(text).toContain('before-1');
  });

  test('history › values › as people write them; a secret that was not set is none', async () => {
    open(() => [
      entry('e1', {
        changes: [
          { directive: 'maxmemory', from: '104857600', to: null, how: 'live' },
          { directive: 'requirepass', from: null, to: '********', how: 'live' },
        ],
      }),
      entry('e2', { changes: [] }),
    ]);
    const list = screen.getByRole('list', { name: historyWords.appliedChanges });
    await screen.findAllByRole('listitem');
    expect(list.textContent).toMatch(/100\s?mb → /i);
    expect(list.textContent).toContain('none → ********');
    expect(list.textContent).toContain(historyWords.onlyCommentsOrLineOrder);
  });

  test('history › none, and unreadable › one says so, the other offers Try again', async () => {
    const { unmount } = open(() => []);
    expect(await screen.findByText(historyWords.noChangesYetHint)).toBeTruthy();
    unmount();
    open(() => {
      throw failure('NOT_FOUND', 'The home is gone.', { what: 'home', id: 'x' });
    });
    expect((await screen.findByRole('alert')).textContent).toContain('The home is gone.');
    expect(screen.queryByText(historyWords.noChangesYetHint)).toBeNull();
  });
});

describe('drawers of a settings page', () => {
  function Page({ id }: { readonly id: string }) {
    return <p>{useDrawer(id) ?? 'closed'}</p>;
  }

  test('drawers › opened for another instance › stay closed here', () => {
    show(<Page id="main" />);
    act(() => openDrawer('acme', 'history'));
    expect(screen.getByText('closed')).toBeTruthy();
    act(() => openDrawer('main', 'copy'));
    expect(screen.getByText('copy')).toBeTruthy();
  });

  test('drawers › the page is left › do not open by themselves on return', async () => {
    const { unmount } = show(<Page id="main" />);
    act(() => openDrawer('main', 'history'));
    unmount();
    await Promise.resolve();
    show(<Page id="main" />);
    expect(screen.getByText('closed')).toBeTruthy();
  });
});

describe('upgrade drawer', () => {
  const plan = (change: Partial<UpgradePlan> = {}): UpgradePlan => ({
    ...{ id: 'main', runtime: PROGRAMS, running: true, keys: 1234, blocked: null, steps: ['Take a backup.'] },
    ...{ from: { version: '7.0.15', image: null }, to: { version: '7.2.1', image: null } },
    ...change,
  });
  async function open(first: UpgradePlan) {
    core.reply({ operations: { list: () => [] }, settings: { planUpgrade: () => first } });
    await showStatuses(someStatus('main'));
    return show(<UpgradeDrawer id="main" onClose={() => undefined} />);
  }
  const upgraded = (version: string) => ended({ kind: 'upgrade', result: someStatus('main', { version }) }) as never;

  test('upgrade › a newer version › both versions and the keys, and after it what runs now', async () => {
    const { user } = await open(plan());
    expect(await screen.findByText('7.2.1')).toBeTruthy();
    expect(screen.getByText(/1[,.\s]?234, counted again afterwards/)).toBeTruthy();
    // As the core does: after the upgrade, the new version is the current one.
    core.reply({
      settings: {
        upgrade: () => upgraded('7.2.1'),
        planUpgrade: () => plan({ from: { version: '7.2.1', image: null } }),
      },
    });
    await user.click(button(historyWords.upgrade));
    const status = await screen.findByRole('status');
    await waitFor(() => expect(inputs('settings.planUpgrade').length).toBeGreaterThan(1));
    // Long enough for the answer of the plan that is asked for again.
    await act(async () => void (await new Promise((resolve) => setTimeout(resolve, 50))));
    expect(status.textContent).toContain('main runs Redis 7.2.1 (was 7.0.15).');
    expect(status.textContent).not.toContain('still runs');
  });

  test('upgrade › no newer version › is a check, and says that the same version still runs', async () => {
    const same = plan({ to: { version: '7.0.15', image: null } });
    const { user } = await open(same);
    core.reply({ settings: { upgrade: () => upgraded('7.0.15') } });
    await user.click(await screen.findByRole('button', { name: historyWords.checkForANewerProgram }));
    expect((await screen.findByRole('status')).textContent).toContain('main still runs Redis 7.0.15.');
  });

  test('upgrade › is blocked › the reason, no steps, and no button that works', async () => {
    await open(plan({ blocked: 'RDB version 80 cannot be loaded.' }));
    expect(await screen.findByText('RDB version 80 cannot be loaded.')).toBeTruthy();
    expect(screen.queryByText('Take a backup.')).toBeNull();
    const last = screen.getAllByRole<HTMLButtonElement>('button').at(-1);
    expect(last?.disabled).toBe(true);
  });

  test('upgrade › fails › the reason and that the previous version is in use, then another try', async () => {
    const { user } = await open(plan());
    core.reply({
      settings: {
        upgrade: () => {
          throw failure('START_FAILED', 'Redis 7.2.1 does not start.', { id: 'main', log: [] });
        },
      },
    });
    await screen.findByText('7.2.1');
    await user.click(button(historyWords.upgrade));
    expect(
      await screen.findByText(/Redis 7\.2\.1 does not start\. The previous version is still in use\./),
    ).toBeTruthy();
    expect(button(historyWords.tryAgain).disabled).toBe(false);
  });

  test('upgrade › another image is typed › nothing can be started before its plan is here', async () => {
    const image = { version: '7.0.15', image: 'redis:7-alpine' };
    const { user } = await open(plan({ runtime: CONTAINERS, from: image, to: { ...image, version: null } }));
    await fill(user, await screen.findByRole('textbox', { name: /Image/ }), 'redis:8');
    expect(screen.getAllByRole<HTMLButtonElement>('button').at(-1)?.disabled).toBe(true);
    core.reply({
      settings: {
        planUpgrade: () => plan({ runtime: CONTAINERS, from: image, to: { version: null, image: 'redis:8' } }),
      },
    });
    await waitFor(() => expect(inputs('settings.planUpgrade')).toContainEqual({ id: 'main', image: 'redis:8' }));
    await waitFor(() => expect(document.body.textContent).toContain('--image redis:8'));
  });

  test('upgrade › an unknown version and no keys › are called unknown, not zero', async () => {
    await open(plan({ running: false, keys: null, from: { version: null, image: null } }));
    expect(await screen.findByText(historyWords.unknownNotRunning)).toBeTruthy();
    expect(screen.getByText(historyWords.notCountedNotRunning)).toBeTruthy();
  });
});
