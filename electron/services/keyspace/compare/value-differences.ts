import type { ValueDifference } from '../../../../shared/contract/compare.ts';
import { lengthOfRdbValue } from '../../redis/data/decode/decode-value.ts';
import type { RdbFlavour } from '../../redis/data/rdb-format.ts';
import type { CompareValueRequest } from './compare-host.ts';
import { placesOf, valueAt, withFiles } from './decide-values.ts';
import type { DifferencePages } from './difference-pages.ts';
import { type KeyComparer, kindOf } from './key-comparer.ts';
import type { ReadSide } from './side-reader.ts';
import { bytePage } from './value/byte-rows.ts';
import { entryPage } from './value/entry-rows.ts';
import { itemPage } from './value/item-rows.ts';
import { memberPage } from './value/member-rows.ts';
import { readText, textPage } from './value/text-rows.ts';
import type { RowPage, RowRequest, Side } from './value/value-rows.ts';

type Request = Pick<CompareValueRequest, 'position' | 'count' | 'withSame'>;

/** The differences of single values, read from the files of both sides. */
export class ValueDifferences {
  readonly #comparer: KeyComparer;
  readonly #pages: DifferencePages;
  readonly #before: ReadSide;
  readonly #after: ReadSide;

  constructor(comparer: KeyComparer, pages: DifferencePages, before: ReadSide, after: ReadSide) {
    this.#comparer = comparer;
    this.#pages = pages;
    this.#before = before;
    this.#after = after;
  }

  /** @throws AppError BAD_VALUE for a position; RdbError */
  async page(row: number, request: Request): Promise<ValueDifference> {
    const kind = this.#comparer.columns.kinds.get(row);
    const flavours: [RdbFlavour, RdbFlavour] = [this.#before.flavour, this.#after.flavour];
    const own = kind === kindOf.added ? ([flavours[1], flavours[1]] as const) : flavours;
    const places = placesOf(this.#comparer, row, ...own);
    const item = this.#pages.itemOf(row);
    return withFiles(this.#before, this.#after, async (files) => {
      // Equal values are in both files; their offset in the second one is not stored.
      const isEqual = kind === kindOf.same || (kind === kindOf.expiry && places.after === null);
      const before = kind === kindOf.added ? null : await valueAt(files.before, places.before);
      const after =
        kind === kindOf.removed
          ? null
          : kind === kindOf.added
            ? await valueAt(files.after, places.before)
            : isEqual || places.after === null
              ? await valueAt(files.before, places.before)
              : await valueAt(files.after, places.after);
      const lengthOf = async (side: Side) => (side === null ? null : lengthOfRdbValue(side.bytes, side.place));
      const lengths = { lengthBefore: await lengthOf(before), lengthAfter: await lengthOf(after) };
      const isOtherType = item.before !== null && item.after !== null && item.before.type !== item.after.type;
      const head = { item, ...lengths, isOtherType, isJson: false };
      if (isOtherType) return { ...head, rows: [], next: null, rowCounts: null };
      return {
        ...head,
        ...(await rowsOf({ before, after, ...lengths, ...request }, (item.before ?? item.after)?.type)),
      };
    });
  }
}

async function rowsOf(request: RowRequest, type: string | undefined): Promise<RowPage & { readonly isJson?: boolean }> {
  switch (type) {
    case 'string': {
      const texts = await readText(request);
      return texts === null ? bytePage(request) : textPage(texts, request);
    }
    case 'list':
      return itemPage(request);
    case 'set':
    case 'hash':
    case 'zset':
      return memberPage(request, type);
    case 'stream':
      return entryPage(request);
    default:
      return bytePage(request);
  }
}
