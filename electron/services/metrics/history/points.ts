import type { Block } from './block.ts';
import { addTo, type Gathered, type Grid } from './series.ts';
import type { Tier } from './tiers.ts';

/**
 * Tracks which points of a range are filled while the tiers are read in turn: each tier fills the points that earlier
 * tiers left empty, and the time after their end.
 */
export class Points {
  readonly #grid: Grid;
  readonly #end: number;
  /** Filled by earlier tiers, and by the current one: 1 by a row in the point, 2 by a row that spans it. */
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

  /** Whether rows that start in that time (inclusive) could fill further points. */
  need({ stepMs }: Tier, from: number, to: number): boolean {
    // A sample may cover up to a minute before it.
    const [first, last] = [this.#pointOf(from - 60_000), this.#pointOf(to + stepMs)];
    if (last < 0 || first >= this.#grid.count) return false;
    if (to >= this.#toldUntil) return true;
    const end = Math.min(last, this.#grid.count - 1);
    for (let point = Math.max(first, 0); point <= end; point++) if (this.#before[point] === 0) return true;
    return false;
  }

  /** Adds the rows of a block. */
  take(tier: Tier, { times, weights, columns }: Block, into: ReadonlyMap<string, Gathered>): void {
    for (const [row, at] of times.entries()) {
      const weight = weights[row] ?? 0;
      const end = at + tier.stepMs;
      // Samples cover the time before them, and so do rows whose samples are further apart than the row is long.
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
        // Replaces a value that an earlier row had only spanned.
        if (this.#now[own] === 2) for (const series of into.values()) series.weight[own] = 0;
        add(own);
        this.#now[own] = 1;
      }
      if (end - begin <= this.#grid.stepMs) continue;
      // A row that covers several points fills the empty ones among them, so that they are not shown as a gap.
      const first = Math.max(0, Math.ceil((begin - this.#grid.from) / this.#grid.stepMs));
      const last = Math.min(this.#grid.count - 1, Math.ceil((end - this.#grid.from) / this.#grid.stepMs) - 1);
      for (let point = first; point <= last; point++) {
        if (this.#before[point] !== 0 || this.#now[point] !== 0) continue;
        add(point);
        this.#now[point] = 2;
      }
    }
  }

  /** Call before the blocks of the next tier. */
  endTier(): void {
    for (const [point, given] of this.#now.entries()) if (given !== 0) this.#before[point] = 1;
    this.#now.fill(0);
    if (this.#reaches === Number.NEGATIVE_INFINITY) return;
    this.#toldUntil = Number.isFinite(this.#toldUntil) ? Math.max(this.#toldUntil, this.#reaches) : this.#reaches;
  }

  #pointOf(at: number): number {
    return Math.floor((at - this.#grid.from) / this.#grid.stepMs);
  }
}
