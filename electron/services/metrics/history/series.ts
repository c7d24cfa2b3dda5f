import type { MetricKey, MetricSeries } from '../../../../shared/contract/metrics.ts';
import type { Column } from './block.ts';

/** The points of a range: `count` of `stepMs` each, the first at `from`. */
export interface Grid {
  readonly from: number;
  readonly stepMs: number;
  readonly count: number;
}

/** One metric aggregated per point of a grid. */
export interface Gathered {
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly last: Float64Array;
  readonly sum: Float64Array;
  /** Total weight in `sum`; 0: no value. */
  readonly weight: Float64Array;
}

export function emptySeries(count: number): Gathered {
  const column = () => new Float64Array(count);
  return { min: column(), max: column(), last: column(), sum: column(), weight: column() };
}

/** Adds a row of a block to a point; call in time order. A row without the metric adds nothing. */
export function addTo(into: Gathered, point: number, column: Column, row: number, weightMs: number): void {
  const [min = 0, mean = 0, max = 0, last = Number.NaN] = [
    column.min[row],
    column.mean[row],
    column.max[row],
    column.last[row],
  ];
  if (Number.isNaN(last)) return;
  const weight = Math.max(weightMs, 1);
  const first = into.weight[point] === 0;
  into.min[point] = first ? min : Math.min(into.min[point] ?? min, min);
  into.max[point] = first ? max : Math.max(into.max[point] ?? max, max);
  into.last[point] = last;
  into.sum[point] = (into.sum[point] ?? 0) + mean * weight;
  into.weight[point] = (into.weight[point] ?? 0) + weight;
}

export function toSeries(id: string, metric: MetricKey, gathered: Gathered): MetricSeries {
  const { min, max, last, sum, weight } = gathered;
  const column = (value: (point: number) => number) =>
    Array.from(weight, (weightOf, point) => (weightOf === 0 ? null : value(point)));
  const mean = (point: number) => {
    const [low = 0, high = 0] = [min[point], max[point]];
    return Math.min(high, Math.max(low, (sum[point] ?? 0) / (weight[point] ?? 1)));
  };
  return {
    id,
    metric,
    min: column((point) => min[point] ?? 0),
    mean: column(mean),
    max: column((point) => max[point] ?? 0),
    last: column((point) => last[point] ?? 0),
  };
}

/** The hit rate per point over all its lookups, because a mean of rates would ignore how many lookups each covers. */
export function meanHitRate(rate: MetricSeries, hits: Gathered, misses: Gathered): MetricSeries {
  const mean = rate.mean.map((plain, point) => {
    const [hit = 0, miss = 0] = [hits.sum[point], misses.sum[point]];
    return plain === null || hit + miss === 0 ? plain : hit / (hit + miss);
  });
  return { ...rate, mean };
}
