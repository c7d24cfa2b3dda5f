import type { KeyValue } from '../../../../shared/contract/keyspace.ts';
import { boundedReply, bufferOf, elementBytes, inPairs, listOf, type Reconnect } from './bounded-reply.ts';
import type { Command, ServerTraits } from './key-connection.ts';
import { badPosition, isoTime, type ValuePageOptions } from './rdb-value.ts';

export interface LiveValue extends ValuePageOptions {
  readonly connect: Reconnect;
  readonly name: Buffer;
}

/** How many elements one command of a search reads, and the maximum number of commands per page. */
const SEARCH_STEP = 1000;
const SEARCH_ROUNDS = 50;

/** A page by index. Redis cannot search a list, so a search reads it. */
export async function readList({ connect, name, position, from, count, find }: LiveValue): Promise<KeyValue> {
  const start = indexOf(position, from);
  const length = await countOf(connect, 'LLEN', name);
  const step = find === undefined ? count : SEARCH_STEP;
  const found: unknown[] = [];
  let at = start;
  for (let round = 0; at < length && found.length < count && round < SEARCH_ROUNDS; round++) {
    const reply = listOf(await boundedReply(connect, name, 'LRANGE', name, at, at + step - 1));
    if (reply.length === 0) break;
    for (const element of reply) {
      at++;
      if (find === undefined || contains(element, find)) found.push(element);
      if (found.length === count) break;
    }
    if (find === undefined) break;
  }
  const next = at < length && at > start ? String(at) : null;
  return { type: 'list', length, from: start, items: found.map(elementBytes), next };
}

/** A page by rank; a search by ZSCAN. */
export async function readSortedSet(value: LiveValue): Promise<KeyValue> {
  const { connect, name, position, from, count, find } = value;
  const length = await countOf(connect, 'ZCARD', name);
  if (find !== undefined) {
    const { items, next } = await scan(value, 'ZSCAN', 2);
    return { type: 'zset', length, items: items.map(scored), next };
  }
  const start = indexOf(position, from);
  const command: Command = ['ZRANGE', name, start, start + count - 1, 'WITHSCORES'];
  const items = inPairs(await boundedReply(connect, name, ...command));
  const end = start + items.length;
  return {
    type: 'zset',
    length,
    items: items.map(scored),
    next: items.length > 0 && end < length ? String(end) : null,
  };
}

export async function readSet(value: LiveValue): Promise<KeyValue> {
  const length = await countOf(value.connect, 'SCARD', value.name);
  const { items, next } = await scan(value, 'SSCAN', 1);
  return { type: 'set', length, items: items.map(([member]) => elementBytes(member)), next };
}

/** Expiry times are read if the server has them: Redis 7.4, Valkey 9. A search finds fields by name. */
export async function readHash(value: LiveValue, traits: ServerTraits): Promise<KeyValue> {
  const { connect, name } = value;
  const length = await countOf(connect, 'HLEN', name);
  const { items, next } = await scan(value, 'HSCAN', 2);
  const times = hasFieldExpiry(traits) ? await fieldTimes(connect, name, items) : [];
  const fields = items.map(([field, content], at) => ({
    field: elementBytes(field),
    value: elementBytes(content),
    expiresAt: isoTime(times[at] ?? null),
  }));
  return { type: 'hash', length, items: fields, next };
}

export function hasFieldExpiry({ isValkey, version }: ServerTraits): boolean {
  return version >= (isValkey ? 90_000 : 70_400);
}

/** The expiry of each field in ms; null for none. A truncated field has no complete name to ask for. */
async function fieldTimes(
  connect: Reconnect,
  name: Buffer,
  items: readonly (readonly unknown[])[],
): Promise<readonly (number | null)[]> {
  const fields = items.map(([field]) => bufferOf(Array.isArray(field) ? field[0] : field));
  if (fields.length === 0) return [];
  const connection = await connect();
  const reply = await connection.call('HPEXPIRETIME', name, 'FIELDS', fields.length, ...fields).catch(() => null);
  return listOf(reply).map((time) => (typeof time === 'number' && time > 0 ? time : null));
}

/**
 * Collects elements by a SCAN command until the page is full. One round may return more than the page takes, and packed
 * values return everything in one round; then the next page repeats the round and skips the elements already returned.
 * Elements that are added or removed meanwhile may be missing or appear twice, as in any SCAN.
 */
async function scan(
  { connect, name, position, from = 0, count, find }: LiveValue,
  command: string,
  columns: 1 | 2,
): Promise<{ readonly items: readonly (readonly unknown[])[]; readonly next: string | null }> {
  let { cursor, skip } = cursorOf(position);
  let left = position === undefined ? from : 0;
  const items: (readonly unknown[])[] = [];
  const match = find === undefined ? [] : ['MATCH', `*${escapeGlob(find)}*`];
  const step = find === undefined && left === 0 ? count : SEARCH_STEP;
  // A page without a search has no limit: it ends when it is full.
  const rounds = find === undefined ? Number.POSITIVE_INFINITY : SEARCH_ROUNDS;
  for (let round = 0; items.length < count && round < rounds; round++) {
    const reply = listOf(await boundedReply(connect, name, command, name, cursor, ...match, 'COUNT', step));
    const batch = columns === 2 ? inPairs(reply[1]) : listOf(reply[1]).map((element) => [element] as const);
    const passed = Math.min(left, Math.max(0, batch.length - skip));
    left -= passed;
    skip += passed;
    const taken = batch.slice(skip, skip + count - items.length);
    items.push(...taken);
    skip += taken.length;
    if (skip < batch.length) return { items, next: `${cursor}.${skip}` };
    cursor = bufferOf(reply[0]).toString();
    skip = 0;
    if (cursor === '0') return { items, next: null };
  }
  return { items, next: `${cursor}.0` };
}

/** The cursor of a round, and how many of its elements earlier pages had. */
function cursorOf(position: string | undefined): { cursor: string; skip: number } {
  if (position === undefined) return { cursor: '0', skip: 0 };
  const [, cursor = '', skip = ''] = /^(\d{1,20})\.(\d{1,9})$/.exec(position) ?? [];
  if (cursor === '') throw badPosition();
  return { cursor, skip: Number(skip) };
}

function indexOf(position: string | undefined, from = 0): number {
  if (position === undefined) return from;
  if (/^\d{1,15}$/.test(position)) return Number(position);
  throw badPosition();
}

async function countOf(connect: Reconnect, command: string, name: Buffer): Promise<number> {
  return Number(await (await connect()).call(command, name));
}

/** For MATCH, where these characters have a special meaning. */
export function escapeGlob(text: string): string {
  return text.replace(/[*?[\]\\^-]/g, '\\$&');
}

export function contains(reply: unknown, text: string): boolean {
  return bufferOf(Array.isArray(reply) ? reply[0] : reply).includes(text);
}

function scored([member, score]: readonly unknown[]) {
  return { member: elementBytes(member), score: bufferOf(score).toString() };
}
