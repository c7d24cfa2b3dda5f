import { AppError } from '../../../shared/contract/errors.ts';
import type {
  ConsumerGroup,
  FormerEntry,
  PendingEntry,
  StreamDetails,
  StreamSummary,
} from '../../../shared/contract/messaging.ts';
import { bufferOf, inPairs, listOf } from '../keyspace/values/bounded-reply.ts';
import { fromBytes, toBytes } from '../keyspace/values/bytes.ts';
import type { KeyConnection } from '../keyspace/values/key-connection.ts';
import { keyNotFound } from '../keyspace/values/server-error.ts';
import type { GroupPlace, StreamPlace } from './messaging.ts';

/** A larger list would not be read, and the search would take the server too long. */
const MAX_STREAMS = 500;
const MAX_ROUNDS = 2000;
const SCAN_COUNT = 1000;
const MAX_GROUPS = 200;
const PAGE = 100;
/** Names of groups and consumers are cut in a list. */
const LONGEST_NAME = 1024;

/** The streams of a database, found by SCAN. */
export async function listStreams(connection: KeyConnection): Promise<{ items: StreamSummary[]; complete: boolean }> {
  const found = new Map<string, Buffer>();
  let cursor = '0';
  let rounds = 0;
  do {
    const reply = listOf(await connection.call('SCAN', cursor, 'COUNT', SCAN_COUNT, 'TYPE', 'stream'));
    cursor = bufferOf(reply[0]).toString();
    for (const key of listOf(reply[1])) found.set(bufferOf(key).toString('latin1'), bufferOf(key));
    rounds += 1;
  } while (cursor !== '0' && rounds < MAX_ROUNDS && found.size < MAX_STREAMS);
  const keys = [...found.values()].slice(0, MAX_STREAMS);
  const replies = await connection.pipeline(keys.map((key) => ['XINFO', 'STREAM', key] as const));
  const items = keys.flatMap((key, at) => {
    const reply = replies[at];
    // Deleted meanwhile.
    if (reply instanceof Error) return [];
    const fields = fieldsOf(reply);
    const [length, groups] = [numberOf(fields.get('length')), numberOf(fields.get('groups'))];
    return [{ key: toBytes(key), length, groups, lastId: textOf(fields.get('last-generated-id')) }];
  });
  return { items, complete: cursor === '0' && found.size <= MAX_STREAMS };
}

/** @throws AppError NOT_FOUND; CONFLICT for a key of another type */
export async function streamDetails(connection: KeyConnection, place: StreamPlace): Promise<StreamDetails> {
  const key = fromBytes(place.key);
  const [stream, groups] = await connection.pipeline([
    ['XINFO', 'STREAM', key],
    ['XINFO', 'GROUPS', key],
  ]);
  if (stream instanceof Error) throw missing(stream, place);
  const rows = listOf(groups).slice(0, MAX_GROUPS).map(fieldsOf);
  const consumers = await connection.pipeline(
    rows.map((group) => ['XINFO', 'CONSUMERS', key, bufferOf(group.get('name'))] as const),
  );
  const fields = fieldsOf(stream);
  const first = listOf(fields.get('first-entry'))[0];
  return {
    length: numberOf(fields.get('length')),
    firstId: first === undefined ? null : textOf(first),
    lastId: textOf(fields.get('last-generated-id')),
    groups: rows.map((group, at) => groupOf(group, consumers[at])),
  };
}

function groupOf(group: ReadonlyMap<string, unknown>, consumers: unknown): ConsumerGroup {
  const lag = group.get('lag');
  return {
    name: nameOf(group.get('name')),
    pending: numberOf(group.get('pending')),
    lastDeliveredId: textOf(group.get('last-delivered-id')),
    // Servers before 7 have none, and it is unknown after some deletions.
    lag: typeof lag === 'number' ? lag : null,
    consumers: listOf(consumers).map((consumer) => {
      const fields = fieldsOf(consumer);
      return {
        name: nameOf(fields.get('name')),
        pending: numberOf(fields.get('pending')),
        idleMs: numberOf(fields.get('idle')),
      };
    }),
  };
}

/** A page of the pending entries of a group. @throws AppError NOT_FOUND */
export async function pendingEntries(
  connection: KeyConnection,
  place: GroupPlace & { readonly after?: string | undefined },
): Promise<{ items: PendingEntry[]; more: boolean }> {
  const from = place.after === undefined ? '-' : `(${place.after}`;
  const args = [fromBytes(place.key), fromBytes(place.group), from, '+', PAGE + 1] as const;
  const reply = await orMissing(connection.call('XPENDING', ...args), place);
  const all = listOf(reply).map((entry): PendingEntry => {
    const [id, consumer, idle, deliveries] = listOf(entry);
    return { id: textOf(id), consumer: nameOf(consumer), idleMs: numberOf(idle), deliveries: numberOf(deliveries) };
  });
  return { items: all.slice(0, PAGE), more: all.length > PAGE };
}

export async function acknowledgeEntries(
  connection: KeyConnection,
  place: GroupPlace & { readonly ids: readonly string[] },
): Promise<number> {
  return numberOf(await connection.call('XACK', fromBytes(place.key), fromBytes(place.group), ...place.ids));
}

export async function claimEntries(
  connection: KeyConnection,
  place: GroupPlace & {
    readonly consumer: StreamPlace['key'];
    readonly minIdleMs: number;
    readonly ids: readonly string[];
  },
): Promise<string[]> {
  const [key, group, consumer] = [place.key, place.group, place.consumer].map(fromBytes) as [Buffer, Buffer, Buffer];
  const args = [key, group, consumer, place.minIdleMs, ...place.ids, 'JUSTID'] as const;
  return listOf(await orMissing(connection.call('XCLAIM', ...args), place)).map(textOf);
}

/** FORCE makes an entry pending that is not, unless the stream no longer has it. */
export async function putBackEntries(
  connection: KeyConnection,
  place: GroupPlace & { readonly entries: readonly FormerEntry[] },
): Promise<string[]> {
  const [key, group] = [fromBytes(place.key), fromBytes(place.group)];
  const replies = await connection.pipeline(
    place.entries.map(({ id, consumer, idleMs, deliveries }) => {
      const state = ['IDLE', idleMs, 'RETRYCOUNT', deliveries, 'FORCE', 'JUSTID'] as const;
      return ['XCLAIM', key, group, fromBytes(consumer), 0, id, ...state] as const;
    }),
  );
  const failed = replies.find((reply) => reply instanceof Error);
  if (failed instanceof Error) throw missing(failed, place);
  return replies.flatMap((reply) => listOf(reply).map(textOf));
}

async function orMissing<T>(reply: Promise<T>, place: StreamPlace): Promise<T> {
  try {
    return await reply;
  } catch (error) {
    throw error instanceof Error ? missing(error, place) : error;
  }
}

function missing(error: Error, place: StreamPlace): Error {
  if (/^ERR no such key/.test(error.message)) return keyNotFound(place.database, place.key);
  if (!/^NOGROUP/.test(error.message)) return error;
  const message = 'The stream has no such consumer group. It may have been deleted: read the stream again.';
  return new AppError('NOT_FOUND', message, { what: 'group', id: 'text' in place.key ? place.key.text : '' });
}

function fieldsOf(reply: unknown): ReadonlyMap<string, unknown> {
  return new Map(inPairs(reply).map(([name, value]) => [textOf(name), value]));
}

function nameOf(value: unknown) {
  const bytes = bufferOf(value);
  return toBytes(bytes.subarray(0, LONGEST_NAME), bytes.length);
}

function textOf(value: unknown): string {
  return bufferOf(value).toString('utf8');
}

function numberOf(value: unknown): number {
  const number = typeof value === 'number' ? value : Number(textOf(value));
  return Number.isSafeInteger(number) ? number : 0;
}
