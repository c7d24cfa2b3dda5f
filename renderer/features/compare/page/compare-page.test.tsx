import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { useEffect, useState } from 'react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type {
  ComparedKey,
  Comparison,
  DifferenceCounts,
  DifferenceFilter,
  ValueDifference,
} from '../../../../shared/contract/compare.ts';
import type { KeySource } from '../../../../shared/contract/keyspace.ts';
import { core, failure } from '../../../../test/support/components/fake-core.ts';
import { showStatuses } from '../../../../test/support/components/live-statuses.ts';
import { measureElements } from '../../../../test/support/components/measured-elements.ts';
import { collectSavedFiles } from '../../../../test/support/components/saved-files.ts';
import { fill, show } from '../../../../test/support/components/show.tsx';
import { someBackup } from '../../../../test/support/some-backup.ts';
import { someStatus } from '../../../../test/support/some-status.ts';
import { restoreKeysTask } from '../../keys/restore/restore-keys-dialog-state.ts';
import {
  type ChosenPlace,
  type ComparePlace,
  compareAddress,
  comparePlaceOf,
  compareRoot,
  compareSearch,
} from '../model/compare-address.ts';
import * as listsWords from '../words/lists.ts';
import * as pageWords from '../words/page.ts';
import { CompareHead } from './compare-head.tsx';
import { ComparePage } from './compare-page.tsx';

// cspell:ignore mainlive nightlymain

const nightly: KeySource = { kind: 'backup', instance: 'main', name: 'nightly' };
const main: KeySource = { kind: 'instance', instance: 'main' };

const counts = (change: Partial<DifferenceCounts> = {}): DifferenceCounts => ({
  ...{ added: 0, removed: 0, changed: 0, expiryOnly: 0, same: 0, expired: 0 },
  ...change,
});
const side = (sizeBytes: number, expiresAt: string | null = null) => ({
  ...{ type: 'string' as const, encoding: 'raw', expiresAt, sizeBytes },
});
const difference = (name: string, change: ComparedKey['change'], database = 0): ComparedKey => ({
  ...{ database, key: { text: name }, change, expired: false },
  before: change === 'added' ? null : side(100),
  after: change === 'removed' ? null : side(2048),
});
const all = [
  difference('cart:1', 'removed'),
  difference('cart:2', 'changed'),
  difference('user:1', 'added'),
  difference('user:2', 'expiry'),
];
const totals = counts({ added: 1, removed: 3, changed: 1, expiryOnly: 1, same: 61_690, expired: 2 });

function state(change: Partial<Comparison> = {}): Comparison {
  const database = { index: 0, counts: totals, keysBefore: 0, keysAfter: 0, bytesBefore: 0, bytesAfter: 0 };
  const data = { reason: null, keys: 0, sizeBytes: 0, redisVersion: null };
  return {
    ...{ before: nightly, after: main, phase: 'ready', fraction: null, counts: totals, databases: [database] },
    sides: {
      before: { ...data, method: 'file', at: null },
      after: { ...data, method: 'replication', at: '2020-01-02T03:04:05.000Z' },
    },
    ...{ tookSeconds: 1.26, problem: null, warnings: [], revision: 1 },
    ...change,
  };
}

function found(filter: DifferenceFilter | undefined, items: readonly ComparedKey[]): readonly ComparedKey[] {
  return items.filter(
    ({ change, key, database }) =>
      (filter?.kinds ?? []).includes(change) &&
      (filter?.database === 'all' || filter?.database === database) &&
      'text' in key &&
      key.text.startsWith(filter?.prefix && 'text' in filter.prefix ? filter.prefix.text : '') &&
      key.text.includes(filter?.search?.text ?? ''),
  );
}

/** The core with a comparison in these states, one after the other. */
function reply(items: readonly ComparedKey[] = all, ...states: readonly Comparison[]) {
  core.reply({
    backups: { list: () => [] },
    compare: {
      watch: async function* () {
        yield* states.length > 0 ? states : [state()];
        await new Promise(() => undefined);
      } as never,
      list: ({ filter, offset = 0, limit = 100 }) => {
        const matching = found(filter as DifferenceFilter, items);
        const of = (kind: ComparedKey['change']) => matching.filter(({ change }) => change === kind).length;
        return {
          ...{ total: matching.length, items: matching.slice(offset, offset + limit), bytesBefore: 300 },
          counts: counts({
            added: of('added'),
            removed: of('removed'),
            changed: of('changed'),
            expiryOnly: of('expiry'),
          }),
        };
      },
      folder: ({ prefix }) => {
        const names = prefix ? [] : ['cart:', 'user:', 'same:'];
        const folders = names.map((name) => ({
          ...{ database: 0, prefix: { text: name }, bytesBefore: 0 },
          counts: name === 'same:' ? counts({ same: 5 }) : counts({ removed: 2, changed: 1, expired: 1 }),
        }));
        return { folders, keys: [], totalFolders: folders.length, totalKeys: 0 };
      },
    },
  });
}

const placeAt = (hash: string): ComparePlace =>
  comparePlaceOf(compareSearch(Object.fromEntries(new URLSearchParams(hash.split('?')[1] ?? ''))));

/** The page of the address, as the router shows it. */
function AtAddress() {
  const [hash, setHash] = useState(window.location.hash);
  useEffect(() => {
    const changed = () => setHash(window.location.hash);
    window.addEventListener('hashchange', changed);
    return () => window.removeEventListener('hashchange', changed);
  }, []);
  return <ComparePage place={placeAt(hash) as ChosenPlace} />;
}

function open(place: Partial<ComparePlace> = {}) {
  window.location.hash = compareAddress({ ...compareRoot(nightly, main), ...place });
  return show(<AtAddress />);
}

beforeEach(() => measureElements());
afterEach(() => {
  act(() => restoreKeysTask.set(null));
  vi.restoreAllMocks();
});

const grid = () => screen.getByRole('grid', { name: listsWords.differentKeys });
const rows = () =>
  within(grid())
    .getAllByRole('row')
    .slice(1)
    .map((row) =>
      within(row)
        .queryAllByRole('gridcell')
        // The first one has only the checkbox.
        .slice(1)
        .map(({ textContent }) => textContent),
    );
const names = () => rows().map(([name]) => name);
const kind = (label: string) => screen.getByRole('button', { name: label });
const tree = () => within(screen.getByRole('navigation', { name: listsWords.databasesAndPrefixes }));
/** The tree, as soon as the comparison is shown. */
const shownTree = async () => within(await screen.findByRole('navigation', { name: listsWords.databasesAndPrefixes }));
const lists = () =>
  core.calls
    .filter(({ procedure }) => procedure === 'compare.list')
    .map(({ input }) => input as { filter: DifferenceFilter });

describe('a comparison', () => {
  test('comparison › opens › shows what it reads, then the totals and the keys that differ', async () => {
    reply(all, state({ phase: 'opening' }));
    const { unmount } = open();
    expect(await screen.findByText(pageWords.waitingForTheData)).toBeTruthy();
    unmount();
    reply(all, state({ phase: 'reading', fraction: 0.4 }));
    const reading = open();
    expect(await screen.findByText(pageWords.reading('40 %'))).toBeTruthy();
    reading.unmount();
    reply();
    open();
    expect(await screen.findByText(/61,690 equal · compared by value in 1.3 s · as of 2 Jan 2020/)).toBeTruthy();
    await waitFor(() => expect(names()).toEqual(['cart:1', 'cart:2', 'user:1', 'user:2']));
  });

  test('comparison › all but done › never shows 100 % before it is', async () => {
    reply(all, state({ phase: 'comparing', fraction: 1 }));
    open();
    expect(await screen.findByText(pageWords.comparing('99 %'))).toBeTruthy();
  });

  test('comparison › no differences › says how many keys are equal', async () => {
    reply([], state({ counts: counts({ same: 12 }) }));
    open();
    expect(await screen.findByText(pageWords.allKeysAreEqual('12 keys'))).toBeTruthy();
  });

  test('comparison › a warning › is shown above the keys', async () => {
    reply(all, state({ warnings: ['The keys of main are not of one moment.'] }));
    open();
    expect(await screen.findByText('The keys of main are not of one moment.')).toBeTruthy();
  });

  test('comparison › failed while it was read › the problem, and Try again compares again', async () => {
    reply(all, state({ phase: 'failed', problem: 'The file ends at byte 812.' }));
    core.reply({ compare: { refresh: () => state() } });
    const { user } = open();
    expect(await screen.findByText('The file ends at byte 812.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(core.calls.find(({ procedure }) => procedure === 'compare.refresh')?.input).toEqual({
      before: nightly,
      after: main,
    });
  });

  test('comparison › a side no longer exists › the reason of the core, once', async () => {
    core.reply({
      backups: { list: () => [] },
      compare: {
        watch: () => {
          throw failure('NOT_FOUND', 'There is no backup "nightly".', { what: 'backup', id: 'nightly' });
        },
      },
    });
    open();
    expect((await screen.findByRole('alert')).textContent).toContain('There is no backup "nightly".');
    expect(core.calls.filter(({ procedure }) => procedure === 'compare.watch')).toHaveLength(1);
  });
});

describe('totals', () => {
  test('totals › expired keys are hidden at first › and counted again where they are shown', async () => {
    reply();
    const { user } = open();
    await user.click(await screen.findByRole('checkbox', { name: pageWords.hideExpired('2') }));
    expect(kind(pageWords.removedCount('3'))).toBeTruthy();
    await waitFor(() => expect(lists().at(-1)?.filter.hideExpired).toBe(false));
    await user.click(screen.getByRole('checkbox', { name: pageWords.hideExpired('2') }));
    expect(kind(pageWords.removedCount('1'))).toBeTruthy();
  });

  test('totals › a kind is pressed › filters the keys by it; pressed again, shows all', async () => {
    reply();
    const { user } = open();
    await screen.findByText(/61,690 equal/);
    await user.click(kind(pageWords.changedCount('1')));
    await waitFor(() => expect(names()).toEqual(['cart:2']));
    expect(kind(pageWords.changedCount('1')).getAttribute('aria-pressed')).toBe('true');
    await user.click(kind(pageWords.addedCount('1')));
    await waitFor(() => expect(names()).toEqual(['cart:2', 'user:1']));
    await user.click(kind(pageWords.changedCount('1')));
    await user.click(await waitFor(() => kind(pageWords.addedCount('1'))));
    await waitFor(() => expect(names()).toHaveLength(4));
  });
});

describe('keys that differ', () => {
  test('list › each key › with its type, its size before, and the difference in a word', async () => {
    reply();
    open();
    await waitFor(() =>
      expect(rows()).toEqual([
        ['cart:1', 'string', '100 B', pageWords.removed],
        ['cart:2', 'string', '100 B', pageWords.changed],
        ['user:1', 'string', '2 KB', pageWords.added],
        ['user:2', 'string', '100 B', pageWords.expiry],
      ]),
    );
    expect(screen.getByText(listsWords.matching('4 keys', '300 B'))).toBeTruthy();
  });

  test('list › several databases › names the database of each key', async () => {
    const [first] = state().databases;
    reply(
      [difference('job', 'added', 3)],
      state({ databases: [first, { ...first, index: 3 }] as Comparison['databases'] }),
    );
    open();
    await waitFor(() => expect(names()).toEqual(['db3job']));
  });

  test('list › a search without matches › Show all clears the search, the folder and the kinds', async () => {
    reply();
    const { user } = open({ database: 0, prefix: { text: 'cart:' }, kinds: ['removed'] });
    await waitFor(() => expect(names()).toEqual(['cart:1']));
    await fill(user, screen.getByRole('textbox', { name: listsWords.filterKeys }), 'zzz');
    await user.click(await screen.findByRole('button', { name: listsWords.showAll }));
    await waitFor(() => expect(names()).toHaveLength(4));
    expect(placeAt(window.location.hash)).toEqual(compareRoot(nightly, main));
  });

  test('list › arrows and Enter › move, and open the key; a click opens another', async () => {
    reply();
    core.reply({
      compare: {
        value: () => Promise.reject(failure('NOT_FOUND', 'Neither side has the key.', { what: 'key', id: 'x' })),
      },
    });
    const { user } = open();
    await waitFor(() => expect(names()).toHaveLength(4));
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp', 'Enter']) fireEvent.keyDown(grid(), { key });
    expect(placeAt(window.location.hash).key).toEqual({ database: 0, name: { text: 'cart:2' } });
    fireEvent.keyDown(grid(), { key: 'End' });
    fireEvent.keyDown(grid(), { key: 'Enter' });
    expect(placeAt(window.location.hash).key?.name).toEqual({ text: 'user:2' });
    await user.click(within(grid()).getByTitle('user:1'));
    await waitFor(() =>
      expect(
        within(grid())
          .getAllByRole('row')
          .find((row) => row.getAttribute('aria-selected') === 'true')?.textContent,
      ).toContain('user:1'),
    );
  });

  test('list › cannot be read › the reason, and Try again reads it', async () => {
    reply();
    let isBroken = true;
    core.reply({
      compare: {
        list() {
          if (isBroken) throw failure('NOT_FOUND', 'The comparison was closed.', { what: 'backup', id: 'nightly' });
          return { total: 1, counts: totals, bytesBefore: 0, items: [all[0] as ComparedKey] };
        },
      },
    });
    const { user } = open();
    expect((await screen.findByRole('alert')).textContent).toContain('The comparison was closed.');
    isBroken = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(names()).toEqual(['cart:1']));
  });

  test('restore › a few keys › names exactly those that the first side has', async () => {
    reply();
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: listsWords.restoreAll('3 keys') }));
    await waitFor(() => expect(restoreKeysTask.get()).not.toBeNull());
    expect(restoreKeysTask.get()).toMatchObject({
      ...{ source: nightly, into: 'main', existing: 'replace', only: ['missing', 'changed', 'expiry'], keys: 3 },
      selection: { keys: ['cart:1', 'cart:2', 'user:2'].map((text) => ({ database: 0, key: { text } })) },
    });
  });

  test('restore › ticked keys › only those; an added key cannot be ticked, and Clear unticks', async () => {
    reply();
    const { user } = open();
    await user.click(await screen.findByRole('checkbox', { name: listsWords.chooseKey('cart:2') }));
    const added = screen.getByRole<HTMLInputElement>('checkbox', { name: listsWords.chooseKey('user:1') });
    expect(added.disabled).toBe(true);
    expect(screen.getByText(listsWords.chosen('1 key'))).toBeTruthy();
    await user.click(screen.getByRole('button', { name: listsWords.restoreKeys('1 key') }));
    await waitFor(() => expect(restoreKeysTask.get()).toMatchObject({ keys: 1 }));
    expect(restoreKeysTask.get()?.selection).toEqual({ keys: [{ database: 0, key: { text: 'cart:2' } }] });
    await user.click(screen.getByRole('button', { name: listsWords.clear }));
    expect(screen.queryByText(listsWords.chosen('1 key'))).toBeNull();
  });

  test('restore › a ticked prefix without one of its keys › the other keys of the prefix', async () => {
    reply();
    const { user } = open();
    await user.click(await screen.findByRole('checkbox', { name: listsWords.chooseKeysOf('cart:') }));
    await user.click(await screen.findByRole('checkbox', { name: listsWords.chooseKey('cart:1') }));
    await user.click(await screen.findByRole('button', { name: /^Restore \d/ }));
    await waitFor(() => expect(restoreKeysTask.get()).not.toBeNull());
    expect(restoreKeysTask.get()?.selection).toEqual({ keys: [{ database: 0, key: { text: 'cart:2' } }] });
  });

  test('restore › everything shown is ticked, but one key is not › the others', async () => {
    reply();
    const { user } = open();
    await waitFor(() => expect(names()).toHaveLength(4));
    await user.click(screen.getByRole('checkbox', { name: listsWords.chooseAllShown }));
    await user.click(await screen.findByRole('checkbox', { name: listsWords.chooseKey('user:2') }));
    await user.click(screen.getByRole('button', { name: listsWords.restoreKeys('2 keys') }));
    await waitFor(() => expect(restoreKeysTask.get()).not.toBeNull());
    expect(restoreKeysTask.get()?.selection).toEqual({
      keys: ['cart:1', 'cart:2'].map((text) => ({ database: 0, key: { text } })),
    });
  });

  test('restore › only added keys are shown › there is nothing to restore', async () => {
    reply();
    open({ kinds: ['added'] });
    await waitFor(() => expect(names()).toEqual(['user:1']));
    expect(screen.queryByRole('button', { name: /^Restore/ })).toBeNull();
  });

  test('restore › more keys than a request may name › keeps the filter', async () => {
    reply();
    core.reply({
      compare: {
        list: () => ({
          total: 20_000,
          counts: counts({ removed: 20_000 }),
          bytesBefore: 1,
          items: [all[0] as ComparedKey],
        }),
      },
    });
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: listsWords.restoreAll('20,000 keys') }));
    await waitFor(() => expect(restoreKeysTask.get()?.selection).toEqual({ filter: { database: 'all' } }));
  });
});

describe('differences by prefix', () => {
  test('tree › prefixes › with their differences by kind; equal ones stay, and cannot be opened', async () => {
    reply();
    open();
    const cart = await (await shownTree()).findByRole('button', { name: /^cart:/ });
    expect(cart.textContent).toBe('cart:−1~1');
    expect(tree().getByRole('button', { name: /^same:/ }).textContent).toBe(`same:${listsWords.equal}`);
    expect(tree().getByRole<HTMLButtonElement>('button', { name: listsWords.foldersBelow('same:') }).disabled).toBe(
      true,
    );
  });

  test('tree › a prefix is pressed › filters the keys by it; pressed again, shows all', async () => {
    reply();
    const { user } = open();
    await user.click(await (await shownTree()).findByRole('button', { name: /^user:/ }));
    await waitFor(() => expect(names()).toEqual(['user:1', 'user:2']));
    await user.click(tree().getByRole('button', { name: /^user:/, pressed: true }));
    await waitFor(() => expect(names()).toHaveLength(4));
  });

  test('tree › a prefix is opened and closed › reads what is below it', async () => {
    reply();
    const { user } = open();
    const chevron = () => tree().getByRole('button', { name: listsWords.foldersBelow('cart:') });
    await user.click(await waitFor(chevron));
    const asked = () => core.calls.filter(({ procedure }) => procedure === 'compare.folder').map(({ input }) => input);
    await waitFor(() =>
      expect(asked().at(-1)).toMatchObject({ prefix: { text: 'cart:' }, separator: ':', hideExpired: true }),
    );
    expect(chevron().getAttribute('aria-expanded')).toBe('true');
    await user.click(chevron());
    expect(chevron().getAttribute('aria-expanded')).toBe('false');
  });

  test('tree › more prefixes than fit › says how many are left, and shows more of them', async () => {
    reply();
    core.reply({
      compare: {
        folder: ({ limit = 0 }) => ({
          folders: Array.from({ length: Math.min(limit, 150) }, (_, at) => ({
            ...{ database: 0, prefix: { text: `p${at}:` }, bytesBefore: 0, counts: counts({ added: 1 }) },
          })),
          ...{ keys: [], totalFolders: 150, totalKeys: 0 },
        }),
      },
    });
    const { user } = open();
    await user.click(await (await shownTree()).findByRole('button', { name: listsWords.showMore('50', null) }));
    await waitFor(() => expect(tree().getByRole('button', { name: /^p149:/ })).toBeTruthy());
    expect(tree().queryByRole('button', { name: /^Show/ })).toBeNull();
  });

  test('tree › thousands of prefixes › says how many are left, and asks for all of them in parts', async () => {
    reply();
    core.reply({
      compare: {
        folder: ({ offset = 0, limit = 0 }) => ({
          // A few of them are enough here.
          folders: [
            { database: 0, prefix: { text: `p${offset + limit}:` }, bytesBefore: 0, counts: counts({ added: 1 }) },
          ],
          ...{ keys: [], totalFolders: 64_001, totalKeys: 0 },
        }),
      },
    });
    const { user } = open();
    const more = async (words: string) => user.click(await (await shownTree()).findByRole('button', { name: words }));
    await more(listsWords.showMore('300', '64,000'));
    for (let press = 0; press < 2; press++) await more(listsWords.showMore('300', '64,000'));
    await more(listsWords.showMore('1,000', '64,000'));
    await waitFor(() => expect(tree().getByRole('button', { name: /^p2000:/ })).toBeTruthy());
    expect(tree().getByRole('button', { name: listsWords.showMore('1,000', '63,999') })).toBeTruthy();
  });
});

describe('the difference of one key', () => {
  const opened = { database: 0, name: { text: 'cart:2' } };
  const value = (change: Partial<ValueDifference> = {}): ValueDifference => ({
    ...{ item: all[1] as ComparedKey, lengthBefore: 1, lengthAfter: 1, isOtherType: false, isJson: false, rows: [] },
    ...{ next: null, rowCounts: null },
    ...change,
  });
  const pane = () => screen.findByRole('complementary', { name: listsWords.differenceOf('cart:2') });
  const shownRows = async () =>
    within(await pane())
      .queryAllByRole('row')
      .map((row) => [...row.querySelectorAll('td, th')].map(({ textContent }) => textContent));

  function openKey(found: ValueDifference | (() => ValueDifference)) {
    reply();
    core.reply({ compare: { value: typeof found === 'function' ? found : () => found } });
    return open({ key: opened });
  }

  test('difference › lines of a text › with both line numbers and a sign', async () => {
    const line = { unit: 'line' as const };
    openKey(
      value({
        rowCounts: { added: 1, removed: 1, changed: 0, same: 3 },
        rows: [
          { ...line, change: 'removed', lineBefore: 2, lineAfter: null, text: 'old' },
          { ...line, change: 'added', lineBefore: null, lineAfter: 2, text: 'new' },
        ],
      }),
    );
    await waitFor(async () =>
      expect(await shownRows()).toEqual([
        ['2', '', '−', 'old'],
        ['', '2', '+', 'new'],
      ]),
    );
    expect((await pane()).textContent).toContain('−1 +1 ~0');
    expect((await pane()).textContent).toContain(listsWords.sizeChange('100 B', '2 KB'));
  });

  test('difference › rows of every other type › the element, and both sides of it', async () => {
    const both = { change: 'changed' as const };
    openKey(
      value({
        rows: [
          {
            unit: 'field',
            ...both,
            field: { text: 'f' },
            before: { value: { text: 'a' }, expiresAt: null },
            after: { value: { text: 'b' }, expiresAt: '2030-01-01T00:00:00.000Z' },
          },
          { unit: 'member', change: 'added', member: { base64: '/w==' } },
          { unit: 'scored', ...both, member: { text: 'm' }, before: { score: '1', rank: 1200 }, after: null },
          { unit: 'item', ...both, indexBefore: 4, indexAfter: null, before: { text: 'x' }, after: null },
          { unit: 'entry', ...both, id: '1-0', before: [[{ text: 'k' }, { text: 'v' }]], after: null },
          {
            unit: 'group',
            ...both,
            name: { text: 'workers' },
            before: { lastId: '1-0', pending: 2, consumers: 1 },
            after: null,
          },
          { unit: 'bytes', change: 'same', fromByte: 0, lengthBytes: 4096, before: null, after: null },
          { unit: 'bytes', ...both, fromByte: 4096, lengthBytes: 1, before: { base64: 'AA==' }, after: { text: 'A' } },
        ],
      }),
    );
    await waitFor(async () =>
      expect(await shownRows()).toEqual([
        ['~', 'f', 'a', listsWords.expires('b', '2030-01-01T00:00:00.000Z')],
        ['+', '\\xff', '', ''],
        ['~', 'm', listsWords.scoreAt('1', '1,200'), ''],
        ['~', '4', 'x', ''],
        ['~', '1-0', 'k: v', ''],
        ['~', listsWords.group('workers'), listsWords.groupAt('1-0', '2', '1'), ''],
        ['', '0', listsWords.equalBytes('4,096'), ''],
        ['~', '4,096', '\\x00', 'A'],
      ]),
    );
  });

  test('difference › another type on each side › says that elements are not compared', async () => {
    const item = { ...(all[1] as ComparedKey), after: { ...side(10), type: 'hash' as const } };
    openKey(value({ isOtherType: true, item }));
    expect(await screen.findByText(listsWords.otherType('string', 'hash'))).toBeTruthy();
  });

  test('difference › only the expiry › says that the values are equal, and both expiries', async () => {
    const item = { ...(all[3] as ComparedKey), after: side(100, '2020-01-02T03:04:05.000Z') };
    openKey(value({ item }));
    expect(await screen.findByText(listsWords.onlyThePackingDiffers)).toBeTruthy();
    expect((await pane()).textContent).toContain('expiry none → 2 Jan 2020');
  });

  test('difference › equal rows are asked for › reads them too; the next page is appended', async () => {
    const asked = () =>
      core.calls
        .filter(({ procedure }) => procedure === 'compare.value')
        .map(({ input }) => input as { withSame?: boolean; position?: string });
    reply();
    core.reply({
      compare: {
        value: ({ position }) =>
          value({
            rows: [{ unit: 'member', change: 'added', member: { text: position ?? 'first' } }],
            next: position === undefined ? 'second' : null,
          }),
      },
    });
    const { user } = open({ key: opened });
    await user.click(await screen.findByRole('button', { name: listsWords.showNextRows }));
    await waitFor(async () => expect((await shownRows()).map(([, name]) => name)).toEqual(['first', 'second']));
    expect(screen.queryByRole('button', { name: listsWords.showNextRows })).toBeNull();
    await user.click(screen.getByRole('switch', { name: listsWords.showEqualRows }));
    await waitFor(() => expect(asked().at(-1)).toMatchObject({ withSame: true }));
  });

  test('difference › links › open the key on the side that has it; Close keeps the comparison', async () => {
    const { user } = openKey(value());
    await user.click(await screen.findByRole('button', { name: listsWords.openInKeys }));
    expect(window.location.hash).toBe('#/keys/main/nightly?keyDatabase=0&key=cart%3A2');
    window.location.hash = compareAddress({ ...compareRoot(nightly, main), key: opened });
    await user.click(await screen.findByRole('button', { name: 'Close the details' }));
    await waitFor(() => expect(placeAt(window.location.hash)).toEqual(compareRoot(nightly, main)));
  });

  test('difference › an added key › has no link to the side that lacks it, and the CLI command names it', async () => {
    openKey(value({ item: difference('cart:2', 'added') }));
    expect(await screen.findByRole('button', { name: listsWords.openAfterInKeys })).toBeTruthy();
    expect(screen.queryByRole('button', { name: listsWords.openInKeys })).toBeNull();
    expect(
      screen.getByTitle(/--action compare .*--backup-name nightly --with live --database 0 --prefix cart:2/),
    ).toBeTruthy();
  });
});

describe('export and sides', () => {
  test.each([
    [pageWords.exportAsCsv, 'compare-nightly-main.csv', 'csv'],
    [pageWords.exportAsJsonLines, 'compare-nightly-main.jsonl', 'jsonl'],
  ])('export › %s › one file of all parts, with the filter of the page', async (item, name, format) => {
    reply();
    const saved = collectSavedFiles();
    core.reply({
      compare: {
        export: async function* () {
          yield 'key,';
          yield 'change\r\n';
        } as never,
      },
    });
    const { user } = open({ kinds: ['removed'] });
    await screen.findByText(/61,690 equal/);
    await user.click(screen.getByRole('button', { name: pageWords.exportText }));
    await user.click(await screen.findByRole('menuitem', { name: item }));
    expect(await screen.findByText(pageWords.nameIsInYourDownloads(name))).toBeTruthy();
    expect(saved.map((file) => file.name)).toEqual([name]);
    expect(await saved[0]?.text()).toBe('key,change\r\n');
    expect(core.calls.find(({ procedure }) => procedure === 'compare.export')?.input).toMatchObject({
      ...{ format, filter: { kinds: ['removed'], hideExpired: true } },
    });
  });

  test('export › fails half way › a message, and no file', async () => {
    reply();
    const saved = collectSavedFiles();
    core.reply({
      compare: {
        export: async function* () {
          yield 'key,';
          throw failure('NOT_FOUND', 'The comparison was closed.', { what: 'backup', id: 'nightly' });
        } as never,
      },
    });
    const { user } = open();
    await screen.findByText(/61,690 equal/);
    await user.click(screen.getByRole('button', { name: pageWords.exportText }));
    await user.click(await screen.findByRole('menuitem', { name: pageWords.exportAsCsv }));
    expect(await screen.findByText('The comparison was closed.')).toBeTruthy();
    expect(saved).toEqual([]);
  });

  test('sides › swapped › each takes the place of the other, and the folder is left', async () => {
    reply();
    const { user } = open({ database: 0, prefix: { text: 'cart:' } });
    await user.click(await screen.findByRole('button', { name: pageWords.swapSides }));
    expect(placeAt(window.location.hash)).toEqual(compareRoot(main, nightly));
  });

  test('sides › one is chosen from instances and readable backups › becomes that side', async () => {
    core.reply({
      backups: {
        list: () => [
          someBackup('nightly', '2026-11-01T00:00:00.000Z'),
          someBackup('broken', '2026-11-01T00:00:00.000Z', { damaged: true }),
        ],
      },
    });
    await showStatuses(someStatus('main'), someStatus('gone', { state: 'missing', port: 6501 }));
    const { user } = show(<CompareHead place={compareRoot(null, main)} />);
    const field = await screen.findByRole('combobox', { name: pageWords.before });
    await user.click(field);
    // Each side has a list of its own.
    const list = within(document.getElementById(field.getAttribute('aria-controls') ?? '') as HTMLElement);
    await waitFor(() =>
      expect(list.getAllByRole('option').map(({ textContent }) => textContent)).toEqual([
        'mainlive',
        expect.stringMatching(/^nightlymain, /),
      ]),
    );
    await user.click(list.getByRole('option', { name: /nightly/ }));
    expect(placeAt(window.location.hash)).toEqual(compareRoot(nightly, main));
  });
});
