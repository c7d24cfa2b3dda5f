import { join } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import type { MetricKey, MetricSeries } from '../../../shared/contract/metrics.ts';
import type { Block } from './block.ts';
import type { RangeInput, RangeOutput } from './metrics.ts';
import { addTo, emptySeries, type Gathered, type Grid, isEmptyAt, meanHitRate, toSeries } from './series.ts';
import { readTier } from './tier-file.ts';
import { type Tier, tiers } from './tiers.ts';

/** No tick comes closer, so finer points would only be empty, ms. */
const FINEST_STEP_MS = 1000;

/**
 * The points a range is answered with.
 * @throws AppError BAD_VALUE for a time that ends before it begins
 */
export function gridOf({ from, to, points }: Pick<RangeInput, 'from' | 'to' | 'points'>): Grid {
  const [begin, end] = [Date.parse(from), Date.parse(to)];
  if (!(end > begin)) {
    const message = `The time from ${from} to ${to} has no length: give an end after the beginning.`;
    throw new AppError('BAD_VALUE', message, { field: 'to', expected: 'a time after "from"' });
  }
  const stepMs = Math.max(FINEST_STEP_MS, Math.ceil((end - begin) / points));
  return { from: begin, stepMs, count: Math.min(points, Math.ceil((end - begin) / stepMs)) };
}

/** @param tellDamage called with the name of a file in which something could not be read */
export async function readRange(
  folder: string,
  input: RangeInput,
  tellDamage: (id: string, file: string) => void,
): Promise<RangeOutput> {
  const grid = gridOf(input);
  const series: MetricSeries[] = [];
  for (const id of new Set(input.ids)) {
    const tell = (file: string) => tellDamage(id, file);
    series.push(...(await readInstance({ folder: join(folder, id), id, metrics: input.metrics, grid, tell })));
  }
  const to = new Date(grid.from + grid.count * grid.stepMs).toISOString();
  return { from: new Date(grid.from).toISOString(), to, stepMs: grid.stepMs, count: grid.count, series };
}

async function readInstance(options: {
  readonly folder: string;
  readonly id: string;
  readonly metrics: readonly MetricKey[];
  readonly grid: Grid;
  readonly tell: (file: string) => void;
}): Promise<MetricSeries[]> {
  const { folder, id, grid } = options;
  const metrics = new Set(options.metrics);
  if (metrics.has('hitRate')) metrics.add('hitsPerSecond').add('missesPerSecond');
  const gathered = new Map([...metrics].map((metric) => [metric, emptySeries(grid.count)]));
  // Until when, and from when, the tiers before have told what there is.
  let told: { readonly first: number; readonly end: number } | null = null;
  for (const tier of inOrder(grid.stepMs)) {
    if (told && told.first <= grid.from && told.end >= Math.min(Date.now(), grid.from + grid.count * grid.stepMs))
      break;
    const { blocks, damaged } = await readTier(folder, tier, metrics);
    if (damaged) options.tell(tier.file);
    gather(blocks, { tier, grid, gathered, told });
    told = widen(told, blocks, tier);
  }
  return options.metrics.map((metric) => {
    const own = toSeries(id, metric, gathered.get(metric) ?? emptySeries(grid.count));
    const [hits, misses] = [gathered.get('hitsPerSecond'), gathered.get('missesPerSecond')];
    return metric === 'hitRate' && hits && misses ? meanHitRate(own, hits, misses) : own;
  });
}

/**
 * The tier that fits first: the coarsest that has a row for each point. Then the finer ones, which alone have the
 * newest time, then the coarser ones, which alone have the oldest.
 */
function inOrder(stepMs: number): readonly Tier[] {
  const fits = tiers.findLastIndex((tier) => tier.stepMs <= stepMs);
  return [...tiers.slice(0, fits + 1).reverse(), ...tiers.slice(fits + 1)];
}

function gather(
  blocks: readonly Block[],
  to: {
    readonly tier: Tier;
    readonly grid: Grid;
    readonly gathered: ReadonlyMap<string, Gathered>;
    readonly told: { readonly end: number } | null;
  },
): void {
  const { tier, grid, told } = to;
  for (const [metric, into] of to.gathered) {
    const before = told && into.weight.slice();
    const free = (point: number) => !before || before[point] === 0;
    const wide: { from: number; to: number; block: Block; row: number }[] = [];
    for (const block of blocks) {
      const column = block.columns.get(metric);
      if (!column) continue;
      for (const [row, figures] of column.entries()) {
        const at = block.times[row] ?? 0;
        const weight = block.weights[row] ?? 0;
        // Ticks look back, and so do rows of ticks that were further apart than the row is long.
        const end = at + tier.stepMs;
        const begin = end - Math.max(tier.stepMs, weight);
        if (!figures || end < grid.from || begin >= grid.from + grid.count * grid.stepMs) continue;
        const point = Math.floor((at - grid.from) / grid.stepMs);
        if (point >= 0 && point < grid.count && (free(point) || (told !== null && at >= told.end))) {
          addTo(into, point, figures, weight);
        }
        if (end - begin > grid.stepMs) wide.push({ from: begin, to: end, block, row });
      }
    }
    // A row that stands for more than a point fills those it covers, where nothing else is: that is no gap.
    for (const { from, to: end, block, row } of wide) {
      const figures = block.columns.get(metric)?.[row];
      const first = Math.max(0, Math.ceil((from - grid.from) / grid.stepMs));
      const last = Math.min(grid.count - 1, Math.ceil((end - grid.from) / grid.stepMs) - 1);
      for (let point = first; figures && point <= last; point++) {
        if (isEmptyAt(into, point)) addTo(into, point, figures, block.weights[row] ?? 0);
      }
    }
  }
}

function widen(
  told: { readonly first: number; readonly end: number } | null,
  blocks: readonly Block[],
  tier: Tier,
): { readonly first: number; readonly end: number } | null {
  const times = blocks.flatMap((block) => block.times);
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return told;
  const end = last + tier.stepMs;
  return told ? { first: Math.min(told.first, first), end: Math.max(told.end, end) } : { first, end };
}

/** The databases that had keys in a time, by every tier that reaches into it. */
export async function readDatabases(folder: string, from: number, to: number): Promise<number[]> {
  const found = new Set<number>();
  for (const tier of tiers) {
    const { blocks } = await readTier(folder, tier);
    for (const { times, columns } of blocks) {
      for (const [metric, figures] of columns) {
        const index = /^db(\d+)\.keys$/.exec(metric)?.[1];
        const inTime = (row: number) => (times[row] ?? 0) + tier.stepMs >= from && (times[row] ?? 0) <= to;
        if (index !== undefined && figures.some((one, row) => one && one.max > 0 && inTime(row)))
          found.add(Number(index));
      }
    }
  }
  return [...found].sort((a, b) => a - b);
}
