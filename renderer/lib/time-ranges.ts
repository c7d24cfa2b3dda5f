const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The ranges to choose from, shortest first. */
export const ranges = [
  { id: '5m', label: '5 min', ms: 5 * MINUTE },
  { id: '1h', label: '1 h', ms: HOUR },
  { id: '6h', label: '6 h', ms: 6 * HOUR },
  { id: '24h', label: '24 h', ms: DAY },
  { id: '7d', label: '7 d', ms: 7 * DAY },
  { id: '30d', label: '30 d', ms: 30 * DAY },
  { id: '90d', label: '90 d', ms: 90 * DAY },
] as const;

export type RangeId = (typeof ranges)[number]['id'];

export function rangeById(id: string): (typeof ranges)[number] {
  return ranges.find((range) => range.id === id) ?? ranges[1];
}

/** The next longer one; the longest itself. */
export function longerRange(id: string): RangeId {
  const index = ranges.findIndex((range) => range.id === id);
  return (ranges[index + 1] ?? ranges[ranges.length - 1] ?? ranges[1]).id;
}

/** How far back is looked at most: what is older is not kept, ms. */
export const LONGEST = 90 * DAY;

/**
 * The range to show a moment in: as short as what is kept of that time is fine, a second for 15 minutes, ten for a
 * day, a minute for a week, ten from then on. @param age ms
 */
export function rangeForAge(age: number): RangeId {
  if (age < 15 * MINUTE) return '5m';
  if (age < DAY) return '1h';
  return age < 7 * DAY ? '6h' : '24h';
}
