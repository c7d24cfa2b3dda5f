import type { MetricSample, MetricSeries } from '../../../../shared/contract/metrics.ts';
import { addSample, type Columns, columnsOf, shift, shiftOne } from './columns.ts';
import { endOf, pointAt, type TimeWindow } from './time-window.ts';

/** The history of a time span. */
export interface RangeAnswer {
  /** ISO 8601. */
  readonly from: string;
  readonly stepMs: number;
  readonly count: number;
  readonly series: readonly MetricSeries[];
}

/** The visible data. Its size is constant while it follows live samples. */
export interface ChartData {
  window(): TimeWindow | null;
  columns(id: string, metric: string): Columns | undefined;
  /** The number of samples of the instance in each point; 0: no data. */
  known(id: string): Uint16Array | undefined;
  /** Replaces all data by history. @param paceMs the sampling interval, which weights the newest point */
  load(answer: RangeAnswer, now: number, paceMs: number): void;
  /** Adds one sample of all instances. A time past the last point shifts the window left. */
  add(at: number, samples: readonly MetricSample[]): void;
  /** Adds a value that the core does not record, such as container CPU. It appears with the next sample. */
  put(id: string, metric: string, at: number, value: number): void;
  /** Calls the listener after every change, each in its own task, so that many charts do not block the page. */
  subscribe(listener: () => void): () => void;
  /** Counts the changes. */
  version(): number;
}

interface UnrecordedValue {
  readonly id: string;
  readonly metric: string;
  readonly at: number;
  readonly value: number;
}

/** Per metric: ten minutes at one value per second. */
const MAX_UNRECORDED = 600;

/** Redrawing more often than every quarter of a point shows nothing new. This caps the delay. */
const MAX_REDRAW_DELAY_MS = 10_000;

export function createChartData(): ChartData {
  let window: TimeWindow | null = null;
  let series = new Map<string, Map<string, Columns>>();
  /** Samples per point, by instance. */
  let sampleCounts = new Map<string, Uint16Array>();
  /** By instance and metric. Survives a reload of the history, which lacks these values. */
  const unrecorded = new Map<string, UnrecordedValue[]>();
  let early: UnrecordedValue[] = [];
  let version = 0;
  let notifiedAt = 0;
  const listeners = new Set<() => void>();

  const notify = () => {
    version += 1;
    for (const listener of listeners) setTimeout(() => listeners.has(listener) && listener(), 0);
  };

  const shiftTo = (at: number): TimeWindow | null => {
    if (!window) return null;
    const { from, stepMs, count } = window;
    const by = Math.floor((at - from) / stepMs) - count + 1;
    if (by <= 0) return window;
    for (const metrics of series.values()) for (const columns of metrics.values()) shift(columns, by);
    for (const each of sampleCounts.values()) shiftOne(each, by, 0);
    window = { from: from + by * stepMs, stepMs, count };
    return window;
  };

  const write = (entry: UnrecordedValue) => {
    const { id, metric, at, value } = entry;
    const metrics = series.get(id);
    if (!window || !metrics) return;
    // The window reaches this time only with the next sample.
    if (at >= endOf(window) && early.length < MAX_UNRECORDED) early.push(entry);
    const index = pointAt(window, at);
    if (index === null) return;
    const columns = metrics.get(metric) ?? columnsOf(window.count);
    metrics.set(metric, columns);
    addSample(columns, index, value, 0);
  };

  return {
    window: () => window,
    version: () => version,
    columns: (id, metric) => series.get(id)?.get(metric),
    known: (id) => sampleCounts.get(id),
    load(answer, now, paceMs) {
      const { count, stepMs } = answer;
      window = { from: Date.parse(answer.from), stepMs, count };
      series = new Map();
      sampleCounts = new Map();
      const perPoint = Math.max(1, Math.round(stepMs / paceMs));
      for (const one of answer.series) {
        const metrics = series.get(one.id) ?? new Map<string, Columns>();
        series.set(one.id, metrics.set(one.metric, columnsOf(count, one)));
        const counts = sampleCounts.get(one.id) ?? new Uint16Array(count);
        for (let at = 0; at < count; at++) if (one.mean[at] != null) counts[at] = perPoint;
        sampleCounts.set(one.id, counts);
      }
      for (const [id, metrics] of series) {
        for (const [metric, columns] of metrics)
          if (isDatabaseMetric(metric)) fillWithZero(columns, sampleCounts.get(id));
      }
      early = [];
      for (const kept of unrecorded.values()) for (const one of kept) write(one);
      // The newest point is still open and holds only the samples so far.
      const open = pointAt(window, now);
      if (open !== null) {
        const part = Math.max(1, Math.round((now - window.from - open * stepMs) / paceMs));
        for (const counts of sampleCounts.values()) if (counts[open]) counts[open] = part;
      }
      notify();
    },
    add(at, samples) {
      const moved = shiftTo(at);
      const index = moved && pointAt(moved, at);
      if (index === null) return;
      for (const { id, values } of samples) {
        const counts = sampleCounts.get(id);
        if (!counts) continue;
        const before = counts[index] ?? 0;
        for (const [metric, columns] of series.get(id) ?? []) {
          const value = values[metric] ?? (isDatabaseMetric(metric) ? 0 : null);
          if (value !== null) addSample(columns, index, value, before);
        }
        counts[index] = Math.min(before + 1, 65_535);
      }
      const waiting = early;
      early = [];
      for (const entry of waiting) write(entry);
      if (moved && at - notifiedAt < Math.min(moved.stepMs / 4, MAX_REDRAW_DELAY_MS)) return;
      notifiedAt = at;
      notify();
    },
    put(id, metric, at, value) {
      const kept = unrecorded.get(`${id} ${metric}`) ?? [];
      kept.push({ id, metric, at, value });
      if (kept.length > MAX_UNRECORDED) kept.shift();
      unrecorded.set(`${id} ${metric}`, kept);
      write({ id, metric, at, value });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** INFO omits databases without keys, so a missing value means 0, not unknown. */
function isDatabaseMetric(metric: string): boolean {
  return /^db\d/.test(metric);
}

function fillWithZero({ min, mean, max, last }: Columns, counts: Uint16Array | undefined): void {
  for (let at = 0; at < mean.length; at++) {
    if (counts?.[at] && Number.isNaN(mean[at] ?? 0)) min[at] = mean[at] = max[at] = last[at] = 0;
  }
}
