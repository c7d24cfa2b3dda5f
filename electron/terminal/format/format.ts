const sizeUnits = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];

/** `1.5 MB`: powers of 1024, three figures at most before the unit. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  // 1023.5 would be printed as 1024: it belongs to the next unit already.
  while (value >= 1023.5 && unit < sizeUnits.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${Number(value.toFixed(value < 100 ? 1 : 0))} ${sizeUnits[unit]}`;
}

/** `1,234,567`, whatever the locale: what is printed here is read by scripts and by people of every country. */
export function formatCount(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 key`, `2 keys`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${formatCount(value)} ${value === 1 ? one : many}`;
}

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
  const seconds = Math.round((now - at) / 1000);
  return seconds < 1 ? `just now (${exact})` : `${formatDuration(seconds)} ago (${exact})`;
}

/** Lines of two columns, the second beginning at the same place in each. */
export function alignPairs(pairs: readonly (readonly [string, string])[], indent = '  '): string[] {
  const width = Math.max(0, ...pairs.map(([name]) => name.length));
  return pairs.map(([name, value]) => `${indent}${name.padEnd(width)}  ${value}`);
}
