import { isRedisLine } from './log-line.ts';
import type { SourceLine } from './source-line.ts';

/** An output line is held this long, because its copy in the file may be read before or after it. */
const HOLD_MS = 1500;
/** File lines to remember. */
const MAX_KNOWN = 5000;
/** Output lines to hold. */
const MAX_HELD = 2000;

/** Drops output lines of a container that its log file also has, while both grow. */
export class LineDeduplicator {
  readonly #known = new Map<string, number>();
  readonly #order: string[] = [];
  #held: { readonly line: SourceLine; readonly since: number }[] = [];
  #passedOverUntil = 0;
  /** Held lines that were dropped because there were too many. */
  #dropped = 0;

  /** Registers lines of the file. @param passedOver whether some were skipped unread, so their copies cannot be detected */
  fromFile(lines: readonly SourceLine[], passedOver: boolean, now: number): void {
    if (passedOver) this.#passedOverUntil = now + 2 * HOLD_MS;
    for (const { key } of lines) {
      this.#known.set(key, (this.#known.get(key) ?? 0) + 1);
      this.#order.push(key);
    }
    for (const key of this.#order.splice(0, Math.max(0, this.#order.length - MAX_KNOWN))) this.#forget(key);
  }

  /** @param repeated whether the file certainly has every line that Redis writes */
  fromOutput(lines: readonly SourceLine[], repeated: boolean, now: number): void {
    for (const line of lines) {
      if (repeated && isRedisLine(line.key)) continue;
      this.#held.push({ line, since: now });
    }
    const over = this.#held.length - MAX_HELD;
    if (over <= 0) return;
    this.#held.splice(0, over);
    this.#dropped += over;
  }

  /** Output lines that were held long enough and are not in the file. */
  take(now: number): { readonly lines: readonly SourceLine[]; readonly dropped: number } {
    const unmatched = this.#held.filter(({ line }) => !this.#forget(line.key));
    const due = unmatched.filter(({ since }) => since <= now - HOLD_MS);
    this.#held = unmatched.filter(({ since }) => since > now - HOLD_MS);
    const flooded = now < this.#passedOverUntil;
    const dropped = flooded ? 0 : this.#dropped;
    this.#dropped = 0;
    return { lines: flooded ? [] : due.map(({ line }) => line), dropped };
  }

  /** @returns whether the line was registered */
  #forget(key: string): boolean {
    const count = this.#known.get(key) ?? 0;
    if (count > 1) this.#known.set(key, count - 1);
    else this.#known.delete(key);
    return count > 0;
  }
}
