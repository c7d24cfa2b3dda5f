import type { AlertSettings } from '../../../shared/contract/alert.ts';

/** `later`: summed up once the quiet hours are over. */
export type WhenToNotify = 'now' | 'later' | 'never';

/** Whether what is raised at a moment is notified, by local time. From 22:00 to 07:00 goes past midnight. */
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
