import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ComparedKey, Comparison } from '../../../../shared/contract/compare.ts';
import {
  all,
  counts,
  difference,
  grid,
  main,
  names,
  nightly,
  open,
  placeAt,
  reply,
  rows,
  shownTree,
  state,
  totals,
  tree,
} from '../../../../test/support/components/comparisons.tsx';
import { core, failure } from '../../../../test/support/components/fake-core.ts';
import { measureElements } from '../../../../test/support/components/measured-elements.ts';
import { fill } from '../../../../test/support/components/show.tsx';
import { restoreKeysTask } from '../../keys/restore/restore-keys-dialog-state.ts';
import { compareRoot } from '../model/compare-address.ts';
import * as listsWords from '../words/lists.ts';
import * as pageWords from '../words/page.ts';

beforeEach(() => measureElements());

afterEach(() => {
  act(() => restoreKeysTask.set(null));
  vi.restoreAllMocks();
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
