import { describe, expect, test } from 'vitest';
import type { DifferenceCounts, DifferenceFilter } from '../../../../shared/contract/compare.ts';
import type { KeySource } from '../../../../shared/contract/keyspace.ts';
import { restoreTask } from './restorable.ts';

const before: KeySource = { kind: 'backup', instance: 'main', name: 'nightly' };
const after: KeySource = { kind: 'instance', instance: 'acme' };
const counts: DifferenceCounts = { added: 4, removed: 3, changed: 2, expiryOnly: 1, same: 9, expired: 0 };

function filter(change: Partial<DifferenceFilter> = {}): DifferenceFilter {
  return { database: 'all', kinds: ['added', 'removed', 'changed', 'expiry'], hideExpired: false, ...change };
}

describe('restore of a comparison', () => {
  test('restore of a comparison › everything is shown › takes all but the added keys', () => {
    expect(restoreTask({ before, after }, filter(), counts)).toMatchObject({
      source: before,
      keys: 6,
      into: 'acme',
      existing: 'replace',
      only: ['missing', 'changed', 'expiry'],
      selection: { filter: { database: 'all' } },
    });
  });

  test('restore of a comparison › a kind, a prefix and a search › takes only those', () => {
    const shown = filter({
      ...{ database: 2, prefix: { text: 'cart:' }, kinds: ['removed', 'added'] },
      search: { kind: 'contains', text: '7' },
    });
    expect(restoreTask({ before, after }, shown, { ...counts, changed: 0, expiryOnly: 0 })).toMatchObject({
      keys: 3,
      only: ['missing'],
      selection: {
        filter: { database: 2, prefix: { text: 'cart:' }, search: { kind: 'contains', text: '7' } },
      },
    });
  });

  test('restore of a comparison › only added keys are shown › there is nothing to restore', () => {
    expect(restoreTask({ before, after }, filter({ kinds: ['added'] }), counts)).toBeNull();
    expect(restoreTask({ before, after }, filter(), { ...counts, removed: 0, changed: 0, expiryOnly: 0 })).toBeNull();
  });

  test('restore of a comparison › two backups › asks for the instance, and takes all keys of the filter', () => {
    const task = restoreTask({ before, after: { kind: 'backup', instance: 'main', name: 'newer' } }, filter(), counts);
    expect(task?.into).toBeNull();
    expect(task).not.toHaveProperty('only');
  });
});
