import { createHash } from 'node:crypto';
import type { ValueDifferenceRow } from '../../../../../shared/contract/compare.ts';
import type { Bytes } from '../../../../../shared/contract/key-name.ts';
import { toBytes } from '../../values/bytes.ts';
import { type Edit, editsBetween } from './list-edits.ts';
import {
  dataOf,
  elementsOf,
  numbersOf,
  pageOf,
  type RowPage,
  type RowRequest,
  SHOWN_BYTES,
  type Side,
} from './value-rows.ts';

/** Longer lists are compared position by position. */
const MAX_ITEMS = 20_000;
const MAX_LIST_BYTES = 8 * 1024 * 1024;

/** A page of two lists: moved items are found in lists of moderate length; others are compared by their positions. */
export async function itemPage(request: RowRequest): Promise<RowPage> {
  const { before, after, lengthBefore, lengthAfter } = request;
  const bytes = Math.max(before?.place.length ?? 0, after?.place.length ?? 0);
  const isShort = Math.max(lengthBefore ?? 0, lengthAfter ?? 0) <= MAX_ITEMS && bytes <= MAX_LIST_BYTES;
  return isShort ? aligned(request) : byPosition(request);
}

interface Item {
  readonly shown: Bytes;
  /** Equal for equal items. */
  readonly digest: string;
}

async function aligned(request: RowRequest): Promise<RowPage> {
  const [from = 0] = numbersOf(request.position, 1);
  const [first, second] = [await itemsOf(request.before), await itemsOf(request.after)];
  const edits = editsBetween(
    first.map(({ digest }) => digest),
    second.map(({ digest }) => digest),
  );
  const rows = paired(edits).map(
    ({ before, after, isSame }): ValueDifferenceRow => ({
      unit: 'item',
      change: isSame ? 'same' : after === null ? 'removed' : before === null ? 'added' : 'changed',
      indexBefore: before,
      indexAfter: after,
      before: before === null ? null : (first[before]?.shown ?? null),
      after: after === null ? null : (second[after]?.shown ?? null),
    }),
  );
  return pageOf(rows, from, request);
}

/** A removed item that an added one replaces is a changed item. */
function paired(edits: readonly Edit[]): (Edit & { readonly isSame: boolean })[] {
  const rows: (Edit & { readonly isSame: boolean })[] = [];
  for (let at = 0; at < edits.length; ) {
    const removed: number[] = [];
    const added: number[] = [];
    for (; at < edits.length; at++) {
      const { before, after } = edits[at] as Edit;
      if (before !== null && after !== null) break;
      if (before !== null) removed.push(before);
      if (after !== null) added.push(after);
    }
    const length = Math.max(removed.length, added.length);
    for (let one = 0; one < length; one++) {
      rows.push({ before: removed[one] ?? null, after: added[one] ?? null, isSame: false });
    }
    const same = edits[at];
    if (same) rows.push({ ...same, isSame: true });
    at++;
  }
  return rows;
}

async function byPosition(request: RowRequest): Promise<RowPage> {
  const { count, withSame } = request;
  const [from = 0] = numbersOf(request.position, 1);
  const [first, second] = [elementsOf(request.before), elementsOf(request.after)];
  const rows: ValueDifferenceRow[] = [];
  try {
    for (let at = 0; ; at++) {
      const [a, b] = [await first.next(), await second.next()];
      if (a.done && b.done) return { rows, next: null, rowCounts: null };
      if (at < from) continue;
      if (rows.length === count) return { rows, next: String(at), rowCounts: null };
      const [left, right] = [a.done ? null : itemOf(a.value[0]), b.done ? null : itemOf(b.value[0])];
      const isSame = left !== null && left.digest === right?.digest;
      if (isSame && !withSame) continue;
      rows.push({
        unit: 'item',
        change: isSame ? 'same' : right === null ? 'removed' : left === null ? 'added' : 'changed',
        indexBefore: left === null ? null : at,
        indexAfter: right === null ? null : at,
        before: left?.shown ?? null,
        after: right?.shown ?? null,
      });
    }
  } finally {
    await first.return(undefined);
    await second.return(undefined);
  }
}

async function itemsOf(side: Side): Promise<Item[]> {
  const items: Item[] = [];
  for await (const [part] of elementsOf(side)) items.push(itemOf(part));
  return items;
}

function itemOf(part: Uint8Array | string | number | null | undefined): Item {
  const data = dataOf(part);
  return { shown: shownBytes(data), digest: createHash('sha256').update(data).digest('base64') };
}

/** Bytes for the contract, truncated if they are long. */
export function shownBytes(data: Uint8Array): Bytes {
  return toBytes(data.subarray(0, SHOWN_BYTES), data.length);
}
