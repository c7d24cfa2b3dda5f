import { decimalText } from './number.ts';

/** A figure and its unit, for views that show the unit in a muted colour. */
export interface Parts {
  readonly value: string;
  readonly unit: string;
}

/** How sizes are written: 1 KB = 1,024 bytes, or 1 kB = 1,000 bytes. */
export type ByteUnits = 'binary' | 'decimal';

const systems = {
  binary: { base: 1024, units: ['B', 'KB', 'MB', 'GB', 'TB', 'PB'] },
  decimal: { base: 1000, units: ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] },
} as const;

/** One for each program: a preference of its user, not of a single figure. */
let system: (typeof systems)[ByteUnits] = systems.binary;

export function setByteUnits(units: ByteUnits): void {
  system = systems[units];
}

/** Bytes in the chosen units with three significant digits: `96.4` `MB`. */
export function bytesParts(bytes: number): Parts {
  const { base, units } = system;
  let size = Math.abs(bytes);
  let power = 0;
  // From 999.5 on, rounding would give four digits, so the next unit is used.
  while (size >= 999.5 && power < units.length - 1) {
    size /= base;
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
  return decimalText(String(Number(size.toFixed(digits))));
}
