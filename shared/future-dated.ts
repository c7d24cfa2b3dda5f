/** A clock is corrected by less than this without any wrong date. */
const MAX_CORRECTION_MS = 60_000;

export interface Dated {
  /** UTC, as `toISOString` writes it. */
  readonly createdAt: string;
}

/** Whether a date is in the future: a clock was wrong when it was written, so it says nothing about the order. */
export function isFutureDated({ createdAt }: Dated, now: number): boolean {
  return createdAt > latestDate(now);
}

/** The latest date that is not in the future. @param now ms since 1970 */
export function latestDate(now: number): string {
  return new Date(now + MAX_CORRECTION_MS).toISOString();
}
