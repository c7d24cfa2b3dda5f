import { isRedisLine } from './log-line.ts';
import type { SourceLine } from './source-line.ts';

/** A line of the output may come before the file was looked at, and after: so long it is waited for its double, ms. */
const HOLD_MS = 1500;
/** Lines of the file that are remembered for it. */
const MOST_KNOWN = 5000;
/** Lines of the output that wait. */
const MOST_HELD = 2000;

/** Keeps from the output of a container what its log file has as well, while both grow. */
export class Doubles {
  readonly #known = new Map<string, number>();
  readonly #order: string[] = [];
  #held: { readonly line: SourceLine; readonly since: number }[] = [];
  #passedOverUntil = 0;
  /** Lines that fell out of the wait because too many came. */
  #dropped = 0;

  /** Lines of the file, shown or not. @param passedOver whether some were not even read: their doubles are not known */
  fromFile(lines: readonly SourceLine[], passedOver: boolean, now: number): void {
    if (passedOver) this.#passedOverUntil = now + 2 * HOLD_MS;
    for (const { key } of lines) {
      this.#known.set(key, (this.#known.get(key) ?? 0) + 1);
      this.#order.push(key);
    }
    for (const key of this.#order.splice(0, Math.max(0, this.#order.length - MOST_KNOWN))) this.#forget(key);
  }

  /** @param repeated whether all that Redis itself writes is in the file for certain */
  fromOutput(lines: readonly SourceLine[], repeated: boolean, now: number): void {
    for (const line of lines) {
      if (repeated && isRedisLine(line.key)) continue;
      this.#held.push({ line, since: now });
    }
    const over = this.#held.length - MOST_HELD;
    if (over <= 0) return;
    this.#held.splice(0, over);
    this.#dropped += over;
  }

  /** Lines that have waited long enough: the file does not have them. */
  take(now: number): { readonly lines: readonly SourceLine[]; readonly dropped: number } {
    const alone = this.#held.filter(({ line }) => !this.#forget(line.key));
    const ripe = alone.filter(({ since }) => since <= now - HOLD_MS);
    this.#held = alone.filter(({ since }) => since > now - HOLD_MS);
    const flooded = now < this.#passedOverUntil;
    const dropped = flooded ? 0 : this.#dropped;
    this.#dropped = 0;
    return { lines: flooded ? [] : ripe.map(({ line }) => line), dropped };
  }

  /** @returns whether it was known */
  #forget(key: string): boolean {
    const count = this.#known.get(key) ?? 0;
    if (count > 1) this.#known.set(key, count - 1);
    else this.#known.delete(key);
    return count > 0;
  }
}
