import { act, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { KeyHistoryState, KeyVersion } from '../../../shared/contract/key-history.ts';
import type { KeyValue } from '../../../shared/contract/keyspace.ts';
import { core, failure } from '../../../test/support/components/fake-core.ts';
import { show } from '../../../test/support/components/show.tsx';
import { showAt } from '../../../test/support/components/show-at.tsx';
import { historyAddress } from '../keys/model/history-address.ts';
import { keysSearch } from '../keys/model/keys-address.ts';
import { restoreKeysTask } from '../keys/restore/restore-keys-dialog-state.ts';
import { HistoryPage } from './history-page.tsx';
import { Timeline } from './timeline.tsx';
import * as historyWords from './words.ts';

const day = (number: number) => `2020-01-0${number}T00:00:00.000Z`;
const seen = (backup: string | null, at: string, expiresAt: string | null = null) => ({ backup, at, expiresAt });
const version = (number: number | null, ...sightings: KeyVersion['seen']): KeyVersion => ({
  ...{ number, type: number === null ? null : 'string', sizeBytes: number === null ? null : 20, seen: sightings },
  hash: number === null ? null : `h${number}`,
});
const versions = [
  version(1, seen('mon', day(1)), seen('tue', day(2))),
  version(null, seen('wed', day(3))),
  version(2, seen('thu', day(4)), seen(null, day(5))),
];
const state = (change: Partial<KeyHistoryState> = {}): KeyHistoryState => ({
  ...{ indexed: 4, total: 4, leftOut: [], unread: [], liveProblem: null, versions },
  ...change,
});
const text = (value: string, next: string | null = null): KeyValue => ({
  ...{ type: 'string', lengthBytes: value.length, fromByte: 0, next, value: { text: value } },
});

function reply(
  states: readonly KeyHistoryState[],
  value: (backup: string | null) => KeyValue = (of) => text(of ?? 'live'),
) {
  core.reply({
    keyHistory: {
      key: async function* () {
        yield* states;
      } as never,
    },
    keyspace: { value: ({ source }) => value(source.kind === 'backup' ? source.name : null) },
  });
}

const place = { instance: 'main', database: 0, name: { text: 'cart:7' } };
const open = (address = historyAddress(place)) =>
  showAt(address, { path: '/key-history/$id', component: HistoryPage, validateSearch: keysSearch });

afterEach(() => act(() => restoreKeysTask.set(null)));

const list = () => within(screen.getByRole('region', { name: historyWords.versions }));
const rows = async () =>
  within(await screen.findByRole('region', { name: historyWords.versions }))
    .getAllByRole('button')
    .map((row) => row.textContent);
const selected = () =>
  list()
    .getAllByRole('button', { pressed: true })
    .map((row) => row.querySelector('strong')?.textContent);
const lines = () =>
  screen.getAllByRole('row').map((row) => [...row.querySelectorAll('td')].map(({ textContent }) => textContent));

describe('history of a key', () => {
  test('history › the newest version first, with its backups, its time and its size', async () => {
    reply([state()]);
    open();
    expect(await rows()).toEqual([
      expect.stringMatching(/^BVersion 21 backup, live4 Jan 2020 to live, now20 B$/),
      expect.stringMatching(/^AAbsent1 backup(?!.* to ).*—$/),
      expect.stringMatching(/^Version 12 backups.*20 B$/),
    ]);
    expect(screen.getByText(historyWords.versionsIn('2 versions', '4 backups', true))).toBeTruthy();
  });

  test('history › while backups are read for the first time › how many', async () => {
    reply([state({ versions: null, indexed: 1, total: 30 })]);
    open();
    expect(await screen.findByText(historyWords.readingBackups('1', '30'))).toBeTruthy();
  });

  test('history › what is not in it › imported and unreadable backups, and the live state', async () => {
    reply([
      state({
        ...{ leftOut: ['imported'], unread: [{ backup: 'broken', reason: 'It is cut off.' }] },
        liveProblem: 'main is not running.',
      }),
    ]);
    open();
    expect(await screen.findByText(historyWords.importedLeftOut('imported'))).toBeTruthy();
    expect(screen.getByText(historyWords.unreadBackups('broken'))).toBeTruthy();
    expect(screen.getByText(historyWords.withoutLive('main is not running.'))).toBeTruthy();
    expect(screen.getByText(historyWords.versionsIn('2 versions', '3 backups', false))).toBeTruthy();
  });

  test('history › a key that no backup has › the reason, and Try again reads it', async () => {
    let isMissing = true;
    reply([state()]);
    core.reply({
      keyHistory: {
        key: async function* () {
          if (isMissing) throw failure('NOT_FOUND', 'No backup has the key.', { what: 'key', id: 'cart:7' });
          yield state();
        } as never,
      },
    });
    const { user } = open();
    expect((await screen.findByRole('alert')).textContent).toContain('No backup has the key.');
    isMissing = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await rows()).toHaveLength(3);
  });

  test('history › an address without a key › says where to choose one, and asks nothing', async () => {
    open('/key-history/main');
    expect(await screen.findByText(historyWords.chooseAKey)).toBeTruthy();
    expect(core.calls).toEqual([]);
  });

  test('history › Back and Open in Keys › lead to the live key', async () => {
    reply([state()]);
    const { user } = open();
    await rows();
    await user.click(screen.getByRole('button', { name: historyWords.openInKeys }));
    expect(window.location.hash).toBe('#/keys/main?database=0&key=cart%3A7');
  });

  test.each([
    ['text', { text: 'cart:7' }, 0, '--key cart:7'],
    ['bytes', { base64: '/w==' }, 0, '--key-base64 /w=='],
    ['another database', { text: 'a' }, 3, '--database 3 --key a'],
  ])('history › %s › the CLI command that prints it', async (_, name, database, flags) => {
    reply([state()]);
    open(historyAddress({ instance: 'main', database, name }));
    await rows();
    expect(screen.getByTitle(`manage.sh --action key-history ${flags}`)).toBeTruthy();
  });
});

describe('comparing two versions', () => {
  test('compare › at first the newest two; an absent version has no lines', async () => {
    reply([state()], () => text('one\ntwo'));
    open();
    await waitFor(() =>
      expect(lines()).toEqual([
        ['', '', '1', 'one'],
        ['', '', '2', 'two'],
      ]),
    );
    expect(screen.getByText(historyWords.lineCounts('0', '2'))).toBeTruthy();
    expect(screen.getByText('Absent · wed')).toBeTruthy();
    expect(screen.getByText(`Version 2 · ${historyWords.liveNow}`)).toBeTruthy();
  });

  test('compare › another version is selected › it replaces the one that was selected for longer', async () => {
    reply([state()], (backup) => text(backup === null ? 'a\nc' : 'a\nb'));
    const { user } = open();
    await rows();
    expect(selected()).toEqual(['Version 2', 'Absent']);
    await user.click(list().getByRole('button', { name: /Version 1/ }));
    expect(selected()).toEqual(['Version 2', 'Version 1']);
    await waitFor(() =>
      expect(lines()).toEqual([
        ['1', 'a', '1', 'a'],
        ['2', 'b', '2', 'c'],
      ]),
    );
    await user.click(list().getByRole('button', { name: /Version 1/ }));
    expect(selected()).toEqual(['Version 2', 'Version 1']);
  });

  test('compare › the only version › with itself: both are equal', async () => {
    reply([state({ versions: [version(1, seen('mon', day(1)))] })]);
    open();
    expect(await screen.findByText(historyWords.equalValues)).toBeTruthy();
  });

  test.each([
    ['a string', text('x', '65536'), historyWords.onlyTheFirstPart],
    [
      'a set',
      { type: 'set', next: '1000', length: 5000, items: [{ text: 'a' }] } as KeyValue,
      historyWords.onlyTheFirst('1,000'),
    ],
  ])('compare › %s that is longer than a page › says what is compared', async (_, value, hint) => {
    reply([state()], () => value);
    open();
    expect(await screen.findByText(hint)).toBeTruthy();
  });

  test('compare › a version that cannot be read › the reason', async () => {
    reply([state()]);
    core.reply({
      keyspace: {
        value() {
          throw failure('NOT_FOUND', 'There is no backup "thu".', { what: 'backup', id: 'thu' });
        },
      },
    });
    open();
    expect((await screen.findByRole('alert')).textContent).toContain(historyWords.couldNotReadTheVersion);
  });
});

describe('restoring a version', () => {
  test('restore › an older version › from the newest backup that holds it, into the instance', async () => {
    reply([state()]);
    const { user } = open();
    await rows();
    await user.click(list().getByRole('button', { name: /Version 1/ }));
    await user.click(await screen.findByRole('button', { name: historyWords.restoreVersion(1) }));
    expect(restoreKeysTask.get()).toMatchObject({
      ...{ source: { kind: 'backup', instance: 'main', name: 'tue' }, into: 'main', existing: 'replace', keys: 1 },
      ...{ selection: { keys: [{ database: 0, key: { text: 'cart:7' } }] }, flags: { key: 'cart:7', database: '0' } },
    });
  });

  test('restore › the version that is live, and absence › cannot be restored', async () => {
    reply([state()]);
    open();
    await rows();
    expect(screen.queryByRole('button', { name: /^Restore version/ })).toBeNull();
    expect(screen.queryByText(historyWords.undoRestores.trim())).toBeNull();
  });
});

describe('timeline', () => {
  const bars = (container: HTMLElement) =>
    [...container.querySelectorAll<HTMLElement>('section [style*="width"]')].map(({ textContent, style }) => [
      textContent,
      Math.round(Number.parseFloat(style.left)),
      Math.round(Number.parseFloat(style.width)),
    ]);

  test('timeline › a bar from the first to the last backup of each version, in proportion to time', () => {
    const { container } = show(<Timeline versions={versions} notes={[]} />);
    expect(bars(container)).toEqual([
      ['Version 1', 0, 24],
      [historyWords.absent, 48, 1],
      ['Version 2', 72, 24],
    ]);
  });

  test('timeline › one backup alone › a bar that can be seen', () => {
    const { container } = show(<Timeline versions={[version(1, seen('mon', day(1)))]} notes={[]} />);
    expect(bars(container)).toEqual([['Version 1', 0, 1]]);
  });

  test('timeline › each backup › a mark with its name; the live state too', () => {
    show(<Timeline versions={versions} notes={['A note.']} />);
    expect(screen.getByTitle(/^tue · /)).toBeTruthy();
    expect(screen.getByTitle(new RegExp(`^${historyWords.live} · `))).toBeTruthy();
    expect(screen.getByText('A note.')).toBeTruthy();
  });
});
