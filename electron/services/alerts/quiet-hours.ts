import type { AlertSettings } from '../../../shared/contract/alert.ts';

/** `later`: in the summary after the quiet hours. */
export type WhenToNotify = 'now' | 'later' | 'never';

/** By local time. Quiet hours may span midnight, such as 22:00 to 07:00. */
export function whenToNotify(
  { notify, quietHours }: Pick<AlertSettings, 'notify' | 'quietHours'>,
  now: Date,
): WhenToNotify {
  if (!notify) return 'never';
  if (!quietHours) return 'now';
  const minute = now.getHours() * 60 + now.getMinutes();
  const [from, to] = [minuteOf(quietHours.from), minuteOf(quietHours.to)];
  const within = from <= to ? minute >= from && minute < to : minute >= from || minute < to;
  return within ? 'later' : 'now';
}

function minuteOf(time: string): number {
  const [hour, minute] = time.split(':').map(Number);
  return (hour ?? 0) * 60 + (minute ?? 0);
}
