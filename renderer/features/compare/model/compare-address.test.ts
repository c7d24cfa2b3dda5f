import { expect, test } from 'vitest';
import { type ComparePlace, compareAddress, comparePlaceOf, compareRoot, compareSearch } from './compare-address.ts';

const places: readonly ComparePlace[] = [
  compareRoot(null, null),
  compareRoot({ kind: 'backup', instance: 'main', name: 'pre-deploy' }, { kind: 'instance', instance: 'shop' }),
  {
    before: { kind: 'file', path: '/tmp/a b/5?&=#.rdb' },
    after: { kind: 'upload', upload: '7' },
    database: 3,
    prefix: { text: '12:é?' },
    key: { database: 3, name: { base64: '/wA=' } },
    kinds: ['added', 'expiry'],
  },
];

test.each(places)('address of a comparison › written and read › the same place (%#)', (place) => {
  const [, query = ''] = compareAddress(place).split('?');
  expect(comparePlaceOf(compareSearch(Object.fromEntries(new URLSearchParams(query))))).toEqual(place);
});

test('address of a comparison › written by anyone › what is wrong is left out', () => {
  const raw = { before: 'backup:main', after: 12, folder: 'db', key: 'db0.x', kinds: 'added.other' };
  expect(comparePlaceOf(compareSearch(raw))).toEqual({ ...compareRoot(null, null), kinds: ['added'] });
});
