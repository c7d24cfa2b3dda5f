import { LONGEST } from '../../../lib/time-ranges.ts';

/** A clock beside this one may be ahead by so much, ms. */
const AHEAD_MS = 60_000;

const form = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/** The moment of a link, ms since 1970; why the charts cannot show it, where they cannot. */
export function momentOf(at: string, now = Date.now()): number | string {
  const time = form.test(at) ? Date.parse(at) : Number.NaN;
  if (Number.isNaN(time))
    return `“${at}” is no time: a link to a moment ends in ?at= and a time such as ${new Date(now).toISOString()}.`;
  if (time > now + AHEAD_MS) return `${at} is still to come.`;
  if (now - time > LONGEST) return `Of ${at} nothing is kept: figures go back 90 days.`;
  return Math.min(time, now);
}
