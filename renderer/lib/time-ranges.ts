const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The selectable ranges, shortest first. */
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

/** The next longer range, or the longest one. */
export function longerRange(id: string): RangeId {
  const index = ranges.findIndex((range) => range.id === id);
  return (ranges[index + 1] ?? ranges[ranges.length - 1] ?? ranges[1]).id;
}

/** Older samples are deleted, ms. */
export const LONGEST = 90 * DAY;

/**
 * The range to show a past moment in. It follows the resolution of the recorded samples: 1 s for 15 minutes, 10 s for a
 * day, 1 min for a week, 10 min after that. @param age ms
 */
export function rangeForAge(age: number): RangeId {
  if (age < 15 * MINUTE) return '5m';
  if (age < DAY) return '1h';
  return age < 7 * DAY ? '6h' : '24h';
}
