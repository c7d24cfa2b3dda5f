import * as formatWords from './words.ts';
/** `3 d 4 h`, `2 min 5 s`: the two largest units that are not zero. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const parts = [
    { value: Math.floor(whole / 86_400), unit: 'd' },
    { value: Math.floor(whole / 3600) % 24, unit: 'h' },
    { value: Math.floor(whole / 60) % 60, unit: 'min' },
    { value: whole % 60, unit: 's' },
  ];
  const first = parts.findIndex(({ value }) => value > 0);
  if (first === -1) return '0 s';
  const shown = parts.slice(first, first + 2).filter(({ value }) => value > 0);
  return shown.map(({ value, unit }) => `${value} ${unit}`).join(' ');
}

/** `0.934` → `93.4 %`. */
export function formatShare(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** `2 min ago (2026-11-19 14:32:01 UTC)`: relative and exact. */
export function formatTime(iso: string, now: number): string {
  const at = Date.parse(iso);
  const exact = `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  return `${formatAge(iso, now)} (${exact})`;
}

/** `2 min ago`, or `in 4 y` for a time that a wrong clock has given. */
export function formatAge(iso: string, now: number): string {
  const seconds = Math.round((now - Date.parse(iso)) / 1000);
  // Clocks of two machines differ by minutes.
  if (seconds < -3600) return formatWords.inTime(formatDuration(-seconds));
  return seconds < 1 ? formatWords.justNow : `${formatDuration(seconds)} ago`;
}

/** Lines of two columns, with the second column aligned. */
export function alignPairs(pairs: readonly (readonly [string, string])[], indent = '  '): string[] {
  const width = Math.max(0, ...pairs.map(([name]) => name.length));
  return pairs.map(([name, value]) => `${indent}${name.padEnd(width)}  ${value}`);
}
