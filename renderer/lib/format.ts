import { type Parts, bytesParts as partsOf } from '../../shared/format/bytes.ts';
import { formatCount } from '../../shared/format/count.ts';
import { decimalText } from '../../shared/format/number.ts';
import { locale } from './language.ts';
import * as libWords from './words.ts';

/** Shown for an unknown value, instead of 0. */
export const UNKNOWN = '—';

type Maybe = number | null | undefined;

/** Bytes in powers of 1024 with three significant digits: `96.4` `MB`. */
export function bytesParts(bytes: Maybe): Parts {
  return isKnown(bytes) ? partsOf(bytes) : { value: UNKNOWN, unit: '' };
}

/** `96.4 MB` */
export function bytes(value: Maybe): string {
  return joined(bytesParts(value));
}

/** `418,206` */
export function count(value: Maybe): string {
  return isKnown(value) ? formatCount(value) : UNKNOWN;
}

/** A share of 1 as percent: `97.8 %`, `100 %`. @param digits after the point */
export function percent(share: Maybe, digits = 1): string {
  return isKnown(share) ? `${percentValue(share, digits)} %` : UNKNOWN;
}

/** As `percent`, without its sign. */
export function percentValue(share: Maybe, digits = 1): string {
  if (!isKnown(share)) return UNKNOWN;
  return share === 1 || share === 0 ? String(share * 100) : fixed(share * 100, digits);
}

/** `1.2`: with that many digits after the decimal point. */
export function fixed(value: number, digits: number): string {
  return decimalText(value.toFixed(digits));
}

/** At most that many digits after the decimal point: `1.25`, `1.2`, `1`. */
export function rounded(value: number, digits: number): string {
  return decimalText(String(Number(value.toFixed(digits))));
}

/** Operations per second: `3,412 ops/s` */
export function ops(perSecond: Maybe): string {
  return isKnown(perSecond) ? libWords.opsPerSecond(count(perSecond)) : UNKNOWN;
}

/** The two largest units: `9 d 2 h`, `2 h 45 min`, `12 min`, `48 s`. */
export function duration(seconds: Maybe): string {
  if (!isKnown(seconds)) return UNKNOWN;
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return two(hours, 'h', minutes % 60, 'min');
  return two(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

/** An elapsed time: `38 ms`, `1.2 s`, `12 s`, then as `duration`. */
export function elapsed(ms: Maybe): string {
  if (!isKnown(ms)) return UNKNOWN;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return ms < 9950 ? `${fixed(ms / 1000, 1)} s` : duration(Math.round(ms / 1000));
}

/**
 * A relative time: `just now`, `48 s ago`, `6 min ago`, `in 2 h`. One unit is quick to read; the exact time is next to
 * it or in a tooltip.
 * @param now ms since 1970
 */
export function relativeTime(at: string | number | Date | null | undefined, now = Date.now()): string {
  const time = timeOf(at);
  if (time === null) return UNKNOWN;
  const seconds = Math.round((now - time) / 1000);
  const distance = Math.abs(seconds);
  if (distance < 2) return libWords.justNow;
  return (seconds < 0 ? libWords.inFuture : libWords.ago)(...oneUnit(distance));
}

/** `14:31:20` today, `18 Nov 17:14` this year, `18 Nov 2025` otherwise. In the local time zone. */
export function exactTime(at: string | number | Date | null | undefined, now = Date.now()): string {
  const time = timeOf(at);
  if (time === null) return UNKNOWN;
  const date = new Date(time);
  const today = new Date(now);
  if (date.toDateString() === today.toDateString()) return clock(date);
  const day = dayOfMonth(date);
  if (date.getFullYear() === today.getFullYear()) return `${day} ${clock(date).slice(0, 5)}`;
  return `${day} ${date.getFullYear()}`;
}

/** Date and time: `18 Nov 2026, 17:14:05`. */
export function fullTime(at: string | number | Date | null | undefined): string {
  const time = timeOf(at);
  if (time === null) return UNKNOWN;
  const date = new Date(time);
  return `${dayOfMonth(date)} ${date.getFullYear()}, ${clock(date)}`;
}

/** Names that `Intl` gives times, in UTC: formatting each date by its own zone would be slow. */
function names(format: Intl.DateTimeFormatOptions, times: readonly number[]): readonly string[] {
  const { format: name } = new Intl.DateTimeFormat(locale, { ...format, timeZone: 'UTC' });
  return times.map((time) => name(time));
}

const MONTHS = names(
  { month: 'short' },
  Array.from({ length: 12 }, (_, month) => Date.UTC(2026, month, 1)),
);
/** From Sunday on. */
const WEEKDAYS = names(
  { weekday: 'short' },
  Array.from({ length: 7 }, (_, day) => Date.UTC(2026, 1, 1 + day)),
);

/** `18 Nov`. In the local time zone. */
export function dayOfMonth(date: Date): string {
  return libWords.dayOfMonth(date.getDate(), MONTHS[date.getMonth()] ?? '');
}

/** `Wed`. In the local time zone. */
export function weekday(date: Date): string {
  return WEEKDAYS[date.getDay()] ?? '';
}

function isKnown(value: Maybe): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function joined({ value, unit }: Parts): string {
  return unit ? `${value} ${unit}` : value;
}

function two(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

function oneUnit(seconds: number): readonly [amount: number, unit: string] {
  if (seconds < 60) return [seconds, 's'];
  if (seconds < 3600) return [Math.floor(seconds / 60), 'min'];
  if (seconds < 86_400) return [Math.floor(seconds / 3600), 'h'];
  return [Math.floor(seconds / 86_400), 'd'];
}

function timeOf(at: string | number | Date | null | undefined): number | null {
  if (at === null || at === undefined) return null;
  const time = at instanceof Date ? at.getTime() : typeof at === 'number' ? at : Date.parse(at);
  return Number.isFinite(time) ? time : null;
}

function clock(date: Date): string {
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');
}
