import type { Bytes } from '../../../../shared/contract/key-name.ts';
import type { KeySource, KeyValue } from '../../../../shared/contract/keyspace.ts';
import { api, orpc } from '../../../client/api.ts';
import { nameOf } from '../model/key-bytes.ts';
import * as viewersWords from '../words/viewers.ts';

/** A key whose value is shown. */
export interface ValueTarget {
  readonly source: KeySource;
  readonly database: number;
  readonly name: Bytes;
}

/** Elements on one page. */
export const PAGE_ELEMENTS = 100;
/** The bytes of a string per page, the maximum of the contract. */
export const PAGE_BYTES = 65_536;
/** How many rounds of a search without a match run before it reports that. */
const MAX_ROUNDS = 50;

interface PageWanted {
  readonly position?: string | undefined;
  readonly from?: number | undefined;
  readonly find?: string | undefined;
}

/** The options of the query of one page. */
export function valuePage(target: ValueTarget, { position, from, find }: PageWanted) {
  const input = {
    ...inputOf(target),
    count: PAGE_ELEMENTS,
    ...(position === undefined ? {} : { position }),
    ...(from === undefined ? {} : { from }),
    ...(find ? { find } : {}),
  };
  const options = orpc.keyspace.value.queryOptions({
    input,
    gcTime: 20_000,
    meta: { doing: viewersWords.readTheValue, showsGone: true },
  });
  // A server that searches may find nothing in a round although more follows.
  return find ? { ...options, queryFn: ({ signal }: { signal: AbortSignal }) => search(input, signal) } : options;
}

type ValueInput = Parameters<typeof api.keyspace.value>[0];

async function search(input: ValueInput, signal: AbortSignal): Promise<KeyValue> {
  let page = await api.keyspace.value(input, { signal });
  for (let round = 1; round < MAX_ROUNDS && 'items' in page && page.items.length === 0 && page.next !== null; round++) {
    page = await api.keyspace.value({ ...input, position: page.next }, { signal });
  }
  return page;
}

export function inputOf({ source, database, name }: ValueTarget) {
  return { source, database, key: nameOf(name) };
}

/** The largest value that is read without asking, for formats that need all bytes. */
export const MAX_WHOLE_UNASKED = 1024 ** 2;
/** The largest value that is read completely. */
export const MAX_WHOLE = 16 * 1024 ** 2;

/** How many pages are read simultaneously. */
const AT_ONCE = 4;

/** All bytes of a string. The caller has checked its length. */
export async function readWhole(
  target: ValueTarget,
  { length }: { readonly length: number },
  toBytes: (value: KeyValue) => Uint8Array,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const whole = new Uint8Array(length);
  let next = 0;
  const readPages = async () => {
    while (next < length) {
      const from = next;
      next += PAGE_BYTES;
      const page = await api.keyspace.value(
        { ...inputOf(target), from, count: PAGE_ELEMENTS },
        signal ? { signal } : {},
      );
      const raw = toBytes(page);
      if (raw.length !== Math.min(PAGE_BYTES, length - from)) {
        throw new Error(viewersWords.changedWhileRead);
      }
      whole.set(raw, from);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, readPages));
  return whole;
}
