import { shortDuration } from '../../../shared/format/duration.ts';
import * as schedulesWords from './words.ts';

/** More backups are only counted. */
export const LISTED = 6;

/** `17 kept, the oldest about 6 months old.` */
export function keptWords(kept: readonly string[], now: number): string {
  const oldest = kept.at(-1);
  if (oldest === undefined) return schedulesWords.onlyTheNewestIsKept;
  const age = ageWords(now - Date.parse(oldest));
  return kept.length === 1 ? schedulesWords.oneKept(age) : schedulesWords.manyKept(kept.length, age);
}

const DAY_MS = 86_400_000;

function ageWords(ms: number): string {
  const days = Math.round(ms / DAY_MS);
  if (days < 1) return shortDuration(ms);
  if (days < 14) return schedulesWords.ageDays(days);
  if (days < 60) return schedulesWords.ageWeeks(Math.round(days / 7));
  if (days < 700) return schedulesWords.ageMonths(Math.round(days / 30.4));
  return schedulesWords.ageYears(Math.round(days / 365));
}
