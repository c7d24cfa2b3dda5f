import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareBytes, KeyArena } from './key-arena.ts';
import { globMatcher, globSearch, type KeySearch } from './match-glob.ts';
import { textSearch } from './match-text.ts';
import { MAX_NEEDLE } from './needle.ts';
import { RowList } from './row-list.ts';
import { BLOCK_ROWS, runSliced, type Sliced } from './slices.ts';
import { sortByNumber } from './sort-by-number.ts';

function finished<T>(work: Sliced<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

describe('names of keys in memory', () => {
  const keyAt = (arena: KeyArena, position: number) => {
    arena.seek(position);
    return Buffer.from(arena.bytes.subarray(arena.start, arena.end));
  };

  test('any keys, also empty, binary and long ones › found by their position, which increases', () => {
    const length = fc.oneof(fc.nat(200), fc.constantFrom(0, 63, 64, 127, 128, 16_383, 16_384, 300_000));
    fc.assert(
      fc.property(fc.array(fc.tuple(length, fc.nat(255)), { maxLength: 30 }), (shapes) => {
        const arena = new KeyArena();
        const keys = shapes.map(([size, byte]) => Buffer.alloc(size, byte));
        const positions = keys.map((key) => arena.append(Buffer.concat([Buffer.from('<'), key]), 1, key.length + 1));
        for (const [index, key] of keys.entries()) expect(keyAt(arena, positions[index] ?? 0).equals(key)).toBe(true);
        expect(positions).toEqual([...positions].sort((a, b) => a - b));
        expect(new Set(positions).size).toBe(keys.length);
      }),
      { numRuns: 30 },
    );
  });

  test('a key longer than a chunk › has its own chunk, and the next keys are found', () => {
    const arena = new KeyArena();
    const large = Buffer.alloc(3 * 1024 * 1024, 7);
    const positions = [Buffer.from('a'), large, Buffer.from('b')].map((key) => arena.append(key, 0, key.length));
    expect(positions.map((position) => keyAt(arena, position).length)).toEqual([1, large.length, 1]);
    expect(arena.reservedBytes).toBeGreaterThan(large.length);
    expect(arena.reservedBytes).toBeLessThan(large.length + 3 * 1024 * 1024);
  });

  test('comparison › of any bytes › as Buffer.compare does', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 6 }), fc.uint8Array({ maxLength: 6 }), (a, b) => {
        expect(Math.sign(compareBytes(a, 0, a.length, b, 0, b.length))).toBe(Buffer.compare(a, b));
      }),
    );
  });
});

describe('the part that every match contains', () => {
  const parts = fc.array(fc.constantFrom('a', 'b', 'B', ':', '*', '?', '[ab]', '[^a]', '\\*', 'long-part-', '\0'), {
    maxLength: 8,
  });
  const keys = fc
    .array(fc.constantFrom('a', 'b', 'B', ':', '*', 'long-part-', '\0', 'é'), { maxLength: 8 })
    .map((all) => Buffer.from(all.join('')));

  /** Whether the needle of a search is somewhere in the key. */
  function contains({ needle }: KeySearch, key: Buffer): boolean {
    if (needle === null) return true;
    for (let at = 0; at + needle.length <= key.length; at++) {
      let place = 0;
      while (place < needle.length && needle.sets[(place << 8) | (key[at + place] ?? 0)] === 1) place++;
      if (place === needle.length) return true;
    }
    return false;
  }

  test('any pattern and key › a match contains it, and if it suffices, it decides', () => {
    fc.assert(
      fc.property(parts, keys, (pattern, key) => {
        const bytes = Buffer.from(pattern.join(''));
        const search = globSearch(bytes);
        const matches = search.matches(key, 0, key.length);
        expect(globMatcher(bytes)(key, 0, key.length)).toBe(matches);
        if (matches) expect(contains(search, key)).toBe(true);
        if (search.isEnough) expect(contains(search, key)).toBe(matches);
      }),
      { numRuns: 2000 },
    );
  });

  test('any text and key › like a search in lower case', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'B', 'b', ':', 'é', 'É', 'İ', 'ß', '\0'), maxLength: 5 });
    fc.assert(
      fc.property(word, keys, (text, key) => {
        const search = textSearch(text);
        const matches = search.matches(key, 0, key.length);
        expect(matches).toBe(key.toString().toLowerCase().includes(text.toLowerCase()));
        if (matches) expect(contains(search, key)).toBe(true);
        if (search.isEnough) expect(contains(search, key)).toBe(matches);
      }),
      { numRuns: 1000 },
    );
  });

  test('a long part › limited, and then not sufficient alone', () => {
    const text = 'x'.repeat(MAX_NEEDLE + 8);
    expect(textSearch(text)).toMatchObject({ isEnough: false, needle: { length: MAX_NEEDLE } });
    expect(globSearch(Buffer.from(`*${text}*`))).toMatchObject({ isEnough: false, needle: { length: MAX_NEEDLE } });
    expect(textSearch('x'.repeat(MAX_NEEDLE)).isEnough).toBe(true);
    expect(globSearch(Buffer.from('?*?')).needle).toBeNull();
  });
});

describe('sorting by a number', () => {
  test('any numbers up to 2^53 › ascending and stable, and the given rows do not change', () => {
    const number = fc.oneof(fc.nat(3), fc.nat(0xffff_ffff), fc.maxSafeNat());
    fc.assert(
      fc.property(fc.array(number, { maxLength: 60 }), (values) => {
        const rows = Uint32Array.from(values, (_, row) => row);
        const sorted = [...finished(sortByNumber(rows, (row) => values[row] ?? 0))];
        const expected = values
          .map((value, row) => ({ value, row }))
          .sort((a, b) => a.value - b.value || a.row - b.row);
        expect(sorted).toEqual(expected.map(({ row }) => row));
        expect([...rows]).toEqual(values.map((_, row) => row));
      }),
    );
  });

  test('many rows › pauses between the blocks', () => {
    const rows = Uint32Array.from({ length: BLOCK_ROWS * 2 + 5 }, (_, row) => row);
    const work = sortByNumber(rows, (row) => rows.length - row);
    let pauses = 0;
    for (;;) {
      const { done, value } = work.next();
      if (!done) pauses += 1;
      else {
        expect([value[0], value.at(-1)]).toEqual([rows.length - 1, 0]);
        break;
      }
    }
    expect(pauses).toBeGreaterThanOrEqual(6);
  });
});

describe('work in slices', () => {
  test('cancelled, urgent later, or failing › ends with the reason, waits, or throws', async () => {
    function* steps(count: number): Sliced<number> {
      for (let step = 0; step < count; step++) yield;
      return count;
    }
    const controller = new AbortController();
    controller.abort(new Error('closed'));
    await expect(runSliced(steps(3), controller.signal)).rejects.toThrow('closed');
    expect(await runSliced(steps(1000))).toBe(1000);
    let checks = 0;
    expect(await runSliced(steps(2), undefined, () => ++checks > 3)).toBe(2);
    expect(checks).toBeGreaterThan(3);
    function* fails(): Sliced<never> {
      yield;
      throw new Error('broken');
    }
    await expect(runSliced(fails())).rejects.toThrow('broken');
  });

  test('a list of rows › beyond its first size › keeps all in order', () => {
    const list = new RowList();
    for (let row = 0; row < 5000; row++) list.push(row * 3);
    expect([list.length, list.rows[0], list.rows[1024], list.rows[4999]]).toEqual([5000, 0, 3072, 14_997]);
    expect([...new RowList().rows]).toEqual([]);
  });
});
