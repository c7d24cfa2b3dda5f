/** Rows in four bytes each. */
export class RowList {
  #rows = new Uint32Array(1024);
  length = 0;

  push(row: number): void {
    if (this.length === this.#rows.length) {
      const larger = new Uint32Array(this.#rows.length * 2);
      larger.set(this.#rows);
      this.#rows = larger;
    }
    this.#rows[this.length++] = row;
  }

  get rows(): Uint32Array {
    return this.#rows.subarray(0, this.length);
  }
}
