import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AfterState, afterOf, decodeHead, encodeNewKeys, encodeRecord, RECORD_HEAD_BYTES } from './pack-record.ts';

const bytes = fc.uint8Array({ maxLength: 40 }).map((given) => Buffer.from(given));
const expiry = fc.oneof(fc.constant(-1), fc.nat({ max: 4_000_000_000_000 }));
const hash = fc.uint8Array({ minLength: 8, maxLength: 8 }).map((given) => Buffer.from(given).toString('hex'));
const kept: fc.Arbitrary<AfterState> = fc.oneof(
  fc.constant<AfterState>({ kind: 'unknown' }),
  fc.constant<AfterState>({ kind: 'absent' }),
  fc.record({ kind: fc.constant('unchanged' as const), expireAtMs: expiry }),
  fc.record({ kind: fc.constant('content' as const), hash, expireAtMs: expiry }),
);
const record = fc.record({
  database: fc.nat({ max: 65_535 }),
  key: bytes,
  before: fc.record({ dump: fc.option(bytes), expireAtMs: expiry }),
  after: kept,
});

describe('a record of an undo pack', () => {
  test('any record › read back unchanged', () => {
    fc.assert(
      fc.property(record, (given) => {
        const whole = Buffer.concat(encodeRecord(given));
        const head = decodeHead(whole.subarray(0, RECORD_HEAD_BYTES));
        const keyEnd = RECORD_HEAD_BYTES + head.keyBytes;
        const dumpEnd = keyEnd + head.dumpBytes;
        expect(dumpEnd + head.tailBytes).toBe(whole.length);
        expect(head.database).toBe(given.database);
        expect(whole.subarray(RECORD_HEAD_BYTES, keyEnd).equals(given.key)).toBe(true);
        expect(head.isAbsent).toBe(given.before.dump === null);
        if (given.before.dump !== null) expect(whole.subarray(keyEnd, dumpEnd).equals(given.before.dump)).toBe(true);
        expect(head.expireAtMs).toBe(given.before.expireAtMs);
        expect(afterOf(head, whole.subarray(dumpEnd))).toEqual(given.after);
      }),
    );
  });

  test.each<AfterState>([{ kind: 'value', digest: 'abc', expireAtMs: 5 }, { kind: 'skipped' }])(
    '%o › known only after the change › written as unknown',
    (after) => {
      const [head] = encodeRecord({ ...plain, after });
      expect(decodeHead(head as Buffer).after).toEqual({ kind: 'unknown' });
    },
  );

  test('an empty value and no value › distinguished', () => {
    const empty = encodeRecord({ ...plain, before: { dump: Buffer.alloc(0), expireAtMs: -1 } });
    expect(decodeHead(empty[0] as Buffer)).toMatchObject({ isAbsent: false, dumpBytes: 0 });
    const absent = encodeRecord({ ...plain, before: { dump: null, expireAtMs: -1 } });
    expect(decodeHead(absent[0] as Buffer)).toMatchObject({ isAbsent: true, dumpBytes: 0 });
  });

  test('a code of another version › unknown, so that an undo asks the server', () => {
    const [head] = encodeRecord(plain);
    (head as Buffer).writeUInt8(200, 25);
    expect(decodeHead(head as Buffer).after).toEqual({ kind: 'unknown' });
  });
});

describe('new keys as columns', () => {
  const some = fc.array(fc.record({ key: bytes, high: fc.nat(), low: fc.nat(), expireAtMs: expiry }), {
    maxLength: 20,
  });

  test('any keys › the same bytes as one record for each', () => {
    fc.assert(
      fc.property(some, fc.nat({ max: 15 }), (given, database) => {
        const ends: number[] = [];
        for (const { key } of given) ends.push((ends.at(-1) ?? 0) + key.length);
        const columns = encodeNewKeys({
          ...{ database, count: given.length, keys: Buffer.concat(given.map(({ key }) => key)), keyEnds: ends },
          hashes: given.flatMap(({ low, high }) => [low, high]),
          expiries: given.map(({ expireAtMs }) => expireAtMs),
        });
        const records = given.map(({ key, high, low, expireAtMs }) =>
          Buffer.concat(
            encodeRecord({
              ...{ database, key, before: { dump: null, expireAtMs: -1 } },
              after: { kind: 'content', hash: hex(high) + hex(low), expireAtMs },
            }),
          ),
        );
        expect(columns.equals(Buffer.concat(records))).toBe(true);
      }),
    );
  });
});

const plain = {
  ...{ database: 0, key: Buffer.from('k'), before: { dump: Buffer.from('dump'), expireAtMs: -1 } },
  after: { kind: 'unknown' } as AfterState,
};

function hex(value: number): string {
  return value.toString(16).padStart(8, '0');
}
