import type { KeyFolder, KeyItem } from '../../../../shared/contract/keyspace.ts';
import { fromBytes, toBytes } from '../values/bytes.ts';
import type { KeyIndex } from './key-index.ts';
import type { SortedView, ViewRange } from './sorted-view.ts';

/** Keys that are drawn in proportion to the weights of the prefixes, and additionally for each prefix. */
const SHARED_DRAWS = 2000;
const MIN_DRAWS = 5;
/** The approximate memory of a key beyond its bytes. It only decides how likely a small key is drawn. */
const KEY_BYTES = 64;

interface SampledKey {
  /** Its index in `keys`. */
  readonly at: number;
  readonly weight: number;
}

/** A prefix, or the keys outside all prefixes. */
export interface Stratum {
  /** The index of its prefix among those of the analysis; null for the other keys. */
  readonly prefix: number | null;
  /** Keys that are all asked for: the largest ones, or all keys of a small prefix. */
  readonly certain: readonly SampledKey[];
  /** Keys that were drawn `times` from the others, each time with a probability in proportion to its weight. */
  readonly drawn: readonly (SampledKey & { readonly times: number })[];
  /** The sum of the weights of these others. */
  readonly weight: number;
}

/** Keys whose memory is requested, so that the memory of all can be estimated. */
export interface MemorySample {
  readonly keys: readonly Pick<KeyItem, 'database' | 'key'>[];
  readonly strata: readonly Stratum[];
}

/** A part of the analysis: a database, its sorted rows, and those of the analysed prefix. */
export interface SampledDatabase {
  readonly database: number;
  readonly view: SortedView;
  readonly range: ViewRange;
  /** The index of its keys outside all prefixes among the prefixes of the analysis; null if there are none. */
  readonly others?: number | null;
}

interface Area {
  readonly from: SampledDatabase;
  readonly prefix: number | null;
  readonly certain: readonly number[];
  readonly ranges: readonly ViewRange[];
  readonly weight: number;
  readonly keys: number;
}

/**
 * Draws a sample, by prefix and in proportion to the serialised sizes: these are known for all keys and close to the
 * memory, so that few keys give a narrow interval. The largest keys are all included, and come first.
 */
export function drawSample(
  index: KeyIndex,
  databases: readonly SampledDatabase[],
  prefixes: readonly KeyFolder[],
  largest: readonly KeyItem[],
  random: () => number = Math.random,
): MemorySample {
  const keys: Pick<KeyItem, 'database' | 'key'>[] = [];
  const numbers = new Map<string, number>();
  const numberOf = ({ database, key }: Pick<KeyItem, 'database' | 'key'>) => {
    const name = JSON.stringify([database, key]);
    const number = numbers.get(name) ?? keys.push({ database, key }) - 1;
    numbers.set(name, number);
    return number;
  };
  for (const item of largest) numberOf(item);
  const areas = databases.flatMap((one) => areasOf(one, prefixes, largest));
  const total = areas.reduce((sum, { weight }) => sum + weight, 0);
  const strata = areas.map(({ from, prefix, certain, ranges, weight, keys: count }): Stratum => {
    const sampled = (place: number): SampledKey => {
      const key = toBytes(index.columns.key(from.view.rows[place] as number));
      const at = numberOf({ database: from.database, key });
      return { at, weight: from.view.weight({ start: place, end: place + 1 }, KEY_BYTES) };
    };
    const draws = MIN_DRAWS + Math.floor((SHARED_DRAWS * weight) / Math.max(1, total));
    if (count <= draws) {
      const places = [...certain, ...ranges.flatMap(placesOf)];
      return { prefix, certain: places.map(sampled), drawn: [], weight: 0 };
    }
    const times = new Map<number, number>();
    for (let draw = 0; draw < draws; draw++) {
      const place = placeAt(from.view, ranges, random() * weight);
      times.set(place, (times.get(place) ?? 0) + 1);
    }
    const drawn = [...times].map(([place, often]) => ({ ...sampled(place), times: often }));
    return { prefix, certain: certain.map(sampled), drawn, weight };
  });
  return { keys, strata };
}

/** The prefixes of a database, and the rest of it. */
function areasOf(from: SampledDatabase, prefixes: readonly KeyFolder[], largest: readonly KeyItem[]): Area[] {
  const { database, view, range, others = null } = from;
  const isInside = (place: number, { start, end }: ViewRange) => place >= start && place < end;
  const certain = largest
    .filter((item) => item.database === database)
    .map(({ key }) => view.place(fromBytes(key)))
    .filter((place) => isInside(place, range))
    .sort((a, b) => a - b);
  const holes = certain.map((place) => ({ start: place, end: place + 1 }));
  const areaOf = (prefix: number | null, own: ViewRange, cuts: readonly ViewRange[], sure: readonly number[]): Area => {
    const ranges = without(own, cuts);
    const weight = ranges.reduce((sum, one) => sum + view.weight(one, KEY_BYTES), 0);
    const keys = ranges.reduce((sum, { start, end }) => sum + end - start, 0);
    return { from, prefix, certain: sure, ranges, weight, keys };
  };
  const folders = [...prefixes.entries()]
    .filter(([, folder]) => folder.database === database)
    .map(([prefix, folder]) => ({ prefix, own: view.range(fromBytes(folder.prefix)) }))
    .sort((a, b) => a.own.start - b.own.start);
  const areas = folders.map(({ prefix, own }) => {
    const sure = certain.filter((place) => isInside(place, own));
    return areaOf(prefix, own, holes, sure);
  });
  const outside = certain.filter((place) => !folders.some(({ own }) => isInside(place, own)));
  const cuts = [...folders.map(({ own }) => own), ...outside.map((place) => ({ start: place, end: place + 1 }))];
  cuts.sort((a, b) => a.start - b.start);
  return [...areas, areaOf(others, range, cuts, outside)];
}

/** The parts of a range outside other ranges, which are sorted and disjoint. */
function without({ start, end }: ViewRange, cuts: readonly ViewRange[]): ViewRange[] {
  const parts: ViewRange[] = [];
  let from = start;
  for (const cut of cuts) {
    if (cut.end <= from || cut.start >= end) continue;
    if (cut.start > from) parts.push({ start: from, end: cut.start });
    from = cut.end;
  }
  if (from < end) parts.push({ start: from, end });
  return parts;
}

function placesOf({ start, end }: ViewRange): number[] {
  return Array.from({ length: end - start }, (_, at) => start + at);
}

function placeAt(view: SortedView, ranges: readonly ViewRange[], sum: number): number {
  let left = sum;
  for (const range of ranges) {
    const weight = view.weight(range, KEY_BYTES);
    if (left < weight) return view.placeAt(left, range, KEY_BYTES);
    left -= weight;
  }
  return (ranges.at(-1) as ViewRange).end - 1;
}
