import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { Command, KeyConnection } from '../values/key-connection.ts';
import { changeCommands, createCommands, futureTime } from './change-commands.ts';
import {
  ABSENT,
  asRefusal,
  isOutOfMemory,
  isSameExpiry,
  restoreCommand,
  stateCommands,
  stateOf,
  transaction,
  unlink,
} from './key-state.ts';
import { afterOf, decodeHead, encodeRecord, type PackRecord, RECORD_HEAD_BYTES } from './pack-record.ts';

// cspell:ignore EXECABORT
const key = Buffer.from('k');
const dump = Buffer.from('dump');
function connectionOf(version: number, isValkey = false, replies: readonly unknown[] = []) {
  const sent: (readonly Command[])[] = [];
  const connection: KeyConnection = {
    ...{ instance: 'main', database: 0, traits: { version, isValkey, keeps: 'idle time' }, isOpen: true },
    call: async (...[name]) => (name === 'LINDEX' ? Buffer.from('seen') : 1),
    pipeline: async (commands) => {
      sent.push(commands);
      return replies;
    },
    limitReplies: async (_, work) => work(),
    close: () => undefined,
  };
  return { connection, sent };
}

describe('state of a key', () => {
  test.each([
    [70_000, false, 'PEXPIRETIME'],
    [60_216, false, 'PTTL'],
    [0, true, 'PEXPIRETIME'],
  ])('state › version %i, Valkey %s › %s', (version, isValkey, command) => {
    const { connection } = connectionOf(version, isValkey);
    expect(stateCommands(connection, key)[1][0]).toBe(command);
  });

  test('state › absent, without expiry and with a relative one › of one clock', () => {
    const now = connectionOf(70_000).connection;
    const old = connectionOf(60_000).connection;
    expect(stateOf(now, null, -2)).toEqual(ABSENT);
    expect(stateOf(now, dump, -1)).toEqual({ dump, expireAtMs: -1 });
    expect(stateOf(now, dump, 5000)).toEqual({ dump, expireAtMs: 5000 });
    expect(Math.abs(stateOf(old, dump, 5000).expireAtMs - Date.now() - 5000)).toBeLessThan(1000);
  });

  test('state › an error in place of a reply › thrown, never taken for an absent key', () => {
    const { connection } = connectionOf(70_000);
    expect(() => stateOf(connection, new Error('NOPERM'), -1)).toThrow('NOPERM');
    expect(() => stateOf(connection, dump, new Error('LOADING'))).toThrow('LOADING');
  });

  test.each([
    [70_000, 1000, 1000, true],
    [70_000, 1000, 1001, false],
    [60_000, 1000, 6000, true],
    [60_000, 1000, 6001, false],
    [60_000, -1, 1, false],
    [60_000, -1, -1, true],
    [70_000, 1, -1, false],
  ])('expiry › version %i, %i and %i › same: %s', (version, a, b, same) => {
    expect(isSameExpiry(connectionOf(version).connection, a, b)).toBe(same);
  });

  test('restore › each version › an absolute expiry if it supports one, and never one of 0 ms', () => {
    const state = { dump, expireAtMs: 1000 };
    expect(restoreCommand(connectionOf(50_000).connection, key, state)).toEqual([
      'RESTORE',
      key,
      1000,
      dump,
      'REPLACE',
      'ABSTTL',
    ]);
    // 0 would mean no expiry.
    expect(restoreCommand(connectionOf(40_014).connection, key, state)).toEqual(['RESTORE', key, 1, dump, 'REPLACE']);
    expect(restoreCommand(connectionOf(50_000).connection, key, { dump, expireAtMs: -1 })).toEqual([
      'RESTORE',
      key,
      0,
      dump,
      'REPLACE',
    ]);
    expect(restoreCommand(connectionOf(50_000).connection, key, ABSENT)).toEqual(['UNLINK', key]);
    expect(unlink(connectionOf(32_000).connection)).toBe('DEL');
    expect(unlink(connectionOf(0).connection)).toBe('UNLINK');
  });

  test('transaction › a watched key changed › null; a refused command › WRITE_REFUSED', async () => {
    const queued = connectionOf(70_000, false, ['OK', 'QUEUED', null]);
    expect(await transaction(queued.connection, [['DEL', key]])).toBeNull();
    expect(queued.sent[0]).toEqual([['MULTI'], ['DEL', key], ['EXEC']]);
    const refused = connectionOf(70_000, false, ['OK', new Error('OOM command not allowed'), new Error('EXECABORT')]);
    await expect(transaction(refused.connection, [['DEL', key]])).rejects.toMatchObject({ code: 'WRITE_REFUSED' });
    const aborted = connectionOf(70_000, false, ['OK', 'QUEUED', new Error('EXECABORT')]);
    await expect(transaction(aborted.connection, [['DEL', key]])).rejects.toMatchObject({ code: 'WRITE_REFUSED' });
  });

  test.each([
    ['OOM command not allowed when used memory > maxmemory', 'memory limit'],
    ['MISCONF Redis is configured to save RDB snapshots', 'cannot save its data'],
    ["READONLY You can't write against a read only replica", 'is a replica'],
    ['NOAUTH Authentication required.', 'requires a password'],
    ['ERR anything else', 'refused the change'],
  ])('refusal › %s › says %s', (message, words) => {
    const refusal = asRefusal(connectionOf(70_000).connection, new Error(message));
    expect(refusal).toMatchObject({ code: 'WRITE_REFUSED', message: expect.stringContaining(words) });
    expect(isOutOfMemory(refusal)).toBe(message.startsWith('OOM'));
    expect(asRefusal(connectionOf(70_000).connection, refusal)).toBe(refusal);
  });

  test('refusal › a value that is no error › not the memory limit', () => {
    for (const thrown of ['OOM', null, undefined, 1]) expect(isOutOfMemory(thrown)).toBe(false);
  });
});

describe('records of a pack', () => {
  const after = fc.oneof(
    fc.constantFrom({ kind: 'unknown' } as const, { kind: 'absent' } as const),
    fc.record({ kind: fc.constant('unchanged' as const), expireAtMs: fc.integer({ min: -1, max: 2 ** 42 }) }),
    fc.record({
      kind: fc.constant('content' as const),
      hash: fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 16, maxLength: 16 }),
      expireAtMs: fc.integer({ min: -1, max: 2 ** 42 }),
    }),
  );
  const bytes = fc.uint8Array({ maxLength: 40 }).map((some) => Buffer.from(some));
  const record = fc.record({
    database: fc.integer({ min: 0, max: 999_999 }),
    key: bytes,
    before: fc.record({ dump: fc.option(bytes), expireAtMs: fc.integer({ min: -1, max: 2 ** 42 }) }),
    after,
  });

  test('pack record › any record › read back unchanged', () => {
    fc.assert(
      fc.property(record, (one: PackRecord) => {
        const whole = Buffer.concat(encodeRecord(one));
        const head = decodeHead(whole.subarray(0, RECORD_HEAD_BYTES));
        const keyEnd = RECORD_HEAD_BYTES + head.keyBytes;
        const dumpEnd = keyEnd + head.dumpBytes;
        expect(whole.length).toBe(dumpEnd + head.tailBytes);
        expect(whole.subarray(RECORD_HEAD_BYTES, keyEnd)).toEqual(one.key);
        expect(head.isAbsent ? null : whole.subarray(keyEnd, dumpEnd)).toEqual(one.before.dump);
        expect([head.database, head.expireAtMs]).toEqual([one.database, one.before.expireAtMs]);
        expect(afterOf(head, whole.subarray(dumpEnd))).toEqual(one.after);
      }),
    );
  });

  test('pack record › any bytes › a head without an exception', () => {
    const head = fc.uint8Array({ minLength: RECORD_HEAD_BYTES, maxLength: RECORD_HEAD_BYTES });
    fc.assert(
      fc.property(head, (given) => {
        expect(['unknown', 'absent', 'unchanged', 'content']).toContain(decodeHead(Buffer.from(given)).after.kind);
      }),
    );
  });
});

describe('commands of a change', () => {
  const state = { dump, expireAtMs: -1 };
  const { connection } = connectionOf(70_000);
  const commands = (type: string, change: Parameters<typeof changeCommands>[2]) =>
    changeCommands(connection, { key, type, state }, change);

  test.each([
    ['hash', { kind: 'set-string', value: { text: 'v' } }],
    ['string', { kind: 'set-field', field: { text: 'f' }, value: { text: 'v' }, seen: null }],
    ['string', { kind: 'delete-field', field: { text: 'f' } }],
    ['set', { kind: 'push', end: 'head', value: { text: 'v' } }],
    ['list', { kind: 'add-member', member: { text: 'm' } }],
    ['ReJSON-RL', { kind: 'remove-member', member: { text: 'm' } }],
    ['zset', { kind: 'remove-entry', id: '1-1' }],
  ])('change › a %s and %o › refused, since the key has another type', async (type, change) => {
    await expect(commands(type, change as never)).rejects.toMatchObject({
      code: 'BAD_VALUE',
      message: expect.stringMatching(new RegExp(`^The key is a ${type}, and this change needs a `)),
    });
  });

  test.each(['', '1', '1-', '-1', '*', '1-1 ', '1-1\n', '١-1', `${'9'.repeat(21)}-1`, '$', '1-*'])(
    'change › stream entry %j › is no ID of an entry',
    async (id) => {
      await expect(commands('stream', { kind: 'remove-entry', id })).rejects.toMatchObject({ data: { field: 'id' } });
    },
  );

  test.each(['', ' ', 'nan', 'NaN', '0b1', '1,5', '--1', 'inf inf'])('change › score %j › refused', async (score) => {
    await expect(commands('zset', { kind: 'add-member', member: { text: 'm' }, score })).rejects.toMatchObject({
      data: { field: 'score' },
    });
  });

  test('change › bytes that are no text › sent unchanged', async () => {
    const [command] = await commands('set', { kind: 'add-member', member: { base64: '/wA=' } });
    expect(command).toEqual(['SADD', key, Buffer.from([0xff, 0])]);
  });

  test('change › a new string for a key with an expiry › keeps the expiry', async () => {
    const expiring = { key, type: 'string', state: { dump, expireAtMs: 4e12 } };
    const given = await changeCommands(connection, expiring, { kind: 'set-string', value: { text: 'v' } });
    expect(given.map(([name]) => name)).toEqual(['SET', 'PEXPIREAT']);
    expect(given[1]).toContain(4e12);
  });

  test.each(['2020-01-01T00:00:00.000Z', 'yesterday', '', '1970-01-01T00:00:00Z'])(
    'change › an expiry at %j › refused, because Redis would delete the key',
    async (at) => {
      expect(() => futureTime(at)).toThrow(AppError);
      await expect(commands('string', { kind: 'expire', at })).rejects.toMatchObject({ data: { field: 'at' } });
    },
  );

  test.each([0, 1, 499, 500, 501, 1000, 1001])(
    'create › a list of %i items › in steps of 500, each item once',
    (count) => {
      const items = Array.from({ length: count }, (_, at) => ({ text: String(at) }));
      const given = createCommands(key, { type: 'list', items } as never, -1).filter(([name]) => name === 'RPUSH');
      expect(given.length).toBe(Math.ceil(count / 500));
      expect(given.flatMap(([, , ...rest]) => rest).map(String)).toEqual(items.map(({ text }) => text));
      for (const [, , ...rest] of given) expect(rest.length).toBeLessThanOrEqual(500);
    },
  );

  test('create › each type with an expiry › the expiry last', () => {
    const values = [
      { type: 'string', value: { text: 'v' } },
      { type: 'set', items: [{ text: 'm' }] },
      { type: 'zset', items: [{ member: { text: 'm' }, score: '1' }] },
      { type: 'hash', items: [{ field: { text: 'f' }, value: { text: 'v' } }] },
      { type: 'stream', items: [{ fields: [[{ text: 'f' }, { text: 'v' }]] }] },
    ];
    for (const value of values) {
      const given = createCommands(key, value as never, 4e12);
      expect(given.map(([name]) => name).at(-1), value.type).toBe('PEXPIREAT');
      expect(given.every(([, target]) => target === key)).toBe(true);
    }
  });
});
