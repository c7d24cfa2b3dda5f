/** A clock is corrected by less than this without any wrong date. */
const MAX_CORRECTION_MS = 60_000;

export interface Dated {
  /** UTC, as `toISOString` writes it. */
  readonly createdAt: string;
}

/** Whether a date is in the future: a clock was wrong when it was written, so it says nothing about the order. */
export function isFutureDated({ createdAt }: Dated, now: number): boolean {
  return createdAt > latestAt(now);
}

/**
 * Orders newest first, and what is dated in the future last: whoever wants the newest takes the first.
 * @param now ms since 1970
 */
export function newestFirst(now = Date.now()): (a: Dated, b: Dated) => number {
  const latest = latestAt(now);
  // UTC timestamps sort as plain text. `localeCompare` would take as long as reading the files of backups.
  return (a, b) => {
    const future = Number(a.createdAt > latest) - Number(b.createdAt > latest);
    if (future !== 0) return future;
    return a.createdAt === b.createdAt ? 0 : a.createdAt < b.createdAt ? 1 : -1;
  };
}

function latestAt(now: number): string {
  return new Date(now + MAX_CORRECTION_MS).toISOString();
}
