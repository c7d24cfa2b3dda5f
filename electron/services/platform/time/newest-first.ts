import { type Dated, latestDate } from '../../../../shared/future-dated.ts';

/**
 * Orders newest first, and what is dated in the future last: whoever wants the newest takes the first.
 * @param now ms since 1970
 */
export function newestFirst(now = Date.now()): (a: Dated, b: Dated) => number {
  const latest = latestDate(now);
  // UTC timestamps sort as plain text. `localeCompare` would take as long as reading the files of backups.
  return (a, b) => {
    const future = Number(a.createdAt > latest) - Number(b.createdAt > latest);
    if (future !== 0) return future;
    return a.createdAt === b.createdAt ? 0 : a.createdAt < b.createdAt ? 1 : -1;
  };
}
