/** A figure and its unit, for views that show the unit in a muted colour. */
export interface Parts {
  readonly value: string;
  readonly unit: string;
}

const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];

/** Bytes in powers of 1024 with three significant digits: `96.4` `MB`. */
export function bytesParts(bytes: number): Parts {
  let size = Math.abs(bytes);
  let power = 0;
  // From 999.5 on, rounding would give four digits, so the next unit is used.
  while (size >= 999.5 && power < units.length - 1) {
    size /= 1024;
    power += 1;
  }
  const value = power === 0 ? String(Math.round(size)) : threeDigits(size);
  return { value: bytes < 0 ? `−${value}` : value, unit: units[power] ?? '' };
}

/** `96.4 MB` */
export function formatBytes(bytes: number): string {
  const { value, unit } = bytesParts(bytes);
  return `${value} ${unit}`;
}

/** Three significant digits without trailing zeros: 2, 2.44, 61.8, 812. */
function threeDigits(size: number): string {
  const digits = size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
  return String(Number(size.toFixed(digits)));
}
