import { act, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  all,
  counts,
  kind,
  lists,
  main,
  names,
  nightly,
  open,
  placeAt,
  reply,
  state,
} from '../../../../test/support/components/comparisons.tsx';
import { core, failure } from '../../../../test/support/components/fake-core.ts';
import { showStatuses } from '../../../../test/support/components/live-statuses.ts';
import { measureElements } from '../../../../test/support/components/measured-elements.ts';
import { collectSavedFiles } from '../../../../test/support/components/saved-files.ts';
import { show } from '../../../../test/support/components/show.tsx';
import { someBackup } from '../../../../test/support/some-backup.ts';
import { someStatus } from '../../../../test/support/some-status.ts';
import { restoreKeysTask } from '../../keys/restore/restore-keys-dialog-state.ts';
import * as sourceWords from '../../keys/words/source.ts';
import { compareRoot } from '../model/compare-address.ts';
import * as pageWords from '../words/page.ts';
import { CompareHead } from './compare-head.tsx';

// cspell:ignore mainlive nightlymain

beforeEach(() => measureElements());

afterEach(() => {
  act(() => restoreKeysTask.set(null));
  vi.restoreAllMocks();
});

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

  test('sides › a name is typed, then Enter › the first choice that has it becomes that side', async () => {
    core.reply({ backups: { list: () => [someBackup('nightly', '2026-11-01T00:00:00.000Z')] } });
    await showStatuses(someStatus('main'));
    const { user } = show(<CompareHead place={compareRoot(null, main)} />);
    const field = await screen.findByRole('combobox', { name: pageWords.before });
    await user.click(field);
    await screen.findAllByRole('option', { name: /nightly/ });
    await user.keyboard('night');
    // The choice is marked in the next task.
    const marked = () => screen.getAllByRole('option').map((option) => option.hasAttribute('data-combobox-selected'));
    await waitFor(() => expect(marked()).toEqual([true]));
    await user.keyboard('{Enter}');
    expect(placeAt(window.location.hash)).toEqual(compareRoot(nightly, main));
  });

  test('sides › swapped › each takes the place of the other, and the folder is left', async () => {
    reply();
    const { user } = open({ database: 0, prefix: { text: 'cart:' } });
    await user.click(await screen.findByRole('button', { name: pageWords.swapSides }));
    expect(placeAt(window.location.hash)).toEqual(compareRoot(main, nightly));
  });

  test.each([
    ['a deleted backup', { ...nightly, name: 'deleted' }, sourceWords.missing],
    ['a damaged backup', { ...nightly, name: 'broken' }, sourceWords.damaged],
    ['a destroyed instance', { ...main, instance: 'gone' }, sourceWords.missing],
    ['a file', { kind: 'file', path: '/srv/dump.rdb' } as const, sourceWords.open],
  ])('sides › %s › its picker says so', async (_, source, hint) => {
    const broken = someBackup('broken', '2026-11-01T00:00:00.000Z', { damaged: true });
    core.reply({ backups: { list: () => [broken] } });
    await showStatuses(someStatus('main'));
    show(<CompareHead place={compareRoot(source, main)} />);
    expect(await screen.findAllByText(hint)).not.toEqual([]);
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
    // Rendered with the page, hundreds of choices would delay it.
    expect(screen.queryAllByRole('option', { hidden: true })).toEqual([]);
    await user.click(field);
    expect(field.getAttribute('aria-expanded')).toBe('true');
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
