import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { ComponentProps } from 'react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Backup } from '../../../../shared/contract/backup.ts';
import type { KeyAnalysis, KeySource, KeySpace } from '../../../../shared/contract/keyspace.ts';
import { core, failure } from '../../../../test/support/components/fake-core.ts';
import { repliesOfKeys, someKeySpace } from '../../../../test/support/components/fake-keys.ts';
import { showStatuses } from '../../../../test/support/components/live-statuses.ts';
import { measureElements } from '../../../../test/support/components/measured-elements.ts';
import { collectSavedFiles } from '../../../../test/support/components/saved-files.ts';
import { show } from '../../../../test/support/components/show.tsx';
import { someBackup } from '../../../../test/support/some-backup.ts';
import { someStatus } from '../../../../test/support/some-status.ts';
import { keyDialog } from '../edit/key-dialog-state.ts';
import type { Editing } from '../edit/use-editing.ts';
import { rootOf } from '../model/keys-address.ts';
import * as memoryWords from '../words/memory.ts';
import { MemoryTab } from './memory-tab.tsx';
import { PrefixTreemap } from './prefix-treemap.tsx';

// cspell:ignore embstr

const main = { kind: 'instance', instance: 'main' } as const;
const nightly = { kind: 'backup', instance: 'main', name: 'nightly' } as const;
const live: Editing = { instance: 'main', blocked: null, readOnly: null };
const ofFile: Editing = { instance: null, blocked: null, readOnly: null };

type Prefix = KeyAnalysis['prefixes'][number];
const prefix = (text: string, change: Partial<Prefix> = {}): Prefix => ({
  ...{ database: 0, prefix: { text }, keys: 10, sizeBytes: 1000, memoryBytes: null, memoryError: null },
  ...change,
});
const large = (name: string, change: Partial<KeyAnalysis['largest'][number]> = {}) => ({
  ...{ database: 0, key: { text: name }, type: 'hash' as const, encoding: 'hashtable', expiresAt: null },
  ...{ sizeBytes: 500, memoryBytes: null },
  ...change,
});

function analysis(change: Partial<KeyAnalysis> = {}): KeyAnalysis {
  return {
    prefixes: [prefix('session:', { sizeBytes: 3 * 1024 ** 2, keys: 90 }), prefix('user:', { sizeBytes: 1024 ** 2 })],
    largest: [large('session:1', { sizeBytes: 2048 }), large('user:7')],
    types: [
      { type: 'string', encoding: 'embstr', keys: 60, sizeBytes: 1000 },
      { type: 'hash', encoding: 'listpack', keys: 40, sizeBytes: 4000 },
    ],
    expiry: [
      { untilSeconds: 3600, keys: 1, sizeBytes: 10 },
      { untilSeconds: null, keys: 12_400, sizeBytes: 10 },
    ],
    ...{ withoutExpiry: { keys: 25, sizeBytes: 100 }, expired: { keys: 0, sizeBytes: 0 }, sample: null },
    ...change,
  };
}

interface Options {
  readonly found?: KeyAnalysis;
  readonly source?: KeySource;
  readonly space?: Partial<KeySpace>;
  readonly backups?: readonly Backup[];
  readonly editing?: Editing;
  readonly place?: Partial<ComponentProps<typeof MemoryTab>['place']>;
}

function showTab(options: Options = {}) {
  const { found = analysis(), source = main, backups = [], editing = live, place = {} } = options;
  core.reply({
    keyspace: { ...repliesOfKeys([{ name: 'session:1', sizeBytes: 64 }, 'session:2']), analysis: () => found },
    backups: { list: () => [...backups] },
  });
  return show(
    <MemoryTab
      source={source}
      place={{ ...rootOf(source), tab: 'memory', ...place }}
      space={someKeySpace(['a'], { source, ...options.space })}
      editing={editing}
      separator=":"
    />,
  );
}

beforeEach(() => measureElements(300, 600));
afterEach(() => {
  act(() => keyDialog.set(null));
  vi.restoreAllMocks();
});

const analyses = () =>
  core.calls.filter(({ procedure }) => procedure === 'keyspace.analysis').map(({ input }) => input);
const table = (name: string) => screen.getByRole('table', { name });
const cells = (name: string) =>
  within(table(name))
    .getAllByRole('row')
    .slice(1)
    .map((row) => [...row.querySelectorAll('th, td')].map(({ textContent }) => textContent?.trim()).filter(Boolean));
const map = () => screen.getByRole('region', { name: memoryWords.memoryByPrefix });

describe('memory of a source', () => {
  test('a file › serialised sizes, and no estimate', async () => {
    showTab({ source: nightly, editing: ofFile, space: { phase: 'ready' } });
    expect(await screen.findByText('Serialised keys and values')).toBeTruthy();
    expect(screen.getByText('4 MB')).toBeTruthy();
    expect(screen.queryByText(memoryWords.estimate)).toBeNull();
    expect(screen.getByRole('button', { name: memoryWords.analyseAgain })).toBeTruthy();
  });

  test('a live server with a sample › memory, its error, and the share of what the server uses', async () => {
    await showStatuses(someStatus('main', { memory: { usedBytes: 8 * 1024 ** 2, peakBytes: null, limitBytes: null } }));
    const sampled = [prefix('session:', { memoryBytes: 4 * 1024 ** 2, memoryError: 0.1 })];
    showTab({ found: analysis({ prefixes: sampled, sample: { keys: 500, error: 0.034 } }) });
    expect(await screen.findByText('Keys and values')).toBeTruthy();
    expect(document.body.textContent).toContain(memoryWords.ofUsed('8 MB'));
    expect(document.body.textContent).toContain('MEMORY USAGE of 500 keys, ±3.4 %');
    expect(screen.getByRole('button', { name: memoryWords.sampleAgain })).toBeTruthy();
  });

  test('facts › keys, their mean, and those without an expiry with their share', async () => {
    showTab({ found: analysis({ expired: { keys: 3, sizeBytes: 96 } }) });
    const fact = async (name: string) =>
      (await screen.findByText(name, { selector: '.hint' })).parentElement?.textContent;
    expect(await fact('Keys')).toBe('Keys100 ');
    expect(await fact('Average key')).toBe('Average key41 KB');
    expect(await fact('Without expiry')).toBe('Without expiry25  keys, 25 %');
    expect(await fact('Expired')).toBe('Expired3  keys, 96 B');
  });

  test('while the source is still read › analyses nothing; a folder › asks for that folder', async () => {
    const { unmount } = showTab({ space: { phase: 'reading' } });
    await act(async () => undefined);
    expect(analyses()).toEqual([]);
    unmount();
    showTab({ place: { database: 3, prefix: { text: 'user:' } } });
    await screen.findByText('Average key');
    expect(analyses()).toEqual([{ source: main, database: 3, separator: ':', prefix: { text: 'user:' } }]);
  });

  test('no keys › says what the analysis covers', async () => {
    showTab({ found: analysis({ prefixes: [] }) });
    expect(await screen.findByText(memoryWords.noKeysToAnalyse)).toBeTruthy();
  });

  test('cannot be analysed › the reason, and Try again analyses again', async () => {
    let isBroken = true;
    const { user } = showTab();
    core.reply({
      keyspace: {
        analysis() {
          if (isBroken) throw failure('NOT_RUNNING', 'main is not running.', { id: 'main', state: 'stopped' });
          return analysis();
        },
      },
    });
    expect((await screen.findByRole('alert')).textContent).toContain('main is not running.');
    isBroken = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Average key')).toBeTruthy();
  });

  test('Sample again › asks the core again', async () => {
    const { user } = showTab();
    await user.click(await screen.findByRole('button', { name: memoryWords.analyseAgain }));
    await waitFor(() => expect(analyses()).toHaveLength(2));
  });

  test.each([
    ['CSV', memoryWords.saveAsCsv, 'keys-main-memory.csv', 'prefix,0,session:,,,90,3145728,'],
    ['JSON', memoryWords.saveAsJson, 'keys-main-memory.json', '"untilSeconds": 3600'],
  ])('Export › %s › saves a file that names its source', async (_, item, name, line) => {
    const saved = collectSavedFiles();
    const { user } = showTab();
    await user.click(await screen.findByRole('button', { name: memoryWords.exportText }));
    await user.click(await screen.findByRole('menuitem', { name: item }));
    expect(saved.map((file) => file.name)).toEqual([name]);
    expect(await saved[0]?.text()).toContain(line);
    expect(await screen.findByText(memoryWords.nameIsInYourDownloads(name))).toBeTruthy();
  });
});

describe('tables of the memory', () => {
  test('largest keys › of all keys; a click opens the key in the list', async () => {
    const { user } = showTab();
    expect(await screen.findByText(memoryWords.countOfText('2', '100'))).toBeTruthy();
    expect(cells(memoryWords.largestKeys)).toEqual([
      ['session:1', 'hash', '2 KB'],
      ['user:7', 'hash', '500 B'],
    ]);
    expect(within(table(memoryWords.largestKeys)).getByText(memoryWords.serialised)).toBeTruthy();
    await user.click(within(table(memoryWords.largestKeys)).getByRole('button', { name: 'session:1' }));
    expect(window.location.hash).toBe('#/keys/main?keyDatabase=0&key=session%3A1');
  });

  test('largest keys › by memory where the server was asked', async () => {
    showTab({ found: analysis({ largest: [large('a', { memoryBytes: 4096 })] }) });
    await waitFor(() => expect(cells(memoryWords.largestKeys)).toEqual([['a', 'hash', '4 KB']]));
    expect(within(table(memoryWords.largestKeys)).getByText(memoryWords.inMemory)).toBeTruthy();
  });

  test('types › the largest first, each bar relative to it', async () => {
    showTab();
    await screen.findByText('Average key');
    expect(cells(memoryWords.typesAndEncodings)).toEqual([
      ['hash', 'listpack', '40', '3.91 KB'],
      ['string', 'embstr', '60', '0.98 KB'],
    ]);
    const bars = table(memoryWords.typesAndEncodings).querySelectorAll<HTMLElement>('[style]');
    expect([...bars].map(({ style }) => style.width)).toEqual(['100%', '25%']);
  });

  test('expiry › says in words what the bars show', async () => {
    showTab({ found: analysis({ expired: { keys: 1, sizeBytes: 1 } }) });
    const section = await screen.findByRole('region', { name: memoryWords.keysThatExpire });
    expect(within(section).getByRole('img').getAttribute('aria-label')).toBe(
      'Keys by time left: 1 h: 1, later: 12,400',
    );
    expect(section.textContent).toContain('1 key expires within 1 h. 1 key already expired; a restore drops them.');
    expect(section.textContent).toContain('12,401 keys, by time left');
  });

  test('expiry › no key has one › a sentence instead of an empty chart', async () => {
    showTab({ found: analysis({ expiry: [{ untilSeconds: 60, keys: 0, sizeBytes: 0 }] }) });
    expect(await screen.findByText(memoryWords.noKeyHasAnExpiry)).toBeTruthy();
  });

  test('keys without expiry › counts them by prefix, and leaves out prefixes without any', async () => {
    showTab();
    await waitFor(() => expect(cells(memoryWords.keysWithoutExpiryByPrefix)).toEqual([['session:', '2', '74 B']]));
  });

  test('keys without expiry › the action asks for an expiry of exactly these keys', async () => {
    const { user } = showTab();
    await waitFor(() => expect(cells(memoryWords.keysWithoutExpiryByPrefix)).toHaveLength(1));
    await user.click(screen.getByRole('button', { name: memoryWords.setAnExpiryForPrefixWords('session:') }));
    expect(keyDialog.get()).toMatchObject({
      kind: 'expiry-many',
      many: {
        ...{ instance: 'main', keys: 2, sizeBytes: 74 },
        selection: { filter: { database: 0, prefix: { text: 'session:' }, expires: 'none' } },
      },
    });
  });

  test('keys without expiry › of a backup › no action; of a read-only instance › its action does nothing', async () => {
    const { unmount } = showTab({ source: nightly, editing: ofFile });
    await screen.findByText('Average key');
    expect(screen.queryByRole('button', { name: memoryWords.setAnExpiryForPrefixWords('session:') })).toBeNull();
    unmount();
    const { user } = showTab({ editing: { ...live, blocked: 'main is read-only.' } });
    await user.click(await screen.findByRole('button', { name: memoryWords.setAnExpiryForPrefixWords('session:') }));
    expect(keyDialog.get()).toBeNull();
  });
});

describe('growth since a backup', () => {
  const backups = [
    someBackup('before', '2026-11-01T00:00:00.000Z'),
    someBackup('broken', '2026-11-01T00:00:00.000Z', { damaged: true }),
    someBackup('theirs', '2026-11-01T00:00:00.000Z', { instance: 'other' }),
  ];
  const grown = (text: string, before: readonly [number, number], after: readonly [number, number]) => ({
    ...{ database: 0, prefix: { text }, keysBefore: before[0], bytesBefore: before[1] },
    ...{ keysAfter: after[0], bytesAfter: after[1] },
  });

  async function choose(name: string, options: Options = {}) {
    const shown = showTab({ backups, ...options });
    await shown.user.click(await screen.findByRole('combobox', { name: memoryWords.sinceTheBackup }));
    await shown.user.click(await screen.findByRole('option', { name: new RegExp(`^${name},`) }));
    return shown;
  }

  test('growth › offers the readable backups of the same instance, and not the one that is shown', async () => {
    const { user, unmount } = showTab({ backups });
    await user.click(await screen.findByRole('combobox', { name: memoryWords.sinceTheBackup }));
    expect((await screen.findAllByRole('option')).map(({ textContent }) => textContent?.split(',')[0])).toEqual([
      'before',
    ]);
    unmount();
    showTab({ backups, source: { kind: 'backup', instance: 'main', name: 'before' }, editing: ofFile });
    await screen.findByText('Average key');
    expect(screen.queryByRole('region', { name: memoryWords.growthSinceABackup })).toBeNull();
  });

  test('growth › a backup is chosen › the greatest change first, with its sign; what did not change is left out', async () => {
    core.reply({
      keyspace: {
        growth: () => [
          grown('same:', [1, 10], [1, 10]),
          grown('grown:', [1, 100], [1500, 2148]),
          grown('gone:', [3, 4096], [0, 0]),
        ],
      },
    });
    await choose('before');
    await waitFor(() =>
      expect(cells(memoryWords.growthByPrefix)).toEqual([
        ['gone:', '−3', '−4 KB'],
        ['grown:', '+1,499', '+2 KB'],
      ]),
    );
    const asked = core.calls.find(({ procedure }) => procedure === 'keyspace.growth')?.input;
    expect(asked).toEqual({
      before: { kind: 'backup', instance: 'main', name: 'before' },
      after: main,
      separator: ':',
    });
  });

  test('growth › nothing changed, or it cannot be compared › says so', async () => {
    core.reply({ keyspace: { growth: () => [grown('same:', [1, 10], [1, 10])] } });
    const { unmount } = await choose('before');
    expect(await screen.findByText(memoryWords.noPrefixGrewOrShrank)).toBeTruthy();
    unmount();
    core.reply({
      keyspace: {
        growth() {
          throw failure('NOT_FOUND', 'There is no backup "before".', { what: 'backup', id: 'before' });
        },
      },
    });
    await choose('before');
    expect((await screen.findByRole('alert')).textContent).toContain('There is no backup "before".');
  });
});

describe('treemap of prefixes', () => {
  const showMap = (prefixes: readonly Prefix[], place: Partial<ReturnType<typeof rootOf>> = {}) => {
    const total = prefixes.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    const here = { ...rootOf(main), tab: 'memory' as const, ...place };
    return show(<PrefixTreemap prefixes={prefixes} total={total} place={here} separator=":" />);
  };
  const areas = () => [...map().querySelectorAll<HTMLButtonElement>('svg button')];

  const firstArea = async () => {
    await waitFor(() => expect(areas()).not.toEqual([]));
    return areas()[0] as HTMLElement;
  };

  test('treemap › an area for each prefix; a click goes into it', async () => {
    const { user } = showMap([prefix('session:', { sizeBytes: 3000 }), prefix('user:', { sizeBytes: 1000 })]);
    await waitFor(() =>
      expect(areas().map(({ textContent }) => textContent)).toEqual(['session:2.93 KB75 %', 'user:0.98 KB']),
    );
    await user.click(screen.getByRole('button', { name: /session:/ }));
    expect(window.location.hash).toBe('#/keys/main?database=0&tab=memory&prefix=session%3A');
  });

  test('treemap › keys without further parts › a click leads to their list', async () => {
    const here = { text: 'user:' };
    const { user } = showMap([{ ...prefix('user:'), prefix: here }], { database: 0, prefix: here });
    await user.click(await firstArea());
    expect(window.location.hash).toBe('#/keys/main?database=0&prefix=user%3A');
  });

  test('treemap › the focus or the pointer on an area › says its size, share and mean', async () => {
    showMap([prefix('session:', { sizeBytes: 3000, keys: 3 }), prefix('user:', { sizeBytes: 1000 })]);
    const area = await firstArea();
    fireEvent.focus(area);
    expect(map().textContent).toContain('session: 2.93 KB, 75.0 % · 3 keys, 0.98 KB each');
    fireEvent.blur(area);
    expect(map().textContent).toContain(memoryWords.clickAPrefixToGoInto);
  });

  test('treemap › more prefixes than can be seen › the rest is one area that leads nowhere', async () => {
    showMap(
      Array.from({ length: 43 }, (_, at) => prefix(`p${String(at).padStart(2, '0')}:`, { sizeBytes: 1000 - at })),
    );
    await waitFor(() => expect(areas()).toHaveLength(41));
    const [rest] = areas().filter(({ disabled }) => disabled);
    expect(rest?.getAttribute('aria-label') ?? rest?.textContent).toContain('3 more');
  });

  test('treemap › several databases › names the database of each prefix; empty prefixes have no area', async () => {
    showMap([prefix('a:'), prefix('', { database: 2 }), prefix('empty:', { sizeBytes: 0, keys: 0 })]);
    await waitFor(() =>
      expect(
        areas()
          .map(({ textContent }) => textContent?.replace(/0.98 KB.*/, ''))
          .sort(),
      ).toEqual(['db0 a:', 'db2 (no prefix)']),
    );
  });

  test('treemap › the path › leads back to each folder and to all keys', async () => {
    const { user } = showMap([prefix('a:b:c:')], { database: 1, prefix: { text: 'a:b:' } });
    const path = within(screen.getByRole('navigation', { name: memoryWords.prefix }));
    expect(path.getAllByRole('button').map(({ textContent }) => textContent)).toEqual(['All', 'db1', 'a:', 'a:b:']);
    expect(path.getByRole('button', { name: 'a:b:' }).getAttribute('aria-current')).toBe('true');
    await user.click(path.getByRole('button', { name: 'a:' }));
    expect(window.location.hash).toBe('#/keys/main?database=1&tab=memory&prefix=a%3A');
    await user.click(path.getByRole('button', { name: memoryWords.all }));
    expect(window.location.hash).toBe('#/keys/main?tab=memory');
  });
});
