import type { AlertSettings } from '../../../shared/contract/alert.ts';

/** Whether nothing is notified at a moment, by local time. From 22:00 to 07:00 goes past midnight. */
export function isQuiet({ notify, quietHours }: Pick<AlertSettings, 'notify' | 'quietHours'>, now: Date): boolean {
  if (!notify) return true;
  if (!quietHours) return false;
  const minute = now.getHours() * 60 + now.getMinutes();
  const [from, to] = [minuteOf(quietHours.from), minuteOf(quietHours.to)];
  if (from === to) return false;
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}

function minuteOf(time: string): number {
  const [hour, minute] = time.split(':').map(Number);
  return (hour ?? 0) * 60 + (minute ?? 0);
}
