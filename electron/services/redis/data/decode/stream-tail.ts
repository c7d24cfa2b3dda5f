import type { Element, ValueReader } from './value-reader.ts';

export interface StreamConsumer {
  readonly name: Element;
  readonly pending: number;
  /** Milliseconds since 1970. */
  readonly seenAtMs: number;
}

export interface StreamGroup {
  readonly name: Element;
  readonly lastId: string;
  readonly pending: number;
  readonly consumers: readonly StreamConsumer[];
}

/** The part of a stream after its nodes. */
export interface StreamTail {
  readonly length: number;
  readonly lastId: string;
  /** Null if they were not asked for. */
  readonly groups: readonly StreamGroup[] | null;
}

/** Limits the memory for groups and consumers together. The rest is left out. */
const MAX_NAMES = 10_000;
const MAX_NAME_BYTES = 1024;

const ID_BYTES = 16;
const TIME_BYTES = 8;

/** The number of extra counters since the second version: first ID, largest deleted ID, entries added. */
const COUNTERS = 5;

/**
 * @param version 1 to 3, of the encoding
 * @param onPending called with the ID of each unacknowledged entry, of the groups and of their consumers
 * @throws RdbError
 */
export async function readStreamTail(
  reader: ValueReader,
  version: number,
  withGroups: boolean,
  onPending?: (id: Uint8Array) => void,
): Promise<StreamTail> {
  const length = await reader.length();
  const lastId = await readId(reader);
  if (!withGroups) return { length, lastId, groups: null };
  if (version > 1) for (let counter = 0; counter < COUNTERS; counter++) await reader.exactLength();
  const count = await reader.length();
  const groups: StreamGroup[] = [];
  let names = 0;
  for (let group = 0; group < count && names < MAX_NAMES; group++) {
    const name = await reader.string(MAX_NAME_BYTES);
    const delivered = await readId(reader);
    if (version > 1) await reader.exactLength();
    const pending = await reader.length();
    for (let entry = 0; entry < pending; entry++) {
      await skipPending(reader, 1, onPending);
      reader.skip(TIME_BYTES);
      await reader.length();
    }
    const consumers: StreamConsumer[] = [];
    const consumerCount = await reader.length();
    for (let consumer = 0; consumer < consumerCount; consumer++) {
      const read = await readConsumer(reader, version, onPending);
      if (++names < MAX_NAMES) consumers.push(read);
    }
    names++;
    groups.push({ name, lastId: delivered, pending, consumers });
  }
  return { length, lastId, groups };
}

async function readConsumer(
  reader: ValueReader,
  version: number,
  onPending: ((id: Uint8Array) => void) | undefined,
): Promise<StreamConsumer> {
  const name = await reader.string(MAX_NAME_BYTES);
  const { data } = await reader.take(TIME_BYTES, TIME_BYTES);
  const seenAtMs = Number(new DataView(data.buffer, data.byteOffset, TIME_BYTES).getBigInt64(0, true));
  if (version > 2) reader.skip(TIME_BYTES);
  const pending = await reader.length();
  await skipPending(reader, pending, onPending);
  return { name, pending, seenAtMs };
}

async function skipPending(
  reader: ValueReader,
  count: number,
  onPending: ((id: Uint8Array) => void) | undefined,
): Promise<void> {
  if (onPending === undefined) {
    reader.skip(count * ID_BYTES);
    return;
  }
  for (let entry = 0; entry < count; entry++) onPending((await reader.take(ID_BYTES, ID_BYTES)).data);
}

async function readId(reader: ValueReader): Promise<string> {
  return `${await reader.exactLength()}-${await reader.exactLength()}`;
}
