import type { Bytes } from '../../../../shared/contract/key-name.ts';
import type { KeyValue } from '../../../../shared/contract/keyspace.ts';
import { boundedReply, bufferOf, elementBytes, inPairs, listOf } from './bounded-reply.ts';
import type { KeyConnection } from './key-connection.ts';
import { contains, type LiveValue } from './live-elements.ts';
import { badPosition, isoTime } from './rdb-value.ts';

type StreamValue = Extract<KeyValue, { readonly type: 'stream' }>;
type Groups = NonNullable<StreamValue['groups']>;

const STEP = 1000;
const SEARCH_ROUNDS = 50;
/** Consumers of more groups are left out. */
const MAX_GROUPS = 200;

const MAX_SEQUENCE = 2n ** 64n - 1n;

/** A page by ID. Redis cannot search a stream, so a search reads its entries. */
export async function readStream({ connect, name, position, from = 0, count, find }: LiveValue): Promise<KeyValue> {
  const connection = await connect();
  const length = Number(await connection.call('XLEN', name));
  // Its reply also contains the first and the last entry, which can be long. A restricted user may not read it.
  const info = await boundedReply(connect, name, 'XINFO', 'STREAM', name).catch(() => null);
  const lastId = text(fieldOf(info, 'last-generated-id'));
  let start: string | null = position === undefined ? '0-0' : afterId(position);
  let skip = position === undefined ? from : 0;
  const items: StreamValue['items'] = [];
  let last: string | null = null;
  let hasMore = start !== null;
  for (let round = 0; hasMore && start !== null && items.length < count && round < SEARCH_ROUNDS; ) {
    const wanted = skip > 0 || find !== undefined ? STEP : count + 1;
    const entries = listOf(await boundedReply(connect, name, 'XRANGE', name, start, '+', 'COUNT', wanted));
    hasMore = entries.length === wanted;
    // Skipping to a place is not part of the search.
    if (skip === 0) round++;
    for (const [at, entry] of entries.entries()) {
      if (items.length === count) {
        hasMore = true;
        break;
      }
      const [id, fields] = listOf(entry);
      last = text(id);
      if (skip > 0) skip--;
      else if (find === undefined || listOf(fields).some((part) => contains(part, find))) {
        items.push({
          id: last,
          fields: inPairs(fields).map(([a, b]): [Bytes, Bytes] => [elementBytes(a), elementBytes(b)]),
        });
      }
      if (at === entries.length - 1) start = afterId(last);
    }
  }
  const groups = position === undefined ? await readGroups(await connect(), name) : null;
  return { type: 'stream', length, lastId, items, groups, next: hasMore ? last : null };
}

/** The smallest ID after another one, because Redis before 6.2 has no exclusive ranges. @throws AppError BAD_VALUE */
function afterId(id: string): string | null {
  const [, ms = '', sequence = ''] = /^(\d{1,20})-(\d{1,20})$/.exec(id) ?? [];
  if (ms === '') throw badPosition();
  if (BigInt(sequence) < MAX_SEQUENCE) return `${ms}-${BigInt(sequence) + 1n}`;
  return BigInt(ms) < MAX_SEQUENCE ? `${BigInt(ms) + 1n}-0` : null;
}

/** Null if the server refuses XINFO. */
async function readGroups(connection: KeyConnection, name: Buffer): Promise<Groups | null> {
  const reply = await connection.call('XINFO', 'GROUPS', name).catch(() => null);
  if (reply === null) return null;
  const groups = listOf(reply).slice(0, MAX_GROUPS);
  const names = groups.map((group) => bufferOf(fieldOf(group, 'name')));
  const consumers = await connection.pipeline(names.map((group) => ['XINFO', 'CONSUMERS', name, group] as const));
  const now = Date.now();
  return groups.map((group, at) => ({
    name: elementBytes(names[at]),
    lastId: text(fieldOf(group, 'last-delivered-id')),
    pending: Number(fieldOf(group, 'pending')),
    consumers: listOf(consumers[at]).map((consumer) => ({
      name: elementBytes(fieldOf(consumer, 'name')),
      pending: Number(fieldOf(consumer, 'pending')),
      seenAt: isoTime(now - Number(fieldOf(consumer, 'idle'))),
    })),
  }));
}

/** The value of a name in a reply of alternating names and values. */
function fieldOf(reply: unknown, field: string): unknown {
  return inPairs(reply).find(([name]) => text(name) === field)?.[1];
}

function text(reply: unknown): string {
  return bufferOf(reply).toString();
}
