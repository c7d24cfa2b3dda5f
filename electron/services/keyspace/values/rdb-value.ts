import { AppError } from '../../../../shared/contract/errors.ts';
import type { KeyValue } from '../../../../shared/contract/keyspace.ts';
import type { RdbBytes } from '../../redis/data/decode/byte-source.ts';
import { decodeRdbValue, type RdbValuePage, type RdbValuePlace } from '../../redis/data/decode/decode-value.ts';
import type { StreamGroup } from '../../redis/data/decode/stream-tail.ts';
import type { Element } from '../../redis/data/decode/value-reader.ts';
import { toBytes, withoutSplitCharacter } from './bytes.ts';

/** Bytes of a page of a string. */
export const STRING_PAGE_BYTES = 64 * 1024;

export interface ValuePageOptions {
  /** `next` of the previous page. */
  readonly position?: string | undefined;
  /** Elements to skip, or bytes of a string; instead of `position`. */
  readonly from?: number | undefined;
  readonly count: number;
  readonly find?: string | undefined;
}

/**
 * One page of a value in an RDB.
 * @throws AppError BAD_VALUE for a position that no page returned; RdbError if the value cannot be read
 */
export async function readRdbValue(
  bytes: RdbBytes,
  place: RdbValuePlace,
  { position, from, count, find }: ValuePageOptions,
): Promise<KeyValue> {
  const start = position === undefined ? (from ?? 0) : filePosition(position);
  const isBytes = place.type === 0 || place.type === 7;
  const page = await decodeRdbValue(bytes, place, {
    from: start,
    count: isBytes ? STRING_PAGE_BYTES : count,
    ...(find !== undefined && find !== '' && { find: Buffer.from(find) }),
  });
  return keyValueOf(page, start);
}

/** The index of the first element, or the offset of the first byte, of a page. */
function filePosition(position: string): number {
  if (/^\d{1,15}$/.test(position)) return Number(position);
  throw badPosition();
}

export function badPosition(): AppError<'BAD_VALUE'> {
  const message = 'The position is not one that a page of this value gave. Read the value from its start.';
  return new AppError('BAD_VALUE', message, { field: 'position', expected: '"next" of the page before' });
}

function keyValueOf(page: RdbValuePage, from: number): KeyValue {
  const next = page.next === null ? null : String(page.next);
  switch (page.type) {
    case 'string': {
      const { data, totalBytes } = page.value;
      return stringPage(Buffer.from(data.buffer, data.byteOffset, data.length), from, totalBytes);
    }
    case 'list':
      return { type: 'list', length: page.length, from, items: page.items.map(bytesOf), next };
    case 'set':
      return { type: 'set', length: page.length, items: page.items.map(bytesOf), next };
    case 'zset': {
      const items = page.items.map(({ member, score }) => ({ member: bytesOf(member), score }));
      return { type: 'zset', length: page.length, items, next };
    }
    case 'hash': {
      const items = page.items.map(({ field, value, expireAtMs }) => ({
        field: bytesOf(field),
        value: bytesOf(value),
        expiresAt: isoTime(expireAtMs),
      }));
      return { type: 'hash', length: page.length, items, next };
    }
    case 'stream': {
      const items = page.items.map(({ id, fields }) => ({
        id,
        fields: fields.map(([name, value]): [ReturnType<typeof toBytes>, ReturnType<typeof toBytes>] => [
          bytesOf(name),
          bytesOf(value),
        ]),
      }));
      const groups = page.groups?.map(groupOf) ?? null;
      return { type: 'stream', length: page.length, lastId: page.lastId, items, groups, next };
    }
    case 'module': {
      const { module, value } = page;
      return { type: 'module', module, lengthBytes: value.totalBytes, value: toBytes(value.data), next };
    }
  }
}

/** A page of a string. A character that the end of the page splits is left to the next page. */
export function stringPage(data: Buffer, from: number, lengthBytes: number): KeyValue {
  const isLast = from + data.length >= lengthBytes;
  const whole = isLast ? data : withoutSplitCharacter(data);
  const value = toBytes(whole);
  // Bytes that are no text keep the end that looked like a character.
  const used = 'text' in value ? whole : data;
  const end = from + used.length;
  const next = used.length > 0 && end < lengthBytes ? String(end) : null;
  return { type: 'string', lengthBytes, fromByte: from, value: used === whole ? value : toBytes(used), next };
}

function bytesOf({ data, totalBytes }: Element) {
  return toBytes(data, totalBytes);
}

function groupOf({ name, lastId, pending, consumers }: StreamGroup) {
  return {
    name: bytesOf(name),
    lastId,
    pending,
    consumers: consumers.map((consumer) => ({
      name: bytesOf(consumer.name),
      pending: consumer.pending,
      seenAt: isoTime(consumer.seenAtMs),
    })),
  };
}

/** The latest time of a JavaScript date. */
const LATEST_MS = 8.64e15;

/** @returns null for no time, and for one that no date can hold */
export function isoTime(ms: number | null): string | null {
  return ms === null || !(Math.abs(ms) <= LATEST_MS) ? null : new Date(ms).toISOString();
}
