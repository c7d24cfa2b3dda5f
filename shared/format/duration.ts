/** A duration in µs, as a number with its unit and a suitable number of decimals. Each client formats the number. */
export function splitMicroseconds(usec: number): {
  readonly value: number;
  readonly digits: number;
  readonly unit: string;
} {
  if (usec >= 1e6) return { value: usec / 1e6, digits: 1, unit: 's' };
  const value = usec / 1000;
  return { value, digits: value >= 100 ? 0 : value >= 10 ? 1 : 2, unit: 'ms' };
}

const units = [
  { ms: 86_400_000, unit: 'd' },
  { ms: 3_600_000, unit: 'h' },
  { ms: 60_000, unit: 'min' },
] as const;

/** A duration for sentences, in one unit: `48 s`, `12 min`, `5 h`, `3 d`. */
export function shortDuration(ms: number): string {
  const fitting = units.find((one) => ms >= one.ms);
  return fitting
    ? `${Math.floor(ms / fitting.ms)} ${fitting.unit}`
    : `${Math.min(59, Math.max(0, Math.round(ms / 1000)))} s`;
}
