const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * Round local times from `from` to `to`, in ascending order: whole days from midnight to midnight, parts of a day as
 * the clock shows them. On a day of 23 or 25 hours, at the change to or from summer time, no time occurs twice and none
 * is missing.
 * @param from ms since 1970, like `to`
 * @param stepMs a part of a day, or whole days
 */
export function localTimes(from: number, to: number, stepMs: number): readonly number[] {
  const times: number[] = [];
  const midnight = new Date(from);
  midnight.setHours(0, 0, 0, 0);
  while (midnight.getTime() <= to) {
    const next = new Date(midnight);
    next.setDate(midnight.getDate() + 1);
    const skipped = stepMs <= HOUR ? Math.max(0, Math.floor((from - midnight.getTime()) / stepMs)) : 0;
    for (let index = skipped; ; index++) {
      const at = timeOfDay(midnight, index * stepMs, stepMs);
      if (at >= next.getTime() || at > to) break;
      if (at >= from) times.push(at);
    }
    midnight.setDate(midnight.getDate() + Math.max(1, stepMs / DAY));
  }
  return times;
}

/** From two hours on by the clock, so that they stay even; shorter steps divide the hour that the clock skips. */
function timeOfDay(midnight: Date, ms: number, stepMs: number): number {
  if (stepMs <= HOUR) return midnight.getTime() + ms;
  return new Date(midnight.getFullYear(), midnight.getMonth(), midnight.getDate(), 0, 0, 0, ms).getTime();
}
