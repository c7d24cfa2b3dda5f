import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KeyList } from './key-list.ts';
import { KeyViews } from './key-views.ts';
import { LiveIndex } from './live-index.ts';

test('key list › keys directly below a prefix › only those without the separator after it', async () => {
  const part = fc.constantFrom('a', 'b', ':', '::', '.', 'ü');
  const name = fc.array(part, { maxLength: 6 }).map((parts) => parts.join(''));
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(name, { maxLength: 40 }),
      fc.option(fc.constantFrom('a', 'a:', 'b::'), { nil: undefined }),
      fc.constantFrom(':', '::', '.'),
      fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
      async (names, prefix, directBy, text) => {
        const index = new LiveIndex();
        for (const one of names) {
          const keyBytes = Buffer.from(one);
          const place = { keyBytes, keyStart: 0, keyEnd: keyBytes.length, offset: 0, length: 0 };
          index.put({ ...place, database: 0, type: 0, expireAtMs: -1, sizeBytes: 9 });
        }
        const { signal } = new AbortController();
        const list = new KeyList(index, new KeyViews(index, signal), signal);
        const search = text === undefined ? undefined : { kind: 'contains' as const, text };
        const filter = {
          database: 0,
          directBy,
          ...(prefix && { prefix: { text: prefix } }),
          ...(search && { search }),
        };
        const found = await list.find(filter, 'key', true);
        const expected = names
          .filter((one) => one.startsWith(prefix ?? '') && !one.slice((prefix ?? '').length).includes(directBy))
          .filter((one) => one.includes(text ?? ''))
          .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
        const rows = Array.from({ length: found.total }, (_, at) => index.columns.key(found.row(at)).toString());
        expect(rows).toEqual(expected);
      },
    ),
  );
});
