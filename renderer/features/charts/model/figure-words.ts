import type { Parts } from '../../../../shared/format/bytes.ts';
import { bytesParts, count, fixed, rounded, UNKNOWN } from '../../../lib/format.ts';
import type { Unit } from './axis.ts';

/** A formatted value and its unit. NaN: unknown. */
export function figureParts(unit: Unit, value: number): Parts {
  if (!Number.isFinite(value)) return { value: UNKNOWN, unit: '' };
  switch (unit) {
    case 'bytes':
      return bytesParts(value);
    case 'bytesPerSecond': {
      const parts = bytesParts(value);
      return { value: parts.value, unit: `${parts.unit}/s` };
    }
    case 'share':
      return { value: value === 1 || value === 0 ? String(value * 100) : fixed(value * 100, 1), unit: '%' };
    case 'percent':
      return { value: short(value), unit: '%' };
    case 'ms':
      return value >= 10_000 ? { value: short(value / 1000), unit: 's' } : { value: short(value), unit: 'ms' };
    case 'perSecond':
      return { value: short(value), unit: '/s' };
    case 'count':
      return { value: count(Math.round(value)), unit: '' };
    case 'ratio':
      return { value: fixed(value, 2), unit: '' };
    default:
      return unit satisfies never;
  }
}

/** Value and unit as one text: `243 MB`, `235/s`. */
export function figureWords(unit: Unit, value: number): string {
  const parts = figureParts(unit, value);
  if (parts.unit === '') return parts.value;
  return parts.unit === '/s' ? `${parts.value}/s` : `${parts.value} ${parts.unit}`;
}

/** Value, unit and label: `243 MB used`, `235 ops/s`. */
export function labelled(unit: Unit, value: number, label: string): string {
  const parts = figureParts(unit, value);
  return parts.unit === '/s' ? `${parts.value} ${label}/s` : `${figureWords(unit, value)} ${label}`;
}

/** Three significant digits, more only before the decimal point. */
function short(value: number): string {
  if (value !== 0 && Math.abs(value) < 0.005) return `< ${rounded(0.01, 2)}`;
  return Math.abs(value) >= 100 ? count(value) : rounded(value, Math.abs(value) < 10 ? 2 : 1);
}
