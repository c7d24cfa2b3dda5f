import type { FlagValue } from './flag-values.ts';
import * as flagsWords from './words.ts';

const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 } as const;

/** A time, as `2h` ago or in ISO 8601, converted to ISO 8601 in UTC. A time without a zone is local. */
export const moment: FlagValue<string> = {
  shown: 'TIME',
  expected: flagsWords.aTimeSuchAs30m2h,
  read: (text) => ago(text) ?? exact(text),
};

function ago(text: string): string | null {
  const [, count, unit] = /^(\d{1,5})([smhdw])$/.exec(text) ?? [];
  if (count === undefined || unit === undefined) return null;
  return new Date(Date.now() - Number(count) * unitMs[unit as keyof typeof unitMs]).toISOString();
}

function exact(text: string): string | null {
  const [, date, time] =
    /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)?)?$/.exec(text) ?? [];
  if (date === undefined) return null;
  // Date turns the 31st of February into the 3rd of March.
  const day = new Date(`${date}T00:00Z`);
  if (Number.isNaN(day.getTime()) || !day.toISOString().startsWith(date)) return null;
  const at = new Date(`${date}${time ?? 'T00:00'}`);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}
