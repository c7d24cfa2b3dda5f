import { screen, within } from '@testing-library/react';
import { useEffect, useState } from 'react';
import {
  type ChosenPlace,
  type ComparePlace,
  compareAddress,
  comparePlaceOf,
  compareRoot,
  compareSearch,
} from '../../../renderer/features/compare/model/compare-address.ts';
import { ComparePage } from '../../../renderer/features/compare/page/compare-page.tsx';
import * as listsWords from '../../../renderer/features/compare/words/lists.ts';
import type { ComparedKey, Comparison, DifferenceCounts, DifferenceFilter } from '../../../shared/contract/compare.ts';
import type { KeySource } from '../../../shared/contract/keyspace.ts';
import { core } from './fake-core.ts';
import { show } from './show.tsx';

export const nightly: KeySource = { kind: 'backup', instance: 'main', name: 'nightly' };

export const main: KeySource = { kind: 'instance', instance: 'main' };

export const counts = (change: Partial<DifferenceCounts> = {}): DifferenceCounts => ({
  ...{ added: 0, removed: 0, changed: 0, expiryOnly: 0, same: 0, expired: 0 },
  ...change,
});

export const side = (sizeBytes: number, expiresAt: string | null = null) => ({
  ...{ type: 'string' as const, encoding: 'raw', expiresAt, sizeBytes },
});

export const difference = (name: string, change: ComparedKey['change'], database = 0): ComparedKey => ({
  ...{ database, key: { text: name }, change, expired: false },
  before: change === 'added' ? null : side(100),
  after: change === 'removed' ? null : side(2048),
});

export const all = [
  difference('cart:1', 'removed'),
  difference('cart:2', 'changed'),
  difference('user:1', 'added'),
  difference('user:2', 'expiry'),
];

export const totals = counts({ added: 1, removed: 3, changed: 1, expiryOnly: 1, same: 61_690, expired: 2 });

export function state(change: Partial<Comparison> = {}): Comparison {
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

export function found(filter: DifferenceFilter | undefined, items: readonly ComparedKey[]): readonly ComparedKey[] {
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
export function reply(items: readonly ComparedKey[] = all, ...states: readonly Comparison[]) {
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

export const placeAt = (hash: string): ComparePlace =>
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

export function open(place: Partial<ComparePlace> = {}) {
  window.location.hash = compareAddress({ ...compareRoot(nightly, main), ...place });
  return show(<AtAddress />);
}

export const grid = () => screen.getByRole('grid', { name: listsWords.differentKeys });

export const rows = () =>
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

export const names = () => rows().map(([name]) => name);

export const kind = (label: string) => screen.getByRole('button', { name: label });

export const tree = () => within(screen.getByRole('navigation', { name: listsWords.databasesAndPrefixes }));

/** The tree, as soon as the comparison is shown. */
export const shownTree = async () =>
  within(await screen.findByRole('navigation', { name: listsWords.databasesAndPrefixes }));

export const lists = () =>
  core.calls
    .filter(({ procedure }) => procedure === 'compare.list')
    .map(({ input }) => input as { filter: DifferenceFilter });
