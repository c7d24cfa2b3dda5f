import { exactTime, relativeTime } from './format.ts';
import { createStore } from './store.ts';

/** Whether times are shown as "2 min ago" or as dates; the tooltip has the other one. */
export const timeFormat = createStore<'relative' | 'exact'>('relative');

/** A time in the chosen format, for a sentence or a line; elsewhere use `Time`, whose tooltip has the other format. */
export function timeText(at: string | number | Date | null | undefined, now = Date.now()): string {
  return (timeFormat.get() === 'exact' ? exactTime : relativeTime)(at, now);
}
