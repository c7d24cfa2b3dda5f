import type { RdbCursor } from './rdb-cursor.ts';
import { ASCII_DOUBLE, LENGTH, MODULE_VALUES, REPEAT, repeated, STRING } from './rdb-format.ts';

/** More than the deepest pattern: stream, groups, consumers, entries. */
const MAX_DEPTH = 8;

const moduleOpcode = { end: 0, signed: 1, unsigned: 2, float: 3, double: 4, string: 5 } as const;

/** Skips values by their patterns. It can stop between any two steps and continue with more bytes. */
export class ValueSkipper {
  readonly #cursor: RdbCursor;
  readonly #patterns: (readonly number[])[] = Array.from({ length: MAX_DEPTH }, () => []);
  /** The remaining runs of each pattern, and its next step. */
  readonly #left = new Float64Array(MAX_DEPTH);
  readonly #next = new Int32Array(MAX_DEPTH);
  #depth = -1;

  constructor(cursor: RdbCursor) {
    this.#cursor = cursor;
  }

  begin(pattern: readonly number[]): void {
    this.#depth = -1;
    this.#push(pattern, 1);
  }

  /** Clears the pattern: `run` returns immediately. */
  reset(): void {
    this.#depth = -1;
  }

  #push(pattern: readonly number[], times: number): void {
    const depth = ++this.#depth;
    this.#patterns[depth] = pattern;
    this.#left[depth] = times;
    this.#next[depth] = 0;
  }

  /** @returns true when the value has ended, false when more bytes are needed. @throws RdbError */
  run(): boolean {
    const cursor = this.#cursor;
    const next = this.#next;
    const left = this.#left;
    while (this.#depth >= 0) {
      const depth = this.#depth;
      const pattern = this.#patterns[depth] ?? [];
      const at = next[depth] ?? 0;
      if (at === pattern.length) {
        next[depth] = 0;
        left[depth] = (left[depth] ?? 0) - 1;
      }
      if ((left[depth] ?? 0) <= 0) {
        this.#depth--;
        continue;
      }
      const step = pattern[next[depth] ?? 0] ?? 0;
      if (step === STRING && pattern.length === 1) {
        if (!this.#skipStrings(depth)) return false;
        continue;
      }
      if (!cursor.ready()) return false;
      if (step !== MODULE_VALUES || this.#skipModuleValue()) next[depth] = (next[depth] ?? 0) + 1;
      if (step === STRING) cursor.skipString();
      else if (step < STRING) cursor.position += step;
      else if (step === LENGTH) cursor.readLength();
      else if (step === ASCII_DOUBLE) {
        const size = cursor.bytes[cursor.position] ?? 0;
        cursor.position += size >= 253 ? 1 : 1 + size;
      } else if (step >= REPEAT) this.#push(repeated[step - REPEAT] ?? [], cursor.readLength());
    }
    return true;
  }

  /** Fast path for the most common pattern: elements of a list or set, and the single string of a packed value. */
  #skipStrings(depth: number): boolean {
    const cursor = this.#cursor;
    let count = this.#left[depth] ?? 0;
    while (count > 0 && cursor.ready()) {
      cursor.skipString();
      count--;
    }
    this.#left[depth] = count;
    return count === 0;
  }

  /** @returns true at the last value */
  #skipModuleValue(): boolean {
    const cursor = this.#cursor;
    const start = cursor.position;
    const code = cursor.readLength();
    if (code === moduleOpcode.end) return true;
    if (code === moduleOpcode.signed || code === moduleOpcode.unsigned) cursor.readLength();
    else if (code === moduleOpcode.float) cursor.position += 4;
    else if (code === moduleOpcode.double) cursor.position += 8;
    else if (code === moduleOpcode.string) cursor.skipString();
    else {
      cursor.position = start;
      throw cursor.fail(`a module value of the unknown type ${code}`);
    }
    return false;
  }
}
