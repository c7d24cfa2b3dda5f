import type { MetricSample, MetricSeries } from '../../../../shared/contract/metrics.ts';
import { endOf, pointAt, type TimeWindow } from '../time/time-window.ts';
import { type Columns, columnsOf, shift, shiftOne, take } from './columns.ts';

/** What the engine gives for a stretch of time. */
export interface RangeAnswer {
  /** ISO 8601. */
  readonly from: string;
  readonly stepMs: number;
  readonly count: number;
  readonly series: readonly MetricSeries[];
}

/** The figures on screen: fixed in size for as long as the same is looked at, however long that is. */
export interface ChartData {
  window(): TimeWindow | null;
  columns(id: string, metric: string): Columns | undefined;
  /** For each point whether anything at all was known of the instance. */
  known(id: string): Uint16Array | undefined;
  /** Puts history in the place of everything. @param paceMs how often was looked, to weigh the newest point */
  load(answer: RangeAnswer, now: number, paceMs: number): void;
  /** Adds one look at all instances; when its time is past the last point, everything moves left. */
  add(at: number, samples: readonly MetricSample[]): void;
  /** Adds one figure that is not recorded, such as a container's; it shows with the next look. */
  put(id: string, metric: string, at: number, value: number): void;
  /** Called after every change. Each listener gets a turn of its own, so that none holds the page up for all. */
  subscribe(listener: () => void): () => void;
  /** Counts the changes. */
  version(): number;
}

interface Aside {
  readonly id: string;
  readonly metric: string;
  readonly at: number;
  readonly value: number;
}

/** How many of each metric are kept: ten minutes of one a second. */
const MOST_ASIDES = 600;

/** Redrawing more often than a quarter of a point shows nothing new; nothing waits longer than this, ms. */
const LONGEST_WAIT_MS = 10_000;

export function createChartData(): ChartData {
  let window: TimeWindow | null = null;
  let series = new Map<string, Map<string, Columns>>();
  /** How many looks each point holds, by instance. */
  let looks = new Map<string, Uint16Array>();
  /** Figures beside the recorded ones, by instance and metric: kept when history is read again. */
  const asides = new Map<string, Aside[]>();
  let early: Aside[] = [];
  let version = 0;
  let drawnAt = 0;
  const listeners = new Set<() => void>();

  const changed = () => {
    version += 1;
    for (const listener of listeners) setTimeout(() => listeners.has(listener) && listener(), 0);
  };

  const moveTo = (at: number): TimeWindow | null => {
    if (!window) return null;
    const { from, stepMs, count } = window;
    const by = Math.floor((at - from) / stepMs) - count + 1;
    if (by <= 0) return window;
    for (const metrics of series.values()) for (const columns of metrics.values()) shift(columns, by);
    for (const each of looks.values()) shiftOne(each, by, 0);
    window = { from: from + by * stepMs, stepMs, count };
    return window;
  };

  const write = (aside: Aside) => {
    const { id, metric, at, value } = aside;
    const metrics = series.get(id);
    if (!window || !metrics) return;
    // Of a time that the next look will bring.
    if (at >= endOf(window) && early.length < MOST_ASIDES) early.push(aside);
    const index = pointAt(window, at);
    if (index === null) return;
    const columns = metrics.get(metric) ?? columnsOf(window.count);
    metrics.set(metric, columns);
    take(columns, index, value, 0);
  };

  return {
    window: () => window,
    version: () => version,
    columns: (id, metric) => series.get(id)?.get(metric),
    known: (id) => looks.get(id),
    load(answer, now, paceMs) {
      const { count, stepMs } = answer;
      window = { from: Date.parse(answer.from), stepMs, count };
      series = new Map();
      looks = new Map();
      const perPoint = Math.max(1, Math.round(stepMs / paceMs));
      for (const one of answer.series) {
        const metrics = series.get(one.id) ?? new Map<string, Columns>();
        series.set(one.id, metrics.set(one.metric, columnsOf(count, one)));
        const seen = looks.get(one.id) ?? new Uint16Array(count);
        for (let at = 0; at < count; at++) if (one.mean[at] != null) seen[at] = perPoint;
        looks.set(one.id, seen);
      }
      for (const [id, metrics] of series) {
        for (const [metric, columns] of metrics) if (isOfDatabase(metric)) fillWithNone(columns, looks.get(id));
      }
      early = [];
      for (const kept of asides.values()) for (const one of kept) write(one);
      // The point that is still going on holds only the looks of its time so far.
      const open = pointAt(window, now);
      if (open !== null) {
        const part = Math.max(1, Math.round((now - window.from - open * stepMs) / paceMs));
        for (const seen of looks.values()) if (seen[open]) seen[open] = part;
      }
      changed();
    },
    add(at, samples) {
      const moved = moveTo(at);
      const index = moved && pointAt(moved, at);
      if (index === null) return;
      for (const { id, values } of samples) {
        const seen = looks.get(id);
        if (!seen) continue;
        const before = seen[index] ?? 0;
        for (const [metric, columns] of series.get(id) ?? []) {
          const value = values[metric] ?? (isOfDatabase(metric) ? 0 : null);
          if (value !== null) take(columns, index, value, before);
        }
        seen[index] = Math.min(before + 1, 65_535);
      }
      const waiting = early;
      early = [];
      for (const aside of waiting) write(aside);
      if (moved && at - drawnAt < Math.min(moved.stepMs / 4, LONGEST_WAIT_MS)) return;
      drawnAt = at;
      changed();
    },
    put(id, metric, at, value) {
      const kept = asides.get(`${id} ${metric}`) ?? [];
      kept.push({ id, metric, at, value });
      if (kept.length > MOST_ASIDES) kept.shift();
      asides.set(`${id} ${metric}`, kept);
      write({ id, metric, at, value });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A database without keys is not told of: that is none, not unknown. */
function isOfDatabase(metric: string): boolean {
  return /^db\d/.test(metric);
}

function fillWithNone({ min, mean, max, last }: Columns, seen: Uint16Array | undefined): void {
  for (let at = 0; at < mean.length; at++) {
    if (seen?.[at] && Number.isNaN(mean[at] ?? 0)) min[at] = mean[at] = max[at] = last[at] = 0;
  }
}
