import { join } from 'node:path';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { MetricKey, MetricSeries } from '../../../../shared/contract/metrics.ts';
import { Points } from './points.ts';
import { emptySeries, type Grid, meanHitRate, toSeries } from './series.ts';
import { readTier } from './tier-file.ts';
import { type Tier, tiers } from './tiers.ts';

export interface RangeInput {
  readonly ids: readonly string[];
  readonly metrics: readonly MetricKey[];
  readonly from: string;
  readonly to: string;
  readonly points: number;
}

export interface RangeOutput {
  readonly from: string;
  readonly to: string;
  readonly stepMs: number;
  readonly count: number;
  readonly series: MetricSeries[];
}

/** Samples are not closer, so finer points would be empty. */
const FINEST_STEP_MS = 1000;

/**
 * The grid of points for a range.
 * @throws AppError BAD_VALUE if the range does not end after it starts
 */
export function gridOf({ from, to, points }: Pick<RangeInput, 'from' | 'to' | 'points'>): Grid {
  const [begin, end] = [Date.parse(from), Date.parse(to)];
  if (!(end > begin)) {
    const message = `The range from ${from} to ${to} is empty. Choose an end after the start.`;
    throw new AppError('BAD_VALUE', message, { field: 'to', expected: 'a time after "from"' });
  }
  const stepMs = Math.max(FINEST_STEP_MS, Math.ceil((end - begin) / points));
  return { from: begin, stepMs, count: Math.min(points, Math.ceil((end - begin) / stepMs)) };
}

/** @param reportDamage called with the name of a damaged file */
export async function readRange(
  folder: string,
  input: RangeInput,
  reportDamage: (id: string, file: string) => void,
): Promise<RangeOutput> {
  const grid = gridOf(input);
  const series: MetricSeries[] = [];
  for (const id of new Set(input.ids)) {
    const onDamage = (file: string) => reportDamage(id, file);
    series.push(...(await readInstance({ folder: join(folder, id), id, metrics: input.metrics, grid, onDamage })));
  }
  const to = new Date(grid.from + grid.count * grid.stepMs).toISOString();
  return { from: new Date(grid.from).toISOString(), to, stepMs: grid.stepMs, count: grid.count, series };
}

async function readInstance(options: {
  readonly folder: string;
  readonly id: string;
  readonly metrics: readonly MetricKey[];
  readonly grid: Grid;
  readonly onDamage: (file: string) => void;
}): Promise<MetricSeries[]> {
  const { folder, id, grid } = options;
  const metrics = new Set(options.metrics);
  if (metrics.has('hitRate')) metrics.add('hitsPerSecond').add('missesPerSecond');
  const gathered = new Map([...metrics].map((metric) => [metric, emptySeries(grid.count)]));
  const points = new Points(grid);
  for (const tier of inOrder(grid.stepMs)) {
    const { blocks, damaged } = await readTier(folder, tier, (from, to) => points.need(tier, from, to), metrics);
    if (damaged) options.onDamage(tier.file);
    for (const block of blocks) points.take(tier, block, gathered);
    points.endTier();
  }
  return options.metrics.map((metric) => {
    const own = toSeries(id, metric, gathered.get(metric) ?? emptySeries(grid.count));
    const [hits, misses] = [gathered.get('hitsPerSecond'), gathered.get('missesPerSecond')];
    return metric === 'hitRate' && hits && misses ? meanHitRate(own, hits, misses) : own;
  });
}

/**
 * First the best tier: the coarsest with a row for each point. Then the finer tiers, which alone have the newest data,
 * then the coarser tiers, which alone have the oldest.
 */
function inOrder(stepMs: number): readonly Tier[] {
  const fits = tiers.findLastIndex((tier) => tier.stepMs <= stepMs);
  return [...tiers.slice(0, fits + 1).reverse(), ...tiers.slice(fits + 1)];
}

/** The databases that had keys within a time range, from every tier that overlaps it. */
export async function readDatabases(folder: string, from: number, to: number): Promise<number[]> {
  const found = new Set<number>();
  for (const tier of tiers) {
    const { blocks } = await readTier(folder, tier, (first, last) => last + tier.stepMs >= from && first <= to);
    for (const { times, columns } of blocks) {
      for (const [metric, { max }] of columns) {
        const index = /^db(\d+)\.keys$/.exec(metric)?.[1];
        const inTime = (at = 0) => at + tier.stepMs >= from && at <= to;
        if (index !== undefined && max.some((keys, row) => keys > 0 && inTime(times[row]))) found.add(Number(index));
      }
    }
  }
  return [...found].sort((a, b) => a - b);
}
