import type { ValueDifference, ValueDifferenceRow } from '../../../../../shared/contract/compare.ts';
import { type ElementParts, rdbElements } from '../../../redis/data/decode/decode-all.ts';
import { badPosition } from '../../values/rdb-value.ts';
import { MAX_ELEMENT_BYTES, type ValueAt } from '../value-digests.ts';

/** A value; null if the side has no such key. */
export type Side = ValueAt | null;

/** A request for rows of the difference of two values of one type. */
export interface RowRequest {
  readonly before: Side;
  readonly after: Side;
  readonly lengthBefore: number | null;
  readonly lengthAfter: number | null;
  readonly position?: string | undefined;
  readonly count: number;
  readonly withSame: boolean;
}

export type RowPage = Pick<ValueDifference, 'rows' | 'next' | 'rowCounts'>;

/** Longer parts of an element are truncated in the response. */
export const SHOWN_BYTES = 64 * 1024;

/** All elements of a side, one after the other. */
export async function* elementsOf(side: Side): AsyncGenerator<ElementParts> {
  if (side !== null) yield* rdbElements(side.bytes, side.place, MAX_ELEMENT_BYTES);
}

/** The numbers of a position that an earlier page returned. @throws AppError BAD_VALUE */
export function numbersOf(position: string | undefined, count: number): readonly number[] {
  if (position === undefined) return new Array<number>(count).fill(0);
  const numbers = position.split('.').map(Number);
  if (numbers.length !== count || !/^\d{1,15}(?:\.\d{1,15})*$/.test(position)) throw badPosition();
  return numbers;
}

/** A page of rows that are all in memory. */
export function pageOf(all: readonly ValueDifferenceRow[], from: number, { count, withSame }: RowRequest): RowPage {
  const rowCounts = { added: 0, removed: 0, changed: 0, same: 0 };
  for (const { change } of all) rowCounts[change]++;
  const shown = withSame ? all : all.filter(({ change }) => change !== 'same');
  const rows = shown.slice(from, from + count);
  return { rows, next: from + count < shown.length ? String(from + count) : null, rowCounts };
}

/** The data of a part, and its whole length, which follows a truncated part. */
export function dataOf(part: ElementParts[number] | undefined): Uint8Array {
  return part instanceof Uint8Array ? part : new Uint8Array(0);
}
