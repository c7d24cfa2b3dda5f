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
