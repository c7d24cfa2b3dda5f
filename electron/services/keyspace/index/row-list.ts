/** Rows in four bytes each. */
export class RowList {
  #rows: Uint32Array;
  length = 0;

  /** @param capacity the expected number of rows; up to it, no memory is wasted */
  constructor(capacity = 1024) {
    this.#rows = new Uint32Array(capacity);
  }

  push(row: number): void {
    if (this.length === this.#rows.length) {
      const larger = new Uint32Array(Math.max(1024, this.#rows.length * 2));
      larger.set(this.#rows);
      this.#rows = larger;
    }
    this.#rows[this.length++] = row;
  }

  get rows(): Uint32Array {
    return this.#rows.subarray(0, this.length);
  }
}
