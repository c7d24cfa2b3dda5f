import { AppError } from '../../../../shared/contract/errors.ts';
import type { KeyChange, NewKeyValue } from '../../../../shared/contract/key-change.ts';
import type { Bytes, KeyType } from '../../../../shared/contract/key-name.ts';
import { isScore } from '../../../../shared/score.ts';
import { fromBytes } from '../values/bytes.ts';
import type { Argument, Command, KeyConnection } from '../values/key-connection.ts';
import { hasFieldExpiry } from '../values/live-elements.ts';
import { type KeyState, unlink } from './key-state.ts';

/** The key to change, while it is watched. */
export interface CurrentKey {
  readonly key: Buffer;
  readonly type: string;
  readonly state: Pick<KeyState, 'expireAtMs'>;
}

/** How many elements one command adds to a new key. */
const CREATE_STEP = 500;

/** The type that a change requires. */
const types: Readonly<Partial<Record<KeyChange['kind'], readonly KeyType[]>>> = {
  'set-string': ['string'],
  'set-field': ['hash'],
  'delete-field': ['hash'],
  'expire-field': ['hash'],
  'set-index': ['list'],
  push: ['list'],
  'remove-index': ['list'],
  'add-member': ['set', 'zset'],
  'remove-member': ['set', 'zset'],
  'add-entry': ['stream'],
  'remove-entry': ['stream'],
};

/**
 * The commands of a change. Reads the values that they depend on; the caller watches the key.
 * @throws AppError BAD_VALUE, CONFLICT if an element differs from what the user saw, COMMAND_UNAVAILABLE
 */
export async function changeCommands(
  connection: KeyConnection,
  { key, type, state }: CurrentKey,
  change: KeyChange,
): Promise<readonly Command[]> {
  const needed = types[change.kind];
  if (needed && !needed.some((one) => one === type)) {
    throw badChange(
      'key',
      `The key is a ${type}, and this change needs a ${needed.join(' or ')}. Open the key again.`,
      needed.join(' or '),
    );
  }
  switch (change.kind) {
    case 'set-string':
      // SET removes the expiry, and only Redis 6 and later can keep it.
      return [['SET', key, content(change.value)], ...expiryCommands(key, state.expireAtMs, true)];
    case 'rename':
      return [['RENAME', key, fromBytes(change.to)]];
    case 'expire':
      return [expireCommand(key, change.at)];
    case 'delete':
      return [[unlink(connection), key]];
    case 'set-field':
      return setField(connection, key, change);
    case 'delete-field':
      return [['HDEL', key, content(change.field)]];
    case 'expire-field':
      return expireField(connection, key, change);
    case 'set-index':
      await requireElement(connection, key, change);
      return [['LSET', key, change.index, content(change.value)]];
    case 'push':
      return [[change.end === 'head' ? 'LPUSH' : 'RPUSH', key, content(change.value)]];
    case 'remove-index': {
      await requireElement(connection, key, change);
      // Redis removes elements only by value, so this one first gets a unique value.
      const unique = `removed-by-vrooli-redis-desktop-${crypto.randomUUID()}`;
      return [
        ['LSET', key, change.index, unique],
        ['LREM', key, change.index < 0 ? -1 : 1, unique],
      ];
    }
    case 'add-member':
      if (type === 'set') return [['SADD', key, content(change.member)]];
      return [['ZADD', key, score(change.score), content(change.member)]];
    case 'remove-member':
      return [[type === 'set' ? 'SREM' : 'ZREM', key, content(change.member)]];
    case 'add-entry':
      return [['XADD', key, '*', ...change.fields.flatMap(([name, value]) => [content(name), content(value)])]];
    case 'remove-entry':
      if (!/^\d{1,20}-\d{1,20}$/.test(change.id)) {
        throw badChange('id', `"${change.id}" is not the ID of a stream entry.`, 'milliseconds-sequence');
      }
      return [['XDEL', key, change.id]];
  }
}

/** The commands that create a key. */
export function createCommands(key: Buffer, value: NewKeyValue, expireAtMs: number): readonly Command[] {
  return [...valueCommands(key, value), ...expiryCommands(key, expireAtMs, false)];
}

function valueCommands(key: Buffer, value: NewKeyValue): readonly Command[] {
  switch (value.type) {
    case 'string':
      return [['SET', key, content(value.value)]];
    case 'list':
      return inSteps(
        'RPUSH',
        key,
        value.items.map((item) => [content(item)]),
      );
    case 'set':
      return inSteps(
        'SADD',
        key,
        value.items.map((item) => [content(item)]),
      );
    case 'zset':
      return inSteps(
        'ZADD',
        key,
        value.items.map((item) => [score(item.score), content(item.member)]),
      );
    case 'hash':
      return inSteps(
        'HSET',
        key,
        value.items.map(({ field, value: text }) => [content(field), content(text)]),
      );
    case 'stream':
      return value.items.map(({ fields }) => [
        ...(['XADD', key, '*'] as const),
        ...fields.flatMap(([name, text]) => [content(name), content(text)]),
      ]);
  }
}

function inSteps(command: string, key: Buffer, items: readonly (readonly Argument[])[]): readonly Command[] {
  const steps = Math.ceil(items.length / CREATE_STEP);
  return Array.from({ length: steps }, (_, step) => [
    ...([command, key] as const),
    ...items.slice(step * CREATE_STEP, (step + 1) * CREATE_STEP).flat(),
  ]);
}

/** @param at null removes the expiry @throws AppError BAD_VALUE for a time that has passed: Redis would delete the key */
export function expireCommand(key: Buffer, at: string | null): Command {
  return at === null ? ['PERSIST', key] : ['PEXPIREAT', key, futureTime(at)];
}

/** @returns ms since 1970 @throws AppError BAD_VALUE */
export function futureTime(at: string): number {
  const time = Date.parse(at);
  if (time > Date.now()) return time;
  throw badChange(
    'at',
    `${at} has passed, and Redis would delete the key. Choose a later time, or delete the key.`,
    'a time in the future',
  );
}

function expiryCommands(key: Buffer, expireAtMs: number, isKept: boolean): readonly Command[] {
  if (expireAtMs < 0) return [];
  // A key that expires during the change stays expired.
  return [['PEXPIREAT', key, isKept ? expireAtMs : Math.max(expireAtMs, 1)]];
}

async function setField(
  connection: KeyConnection,
  key: Buffer,
  { field, value, expiresAt }: Extract<KeyChange, { readonly kind: 'set-field' }>,
): Promise<readonly Command[]> {
  const name = content(field);
  const set: Command = ['HSET', key, name, content(value)];
  const expireAt = (time: number): Command => ['HPEXPIREAT', key, time, 'FIELDS', 1, name];
  if (hasFieldExpiry(connection.traits)) {
    if (typeof expiresAt === 'string') return [set, expireAt(futureTime(expiresAt))];
    if (expiresAt === null) return [set];
    // HSET removes the expiry of the field.
    const times = await connection.call('HPEXPIRETIME', key, 'FIELDS', 1, name);
    const time = Array.isArray(times) ? Number(times[0]) : -1;
    return time > 0 ? [set, expireAt(time)] : [set];
  }
  if (typeof expiresAt !== 'string') return [set];
  throw noFieldExpiry(connection);
}

async function expireField(
  connection: KeyConnection,
  key: Buffer,
  { field, at }: Extract<KeyChange, { readonly kind: 'expire-field' }>,
): Promise<readonly Command[]> {
  if (!hasFieldExpiry(connection.traits)) throw noFieldExpiry(connection);
  const name = content(field);
  // For a missing field, the server replies with a number that is no error.
  if (Number(await connection.call('HEXISTS', key, name)) === 0) {
    const message = 'The field no longer exists: it expired or was deleted. Open the key again.';
    throw new AppError('CONFLICT', message, { what: 'field' });
  }
  return [at === null ? ['HPERSIST', key, 'FIELDS', 1, name] : ['HPEXPIREAT', key, futureTime(at), 'FIELDS', 1, name]];
}

function noFieldExpiry({ instance }: KeyConnection): AppError<'COMMAND_UNAVAILABLE'> {
  const message = `${instance} has no expiry for single fields: Redis 7.4 and Valkey 9 introduced it. Set the expiry of the whole key instead.`;
  return new AppError('COMMAND_UNAVAILABLE', message, { command: 'HPEXPIREAT' });
}

async function requireElement(
  connection: KeyConnection,
  key: Buffer,
  { index, was }: { readonly index: number; readonly was: Bytes },
): Promise<void> {
  const element = await connection.call('LINDEX', key, index);
  const expected = fromBytes(was);
  const isSame =
    Buffer.isBuffer(element) &&
    element.length === (was.totalBytes ?? expected.length) &&
    element.subarray(0, expected.length).equals(expected);
  if (isSame) return;
  const message = `Element ${index} of the list has changed meanwhile. Open the list again, and repeat the change.`;
  throw new AppError('CONFLICT', message, { what: 'element' });
}

/** @throws AppError BAD_VALUE for bytes that are only the first part of a value */
function content(value: Bytes): Buffer {
  const bytes = fromBytes(value);
  if (value.totalBytes === undefined || value.totalBytes === bytes.length) return bytes;
  throw badChange(
    'value',
    'Only the first part of this value was read, so writing it would lose the rest.',
    'a whole value',
  );
}

function score(text: string | undefined): string {
  const value = text?.trim() ?? '';
  if (isScore(value)) return value;
  throw badChange('score', `"${value}" is not a score.`, 'a number, inf or -inf');
}

function badChange(field: string, message: string, expected: string): AppError<'BAD_VALUE'> {
  return new AppError('BAD_VALUE', message, { field, expected });
}
