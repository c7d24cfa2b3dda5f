import type { FlagValue } from './flag-values.ts';
import * as flagsWords from './words.ts';

const unitSeconds = { m: 60, h: 3600, d: 86_400 } as const;
const MAX_SECONDS = 366 * unitSeconds.d;

/** How long something lives. */
export interface Lifetime {
  readonly seconds: number;
}

export const lifetime: FlagValue<Lifetime> = {
  shown: 'TIME',
  expected: flagsWords.aLifetimeSuchAs24h,
  read(text) {
    const [, count, unit] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
    const seconds = Number(count) * (unitSeconds[unit as keyof typeof unitSeconds] ?? 0);
    return seconds >= 60 && seconds <= MAX_SECONDS ? { seconds } : null;
  },
};
