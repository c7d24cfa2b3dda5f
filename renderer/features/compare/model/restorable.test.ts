import { describe, expect, test } from 'vitest';
import type { DifferenceFilter } from '../../../../shared/contract/compare.ts';
import type { KeySource } from '../../../../shared/contract/keyspace.ts';
import { nothingChosen, toggledFolder, toggledKey } from './choice.ts';
import { filterSelection, folderSelection, restoreTask } from './restorable.ts';

const before: KeySource = { kind: 'backup', instance: 'main', name: 'nightly' };
const after: KeySource = { kind: 'instance', instance: 'acme' };
const counts = { added: 4, removed: 3, changed: 2, expiryOnly: 1, same: 9, expired: 0 };
const state = { type: 'string', encoding: 'raw', sizeBytes: 10, expiresAt: null } as const;
const everything: DifferenceFilter = {
  database: 'all',
  kinds: ['added', 'removed', 'changed', 'expiry'],
  hideExpired: false,
};

describe('restore of a comparison', () => {
  test('restore of a comparison › everything is shown › takes all but the added keys', () => {
    const selection = filterSelection(everything);
    expect(restoreTask({ before, after }, everything.kinds, { selection, keys: 6 })).toMatchObject({
      ...{ source: before, keys: 6, into: 'acme', existing: 'replace' },
      only: ['missing', 'changed', 'expiry'],
      selection: { filter: { database: 'all' } },
    });
  });

  test('restore of a comparison › a kind, a prefix and a search › takes only those', () => {
    const filter: DifferenceFilter = {
      ...{ database: 2, prefix: { text: 'cart:' }, kinds: ['removed', 'added'], hideExpired: false },
      search: { kind: 'contains', text: '7' },
    };
    const selection = filterSelection(filter);
    expect(selection).toEqual({
      filter: { database: 2, prefix: { text: 'cart:' }, search: { kind: 'contains', text: '7' } },
    });
    expect(restoreTask({ before, after }, filter.kinds, { selection, keys: 3 }).only).toEqual(['missing']);
  });

  test('restore of a comparison › two backups › asks for the instance, and takes all keys of the selection', () => {
    const newer: KeySource = { kind: 'backup', instance: 'main', name: 'newer' };
    const task = restoreTask({ before, after: newer }, [], { selection: { all: true }, keys: 1 });
    expect(task.into).toBeNull();
    expect(task).not.toHaveProperty('only');
  });

  test('restore of a comparison › ticked folders, a database and a key › prefixes and names, binary ones as they are', () => {
    const choice = toggledKey(
      toggledFolder(toggledFolder(nothingChosen, { database: 0, prefix: { text: 'cart:' }, counts }), {
        database: 3,
        prefix: null,
        counts,
      }),
      { database: 0, key: { base64: '/wA=' }, change: 'removed', expired: false, before: state, after: null },
    );
    expect(folderSelection(choice)).toEqual({
      prefixes: [
        { database: 0, prefix: { text: 'cart:' } },
        { database: 3, prefix: { text: '' } },
      ],
      keys: [{ database: 0, key: { base64: '/wA=' } }],
    });
  });
});
