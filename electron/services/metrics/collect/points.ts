import type { Block } from '../history/block.ts';
import { addTo, type Gathered, type Grid } from '../history/series.ts';
import type { Tier } from '../history/tiers.ts';

/**
 * Which points of a range have been told of, while one tier after the other is read: each tells of the points that
 * those before left out, and of the time after their end.
 */
export class Points {
  readonly #grid: Grid;
  readonly #end: number;
  /** By earlier tiers, and by the one that is being read: 1 for a row in the point, 2 for one that reaches over it. */
  readonly #before: Uint8Array;
  readonly #now: Uint8Array;
  #toldUntil = Number.POSITIVE_INFINITY;
  #reaches = Number.NEGATIVE_INFINITY;

  constructor(grid: Grid) {
    this.#grid = grid;
    this.#end = grid.from + grid.count * grid.stepMs;
    this.#before = new Uint8Array(grid.count);
    this.#now = new Uint8Array(grid.count);
  }

  /** Whether rows that begin in that time, the ends included, could tell something new. */
  need({ stepMs }: Tier, from: number, to: number): boolean {
    // A tick may stand for a minute before it.
    const [first, last] = [this.#pointOf(from - 60_000), this.#pointOf(to + stepMs)];
    if (last < 0 || first >= this.#grid.count) return false;
    if (to >= this.#toldUntil) return true;
    const end = Math.min(last, this.#grid.count - 1);
    for (let point = Math.max(first, 0); point <= end; point++) if (this.#before[point] === 0) return true;
    return false;
  }

  /** Adds what a block tells. */
  take(tier: Tier, { times, weights, columns }: Block, into: ReadonlyMap<string, Gathered>): void {
    for (const [row, at] of times.entries()) {
      const weight = weights[row] ?? 0;
      const end = at + tier.stepMs;
      // Ticks look back, and so do rows of ticks that were further apart than the row is long.
      const begin = end - Math.max(tier.stepMs, weight);
      if (end < this.#grid.from || begin >= this.#end) continue;
      this.#reaches = Math.max(this.#reaches, end);
      const own = this.#pointOf(at);
      const add = (point: number) => {
        for (const [metric, column] of columns) {
          const series = into.get(metric);
          if (series) addTo(series, point, column, row, weight);
        }
      };
      const isNew = this.#before[own] === 0 || at >= this.#toldUntil;
      if (own >= 0 && own < this.#grid.count && isNew) {
        // What a row before had filled in is known better now.
        if (this.#now[own] === 2) for (const series of into.values()) series.weight[own] = 0;
        add(own);
        this.#now[own] = 1;
      }
      if (end - begin <= this.#grid.stepMs) continue;
      // A row that stands for more than a point fills those it covers, where nothing else is: that is no gap.
      const first = Math.max(0, Math.ceil((begin - this.#grid.from) / this.#grid.stepMs));
      const last = Math.min(this.#grid.count - 1, Math.ceil((end - this.#grid.from) / this.#grid.stepMs) - 1);
      for (let point = first; point <= last; point++) {
        if (this.#before[point] !== 0 || this.#now[point] !== 0) continue;
        add(point);
        this.#now[point] = 2;
      }
    }
  }

  /** What comes next are blocks of another tier. */
  endTier(): void {
    for (const [point, told] of this.#now.entries()) if (told !== 0) this.#before[point] = 1;
    this.#now.fill(0);
    if (this.#reaches === Number.NEGATIVE_INFINITY) return;
    this.#toldUntil = Number.isFinite(this.#toldUntil) ? Math.max(this.#toldUntil, this.#reaches) : this.#reaches;
  }

  #pointOf(at: number): number {
    return Math.floor((at - this.#grid.from) / this.#grid.stepMs);
  }
}
