import { act, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ComparedKey, ValueDifference } from '../../../../shared/contract/compare.ts';
import {
  all,
  difference,
  main,
  nightly,
  open,
  placeAt,
  reply,
  side,
} from '../../../../test/support/components/comparisons.tsx';
import { core } from '../../../../test/support/components/fake-core.ts';
import { measureElements } from '../../../../test/support/components/measured-elements.ts';
import { restoreKeysTask } from '../../keys/restore/restore-keys-dialog-state.ts';
import { compareAddress, compareRoot } from '../model/compare-address.ts';
import * as listsWords from '../words/lists.ts';

beforeEach(() => measureElements());

afterEach(() => {
  act(() => restoreKeysTask.set(null));
  vi.restoreAllMocks();
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
