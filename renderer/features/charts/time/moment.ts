import { LONGEST } from '../../../lib/time-ranges.ts';
import * as timeWords from '../words/time.ts';

/** Tolerates clocks that are slightly ahead. */
const MAX_CLOCK_SKEW_MS = 60_000;

const ISO_TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/** The moment of a link in ms since 1970, or a sentence that says why the charts cannot show it. */
export function momentOf(at: string, now = Date.now()): number | string {
  const time = ISO_TIME.test(at) ? Date.parse(at) : Number.NaN;
  if (Number.isNaN(time)) return timeWords.atIsNotAValidTime(at, new Date(now).toISOString());
  if (time > now + MAX_CLOCK_SKEW_MS) return timeWords.atIsInTheFuture(at);
  if (now - time > LONGEST) return timeWords.noDataForTime(at);
  return Math.min(time, now);
}
