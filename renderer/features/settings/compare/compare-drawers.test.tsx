import { act, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { Difference } from '../../../../shared/contract/settings.ts';
import { core, ended, failure } from '../../../../test/support/components/fake-core.ts';
import { showStatuses } from '../../../../test/support/components/live-statuses.ts';
import { fill, show } from '../../../../test/support/components/show.tsx';
import { someDocument, somePlan, someSetting } from '../../../../test/support/components/some-document.ts';
import { someStatus } from '../../../../test/support/some-status.ts';
import { discardDraft, draftOf, EMPTY } from '../model/draft.ts';
import * as compareWords from '../words/compare.ts';
import { CompareDrawer } from './compare-drawer.tsx';
import { CopyDrawer } from './copy-drawer.tsx';
import { isCopyable, offered } from './copyable.ts';

const settings = [
  someSetting('timeout', { title: 'Idle time-out', file: '60' }),
  someSetting('maxmemory', { title: 'Memory limit', kind: 'memory', file: '100mb' }),
  someSetting('databases', { title: 'Databases', default: '16', file: '16' }),
  someSetting('requirepass', { title: 'Password', kind: 'secret', isSet: true, default: '' }),
  someSetting('port', { title: 'Port', default: '6379', file: '6380' }),
];
const difference = (directive: string, change: Partial<Difference> = {}): Difference => ({
  ...{ directive, title: directive, left: '0', right: '60', same: false, copyable: true },
  ...change,
});
/** What a change reports that evicted and replaced nothing. */
const nothingLost = { evictedKeys: 0, evictedBefore: null, keptSnapshot: null };
const button = (name: string | RegExp) => screen.getByRole<HTMLButtonElement>('button', { name });
const box = (name: string) => screen.getByRole<HTMLInputElement>('checkbox', { name });
const inputs = (procedure: string) =>
  core.calls.filter((call) => call.procedure === procedure).map(({ input }) => input);

afterEach(() => act(() => discardDraft('main')));

describe('compare drawer', () => {
  let closed = 0;
  async function open(differences: readonly Difference[], others: readonly string[] = ['acme', 'shop']) {
    closed = 0;
    core.reply({ settings: { compare: () => [...differences] } });
    await showStatuses(someStatus('main'), ...others.map((id, at) => someStatus(id, { port: 6381 + at })));
    return show(<CompareDrawer id="main" settings={settings} onClose={() => (closed += 1)} />);
  }

  test('compare › two settings chosen › become a request to copy, and the drawer closes', async () => {
    const { user } = await open([difference('timeout'), difference('maxmemory'), difference('databases')]);
    await user.click(await screen.findByRole('checkbox', { name: 'Copy timeout from acme' }));
    await user.click(box('Copy databases from acme'));
    await user.click(button('Copy 2 to main…'));
    expect(closed).toBe(1);
    expect(draftOf('main')).toEqual({
      ...{ kind: 'ready', about: 'Copying 2 settings from acme', leftOut: [] },
      request: { kind: 'copy', from: 'acme', directives: ['timeout', 'databases'] },
    });
  });

  test('compare › nothing chosen › there is nothing to copy', async () => {
    await open([difference('timeout')]);
    await screen.findByRole('checkbox', { name: 'Copy timeout from acme' });
    expect(button(compareWords.copyToId('main')).disabled).toBe(true);
    expect(draftOf('main')).toBe(EMPTY);
  });

  test('compare › a value that is equal or cannot be copied › has no checkbox', async () => {
    const { user } = await open([
      difference('port', { copyable: false }),
      difference('databases', { same: true, left: '16', right: '16' }),
    ]);
    expect(await screen.findByRole('row', { name: /port/ })).toBeTruthy();
    expect(screen.queryByRole('row', { name: /databases/ })).toBeNull();
    await user.click(screen.getByRole('switch', { name: compareWords.showIdentical }));
    expect(screen.getByRole('row', { name: /databases/ })).toBeTruthy();
    expect(screen.queryAllByRole('checkbox')).toEqual([]);
  });

  test('compare › another instance is chosen › the choice of settings starts again', async () => {
    const { user } = await open([difference('timeout')]);
    await user.click(await screen.findByRole('checkbox', { name: 'Copy timeout from acme' }));
    await user.selectOptions(screen.getByRole('combobox', { name: compareWords.compareWith }), 'shop');
    const other = await screen.findByRole<HTMLInputElement>('checkbox', { name: 'Copy timeout from shop' });
    expect(other.checked).toBe(false);
    expect(inputs('settings.compare')).toEqual([
      { left: 'main', right: 'acme' },
      { left: 'main', right: 'shop' },
    ]);
  });

  test('compare › no differences › says so; no other instance › asks nothing of the core', async () => {
    const { unmount } = await open([]);
    expect(await screen.findByText(compareWords.bothInstancesHaveTheSameSettings)).toBeTruthy();
    unmount();
    core.calls.length = 0;
    await open([], []);
    expect(screen.getByText(compareWords.thereIsNoOtherInstanceYet)).toBeTruthy();
    expect(inputs('settings.compare')).toEqual([]);
  });

  test('compare › cannot be read › the reason, and Try again reads again', async () => {
    const { user } = await open([]);
    let isGone = true;
    core.reply({
      settings: {
        compare: () => {
          if (isGone) throw failure('NOT_FOUND', 'There is no instance "shop".', { what: 'instance', id: 'shop' });
          return [difference('timeout')];
        },
      },
    });
    await user.selectOptions(screen.getByRole('combobox', { name: compareWords.compareWith }), 'shop');
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('There is no instance "shop".');
    isGone = false;
    await user.click(within(alert).getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('checkbox', { name: 'Copy timeout from shop' })).toBeTruthy();
  });

  test('compare › values › are shown as people write them, and one that is missing as not set', async () => {
    await open([difference('maxmemory', { left: '104857600', right: null })]);
    const row = await screen.findByRole('row', { name: /maxmemory/ });
    expect(row.textContent).toMatch(/100\s?mb/i);
    expect(row.textContent).not.toContain('104857600');
  });

  test('compare › Escape › closes', async () => {
    const { user } = await open([difference('timeout')]);
    await screen.findByRole('checkbox', { name: 'Copy timeout from acme' });
    await user.keyboard('{Escape}');
    await waitFor(() => expect(closed).toBe(1));
  });
});

describe('settings to copy', () => {
  test('settings to copy › addresses, text-only and fixed ones › are never offered', () => {
    const never = [
      someSetting('port', { file: '1' }),
      someSetting('bind', { file: '1' }),
      someSetting('user', { kind: 'lines', isSet: true }),
      someSetting('dir', { editable: false, file: '/x' }),
    ];
    expect(never.map(isCopyable)).toEqual([false, false, false, false]);
    expect(offered(never, true, '')).toEqual([]);
  });

  test.each([
    ['', ['timeout', 'maxmemory', 'requirepass']],
    ['  LIMIT memory ', ['maxmemory']],
    ['time', ['timeout']],
    ['(a+)+$', []],
    ['   ', ['timeout', 'maxmemory', 'requirepass']],
  ])('settings to copy › search %j › matches names and titles by every word', (search, names) => {
    expect(offered(settings, false, search).map(({ name }) => name)).toEqual(names);
  });
});

describe('copy drawer', () => {
  let closed = 0;
  async function open(others: readonly string[] = ['acme', 'shop']) {
    closed = 0;
    await showStatuses(someStatus('main'), ...others.map((id, at) => someStatus(id, { port: 6381 + at })));
    return show(<CopyDrawer document={someDocument(settings)} onClose={() => (closed += 1)} />);
  }
  async function review(directives: readonly string[], targets: readonly string[]) {
    const { user } = await open();
    for (const name of [...targets, ...directives]) await user.click(box(name));
    await user.click(button(/^Review \d/));
    await screen.findByRole('list', { name: compareWords.plans });
    return user;
  }

  test('copy › settings and instances › a review names how many of each, and asks for a plan each', async () => {
    core.reply({ settings: { plan: ({ id }) => somePlan(id) } });
    const user = await review(['timeout'], ['acme', 'shop']);
    expect(await screen.findByRole('button', { name: 'Apply 2 plans' })).toBeTruthy();
    expect(inputs('settings.plan')).toEqual(
      ['acme', 'shop'].map((id) => ({ id, request: { kind: 'copy', from: 'main', directives: ['timeout'] } })),
    );
    await user.click(button(compareWords.back));
    expect(box('timeout').checked).toBe(true);
    expect(box('acme').checked).toBe(true);
  });

  test('copy › select all › takes the offered settings but not the password, then none', async () => {
    const { user } = await open();
    await user.click(button(compareWords.selectAll));
    expect(['timeout', 'maxmemory', 'requirepass'].map((name) => box(name).checked)).toEqual([true, true, false]);
    await user.click(button(compareWords.selectNone));
    expect(['timeout', 'maxmemory', 'requirepass'].map((name) => box(name).checked)).toEqual([false, false, false]);
    await user.click(box('acme'));
    expect(button(compareWords.review).disabled).toBe(true);
  });

  test('copy › select all instances › and none again', async () => {
    const { user } = await open();
    await user.click(button(compareWords.selectAllInstances));
    expect([box('acme').checked, box('shop').checked]).toEqual([true, true]);
    await user.click(button(compareWords.selectNoInstances));
    expect([box('acme').checked, box('shop').checked]).toEqual([false, false]);
  });

  test('copy › the password › its value is never shown', async () => {
    await open();
    const item = box('requirepass').closest('li') as HTMLElement;
    expect(item.textContent).toContain(compareWords.set);
  });

  test('copy › no other instance, or only missing ones › nothing to choose', async () => {
    await open([]);
    expect(screen.getByText(compareWords.thereIsNoOtherInstanceYet2)).toBeTruthy();
    expect(screen.queryAllByRole('checkbox')).toEqual([]);
  });

  test('copy › a search without matches › says so, and defaults can be included', async () => {
    const { user } = await open();
    await fill(user, screen.getByRole('textbox', { name: compareWords.findASetting }), 'zzz');
    expect(screen.getByText(compareWords.noSettingsMatch)).toBeTruthy();
    expect(button(compareWords.selectNone).disabled).toBe(true);
    await user.clear(screen.getByRole('textbox', { name: compareWords.findASetting }));
    expect(screen.queryByRole('checkbox', { name: 'databases' })).toBeNull();
    await user.click(screen.getByRole('switch', { name: compareWords.includeDefaults }));
    expect(box('databases').checked).toBe(false);
  });

  test('copy › one plan is blocked, one needs a confirmation, one changes nothing › none of them is applied', async () => {
    core.reply({
      settings: {
        plan: ({ id }) =>
          id === 'acme'
            ? somePlan(id, { risks: [{ directive: 'timeout', level: 'blocked', message: 'Not possible here.' }] })
            : somePlan(id, { changes: [], diff: '' }),
      },
    });
    await review(['timeout'], ['acme', 'shop']);
    expect(await screen.findByText('Not possible here.')).toBeTruthy();
    await waitFor(() => expect(button('Apply 0 plans').disabled).toBe(true));
    for (const id of ['acme', 'shop']) expect(box(compareWords.copyToId2(id)).disabled).toBe(true);
  });

  test('copy › the core refuses a plan › its reason, and the other one can be applied', async () => {
    core.reply({
      settings: {
        plan: ({ id }) => {
          if (id === 'acme') throw failure('NOT_FOUND', 'There is no instance "acme".', { what: 'instance', id });
          return somePlan(id, { restart: true, safetyBackup: true, evicts: { keys: 3, of: 10 } });
        },
      },
    });
    await review(['timeout'], ['acme', 'shop']);
    expect(await screen.findByText('There is no instance "acme".')).toBeTruthy();
    expect(await screen.findByText(/About 3 keys will be evicted\. 1 of 1 restart once\./)).toBeTruthy();
    expect(button('Apply 1 plan').disabled).toBe(false);
  });

  test('copy › a plan is left out › only the others are applied, each with the hash that was reviewed', async () => {
    core.reply({
      settings: {
        plan: ({ id }) => somePlan(id),
        apply: ({ id }) =>
          ended({
            kind: 'config',
            instance: id,
            result: { id, entry: 'e', applied: [], restarted: false, safetyBackup: null, ...nothingLost },
          }) as never,
      },
    });
    const user = await review(['timeout'], ['acme', 'shop']);
    await screen.findByRole('button', { name: 'Apply 2 plans' });
    await user.click(box(compareWords.copyToId2('acme')));
    await user.click(button('Apply 1 plan'));
    expect(await screen.findByText(compareWords.oneInstanceWasChanged)).toBeTruthy();
    expect(inputs('settings.apply')).toMatchObject([{ id: 'shop', hash: 'hash of shop' }]);
    await user.click(button(compareWords.done));
    expect(closed).toBe(1);
  });

  test('copy › one of two fails › both outcomes, with the reason', async () => {
    core.reply({
      settings: {
        plan: ({ id }) => somePlan(id),
        apply: ({ id }) => {
          if (id === 'acme') throw failure('CONFLICT', 'redis.conf of acme has changed.', { what: 'redis.conf' });
          return ended({
            kind: 'config',
            instance: id,
            result: { id, entry: 'e', applied: [], restarted: false, safetyBackup: null, ...nothingLost },
          }) as never;
        },
      },
    });
    const user = await review(['timeout'], ['acme', 'shop']);
    await user.click(await screen.findByRole('button', { name: 'Apply 2 plans' }));
    expect(
      await screen.findByText(/One instance was changed\. One failed and keeps its previous settings\./),
    ).toBeTruthy();
    expect((await screen.findAllByText(/redis\.conf of acme has changed\./)).length).toBeGreaterThan(0);
  });
});
