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
