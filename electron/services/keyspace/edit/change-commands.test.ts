import { expect, test } from 'vitest';
import type { Command, KeyConnection } from '../values/key-connection.ts';
import { changeCommands } from './change-commands.ts';
import { ABSENT } from './key-state.ts';

const hash = { key: Buffer.from('hash'), type: 'hash', state: ABSENT };
const field = Buffer.from('f');
const at = '2090-01-02T03:04:05.678Z';

/** Only what a change of a field requires: this computer's server may be older than field expiries. */
function connectionTo(version: number, isValkey: boolean, has: 0 | 1): KeyConnection {
  return {
    instance: 'main',
    database: 0,
    traits: { version, isValkey, keeps: 'idle time' },
    isOpen: true,
    call: async (...[name]: Command) => (name === 'HEXISTS' ? has : Promise.reject(new Error(name))),
    pipeline: () => Promise.reject(new Error('not used')),
    limitReplies: () => Promise.reject(new Error('not used')),
    close: () => undefined,
  };
}
const expire = (connection: KeyConnection, to: string | null) =>
  changeCommands(connection, hash, { kind: 'expire-field', field: { text: 'f' }, at: to });

test.each([
  ['Redis 7.4', 70_400, false],
  ['Valkey 9', 90_000, true],
])('expiry of a field › %s › set and removed by commands of the field alone', async (_, version, isValkey) => {
  const connection = connectionTo(version, isValkey, 1);
  expect(await expire(connection, at)).toEqual([['HPEXPIREAT', hash.key, Date.parse(at), 'FIELDS', 1, field]]);
  expect(await expire(connection, null)).toEqual([['HPERSIST', hash.key, 'FIELDS', 1, field]]);
  await expect(expire(connection, '2020-01-01T00:00:00.000Z')).rejects.toMatchObject({ code: 'BAD_VALUE' });
});

test('expiry of a field › an older server, or a missing field › refused with the reason', async () => {
  for (const [version, isValkey] of [
    [70_015, false],
    [80_100, true],
  ] as const) {
    const refused = { code: 'COMMAND_UNAVAILABLE', data: { command: 'HPEXPIREAT' } };
    await expect(expire(connectionTo(version, isValkey, 1), at)).rejects.toMatchObject(refused);
  }
  await expect(expire(connectionTo(70_400, false, 0), at)).rejects.toMatchObject({ code: 'CONFLICT' });
});
