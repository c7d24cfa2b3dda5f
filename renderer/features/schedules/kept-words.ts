import { relativeTime } from '../../lib/format.ts';

/** More backups are only counted. */
export const LISTED = 6;

/** `17 kept, the oldest about 6 months old.` */
export function keptWords(kept: readonly string[], now: number): string {
  const oldest = kept.at(-1);
  if (oldest === undefined) return 'Only the newest verified backup is kept.';
  const age = ageWords(now - Date.parse(oldest));
  return kept.length === 1
    ? `1 kept: the last one, at most ${age} old.`
    : `${kept.length} kept, the oldest ${age} old.`;
}

const DAY_MS = 86_400_000;

function ageWords(ms: number): string {
  const days = Math.round(ms / DAY_MS);
  if (days < 1) return relativeTime(0, ms).replace(' ago', '');
  if (days < 14) return days === 1 ? 'a day' : `${days} days`;
  if (days < 60) return `about ${Math.round(days / 7)} weeks`;
  if (days < 700) return `about ${Math.round(days / 30.4)} months`;
  return `about ${Math.round(days / 365)} years`;
}
