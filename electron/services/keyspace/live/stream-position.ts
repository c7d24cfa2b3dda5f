/** How far a replication stream was applied, in bytes since its beginning. */
export class StreamPosition {
  #applied = 0;
  #waiting: { readonly offset: number; readonly resolve: () => void }[] = [];

  get applied(): number {
    return this.#applied;
  }

  advance(offset: number): void {
    this.#applied = offset;
    if (this.#waiting.length === 0) return;
    const waiting = this.#waiting;
    this.#waiting = waiting.filter(({ offset: wanted }) => wanted > offset);
    for (const { offset: wanted, resolve } of waiting) if (wanted <= offset) resolve();
  }

  /** Resolves when everything up to `offset` is applied; never, if the stream ends before it. */
  reached(offset: number): Promise<void> {
    if (offset <= this.#applied) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ offset, resolve }));
  }
}
