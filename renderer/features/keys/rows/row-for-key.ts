interface Rows {
  readonly active: number;
  readonly total: number;
  /** Whole rows that fit on screen. */
  readonly pageRows: number;
}

/** The row that a key moves to: arrows, Page Up and Down, Home and End. Undefined for any other key. */
export function rowForKey(key: string, { active, total, pageRows }: Rows): number | undefined {
  const to = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + pageRows,
    PageUp: active - pageRows,
    Home: 0,
    End: total - 1,
  }[key];
  return to === undefined ? undefined : Math.max(0, Math.min(total - 1, to));
}
