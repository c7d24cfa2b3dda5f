/** A value that is cheap once and expensive for each of twenty instances of one poll. */
export interface BriefValue<T> {
  get(): T;
  /** The next `get` reads it again. */
  forget(): void;
}

/** Reads a value again only when it is older than a time. @param ms shorter than the interval of polls */
export function reuseBriefly<T>(read: () => T, ms: number): BriefValue<T> {
  let last: { readonly readAt: number; readonly value: T } | null = null;
  return {
    get() {
      const now = performance.now();
      if (last === null || now - last.readAt >= ms) last = { readAt: now, value: read() };
      return last.value;
    },
    forget() {
      last = null;
    },
  };
}
