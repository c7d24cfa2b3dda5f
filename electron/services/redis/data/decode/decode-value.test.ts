import { describe, expect, test } from 'vitest';
import { listpackOf } from '../../../../../test/support/packed-bytes.ts';
import { rdbCompressed, rdbLength, rdbText } from '../../../../../test/support/rdb-bytes.ts';
import { type RdbValue, rdbValues } from '../../../../../test/support/rdb-values.ts';
import { thorough } from '../../../../../test/support/thorough.ts';
import { RdbError } from '../rdb-error.ts';
import { decodeRdbValue, lengthOfRdbValue, type RdbPageOptions, type RdbValuePage } from './decode-value.ts';
import { formatScore } from './score.ts';
import type { Element } from './value-reader.ts';

/** Values by hand. The bytes before and after must not matter. */
const BEFORE = Buffer.from('before');
const AFTER = Buffer.alloc(200, 0xfe);

function decode(
  { type, bytes, flavour = 'redis' }: Omit<RdbValue, 'name' | 'shown'>,
  options?: Partial<RdbPageOptions>,
) {
  const place = { offset: BEFORE.length, length: bytes.length, type, flavour };
  return decodeRdbValue(Buffer.concat([BEFORE, bytes, AFTER]), place, {
    ...{ from: 0, count: 100_000, maxElementBytes: 1e6, ...options },
  });
}

const text = ({ data }: Element) => Buffer.from(data).toString('latin1');

/** A page in the form of `shown`. */
function show(page: RdbValuePage): unknown {
  switch (page.type) {
    case 'string':
      return text(page.value);
    case 'module':
      return { module: page.module, text: text(page.value) };
    case 'zset':
      return page.items.map(({ member, score }) => [text(member), score]);
    case 'hash':
      return page.items.map(({ field, value, expireAtMs }) => [text(field), text(value), expireAtMs]);
    case 'stream':
      return {
        ...{ length: page.length, lastId: page.lastId },
        items: page.items.map(({ id, fields }) => [id, fields.map(([name, value]) => [text(name), text(value)])]),
        groups: page.groups?.map(({ name, lastId, pending, consumers }) => ({
          ...{ name: text(name), lastId, pending },
          consumers: consumers.map((one) => [text(one.name), one.pending, one.seenAtMs]),
        })),
      };
    default:
      return page.items.map(text);
  }
}

async function faultOf(work: Promise<unknown>): Promise<RdbError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof RdbError) return error;
  throw error ?? new Error('the value was read without an error');
}

describe('RDB values › one of every encoding', () => {
  test.each(rdbValues)('decode › $name › its elements', async (value) => {
    expect(show(await decode(value))).toEqual(value.shown);
  });

  test.each(rdbValues)('decode › $name, an element a page › the same elements, and their number', async (value) => {
    const { shown } = value;
    const whole = Array.isArray(shown) ? shown : ((shown as { items?: unknown[] }).items ?? [...shownText(shown)]);
    const found: unknown[] = [];
    for (let from: number | null = 0; from !== null; ) {
      const page: RdbValuePage = await decode(value, { from, count: 1 });
      const items = show(page);
      found.push(...(Array.isArray(items) ? items : ((items as { items?: unknown[] }).items ?? [...shownText(items)])));
      if (page.next !== null) expect(page.next).toBe(from + 1);
      from = page.next;
    }
    expect(found).toEqual(whole);
    const place = {
      offset: 0,
      length: value.bytes.length,
      type: value.type,
      flavour: value.flavour ?? 'redis',
    };
    expect(await lengthOfRdbValue(value.bytes, place)).toBe(whole.length);
  });
});

function shownText(shown: unknown): string {
  return typeof shown === 'string' ? shown : (shown as { text: string }).text;
}

describe('RDB values › bad bytes', () => {
  test.each(rdbValues)('decode › $name, cut at every byte › an error with its offset', async (value) => {
    const step = value.bytes.length > 2000 ? 997 : 1;
    for (let length = 0; length < value.bytes.length; length += step) {
      // The file ends there.
      const place = {
        offset: 0,
        length: value.bytes.length,
        type: value.type,
        flavour: value.flavour ?? 'redis',
      };
      const options = { from: 0, count: 100_000, maxElementBytes: 1e6 };
      const work = decodeRdbValue(value.bytes.subarray(0, length), place, options);
      const fault = await faultOf(work);
      expect(['truncated', 'damaged']).toContain(fault.fault);
      expect(fault.offset).toBeLessThanOrEqual(value.bytes.length);
    }
  });

  test.each([
    ['more elements than bytes', 2, Buffer.concat([rdbLength(1_000_000), rdbText('a')])],
    ['a length of 2^63', 1, Buffer.from([0x81, 0x80, 0, 0, 0, 0, 0, 0, 0])],
    ['a string of 2^62 bytes', 0, Buffer.from([0x81, 0x40, 0, 0, 0, 0, 0, 0, 0, 1])],
    [
      'an impossible expansion',
      0,
      Buffer.concat([Buffer.from([0xc3]), rdbLength(3), rdbLength(1e9), Buffer.from([0, 65, 0])]),
    ],
    [
      'a copy from before the string',
      0,
      Buffer.concat([Buffer.from([0xc3]), rdbLength(2), rdbLength(3), Buffer.from([0x20, 9])]),
    ],
    ['a list node of an unknown kind', 18, Buffer.concat([rdbLength(1), rdbLength(3), rdbText('a')])],
    ['a hash with a field without a value', 16, rdbText(listpackOf(['f', 'v', 'g'], 0xffff))],
    ['a listpack without an end mark', 20, rdbText(listpackOf(['f']).subarray(0, -1))],
    ['an entry longer than its listpack', 20, rdbText(Buffer.from([9, 0, 0, 0, 1, 0, 0xbf, 65, 0xff]))],
    ['a number where an intset must be', 11, Buffer.from([0xc0, 7])],
    [
      'a stream node with a short ID',
      15,
      Buffer.concat([rdbLength(1), rdbText('short'), rdbText(listpackOf([0, 0, 0, 0]))]),
    ],
    [
      'a stream entry of too many fields',
      15,
      Buffer.concat([rdbLength(1), rdbText(Buffer.alloc(16)), rdbText(listpackOf([1, 0, 1e9, 0]))]),
    ],
  ])('decode › %s › an error, without memory for it', async (_, type, bytes) => {
    const before = process.memoryUsage().rss;
    const fault = await faultOf(decode({ type, bytes }));
    expect(['truncated', 'damaged', 'unsupported']).toContain(fault.fault);
    expect(fault.offset).toBeLessThanOrEqual(BEFORE.length + bytes.length);
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
  });

  test('decode › random changes of every encoding › an RdbError or a page, never anything else', {
    timeout: 120_000,
  }, async () => {
    let state = 20_251_129;
    const random = (below: number) => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    const special = [0, 0x7f, 0x80, 0x81, 0xc3, 0xf0, 0xf4, 0xfe, 0xff];
    const before = process.memoryUsage().rss;
    let failed = 0;
    const rounds = thorough ? 20_000 : 2000;
    for (let round = 0; round < rounds; round++) {
      const value = rdbValues[random(rdbValues.length)] ?? never();
      const bytes = Buffer.from(value.bytes);
      for (let changes = 1 + random(4); changes > 0; changes--) {
        // Heads and lengths are near the start.
        const at = random(random(2) === 0 ? Math.min(40, bytes.length) : bytes.length);
        bytes[at] = random(2) === 0 ? (special[random(special.length)] ?? 0) : random(256);
      }
      const whole = random(4) === 0 ? bytes.subarray(0, random(bytes.length)) : bytes;
      const options = { from: random(3) * random(5), count: 1 + random(1000), maxElementBytes: 64 * 1024 };
      try {
        const page = await decode({ ...value, bytes: whole }, options);
        if ('items' in page) expect(page.items.length).toBeLessThanOrEqual(options.count);
      } catch (error) {
        if (!(error instanceof RdbError)) throw new Error(`round ${round}: ${value.name}`, { cause: error });
        expect(error.offset).toBeLessThanOrEqual(BEFORE.length + whole.length);
        failed++;
      }
    }
    expect(failed).toBeGreaterThan(rounds / 5);
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
  });
});

describe('RDB values › large ones', () => {
  test('decode › a compressed string over 1 MB › any part of it', async () => {
    const content = Array.from({ length: 300_000 }, (_, at) => `${at},`).join('');
    const bytes = rdbCompressed(content);
    for (const from of [0, 5, 8191, 65_536, 1_000_001, content.length - 10, content.length]) {
      const page = await decode({ type: 0, bytes }, { from, count: 70_000 });
      expect(show(page)).toBe(content.slice(from, from + 70_000));
    }
  });

  test('decode › an LZF bomb of 100 MB › its parts, in little memory', async () => {
    // Each step of three bytes repeats the byte before it 264 times.
    const steps = 400_000;
    const packed = Buffer.alloc(2 + steps * 3);
    packed.set([0, 0x61]);
    for (let at = 2; at < packed.length; at += 3) packed.set([0xe0, 255, 0], at);
    const length = 1 + steps * 264;
    const bytes = Buffer.concat([Buffer.from([0xc3]), rdbLength(packed.length), rdbLength(length), packed]);
    const before = process.memoryUsage().rss;
    const page = await decode({ type: 0, bytes }, { from: length - 3, count: 65_536 });
    expect(show(page)).toBe('aaa');
    expect(page).toMatchObject({ next: null, value: { totalBytes: length } });
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
  });

  test('decode › a page of long elements › ends early, and continues', async () => {
    const element = rdbText(Buffer.alloc(200_000, 0x61));
    const bytes = Buffer.concat([rdbLength(200), ...Array.from({ length: 200 }, () => element)]);
    const page = await decode({ type: 1, bytes }, { count: 1000, maxElementBytes: 65_536 });
    expect(page).toMatchObject({ length: 200, next: 64 });
    expect(page.type === 'list' && page.items.at(-1)).toMatchObject({ totalBytes: 200_000 });
  });

  test('decode › a hash of a million fields › its last page, in little memory', async () => {
    const fields = Array.from({ length: 1_000_000 }, (_, at) => `\x08f${String(at).padStart(7, '0')}\x01v`).join('');
    const bytes = Buffer.concat([rdbLength(1_000_000), Buffer.from(fields, 'latin1')]);
    const page = await decode({ type: 4, bytes }, { from: 999_999, count: 100 });
    expect(show(page)).toEqual([['f0999999', 'v', null]]);
  });
});

describe('scores', () => {
  test.each([
    ...([
      [0, '0'],
      [-0, '-0'],
      [3, '3'],
      [0.1, '0.10000000000000001'],
      [1.5, '1.5'],
      [-2.25, '-2.25'],
    ] as const),
    ...([
      [1e21, '1e+21'],
      [1e17, '1e+17'],
      [1e16, '10000000000000000'],
      [1e-4, '0.0001'],
      [1e-5, '1.0000000000000001e-05'],
    ] as const),
    ...([
      [2 ** -25, '2.9802322387695312e-08'],
      [1e100, '1e+100'],
      [5e-324, '4.9406564584124654e-324'],
    ] as const),
    ...([
      [123_456_789_012_345_680, '1.2345678901234568e+17'],
      [Number.NaN, 'nan'],
      [Number.NEGATIVE_INFINITY, '-inf'],
    ] as const),
  ])('formatScore › %d › as C prints it with 17 digits', (score, shown) => {
    expect(formatScore(score)).toBe(shown);
  });
});

function never(): never {
  throw new Error('no value');
}
