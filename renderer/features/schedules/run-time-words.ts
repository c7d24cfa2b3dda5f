import { dayOfMonth, weekday } from '../../lib/format.ts';
import * as schedulesWords from './words.ts';

/** `today 21:00`, `tomorrow 09:00`, `Mon 23 Nov 03:30`, `1 Mar 2027` */
export function runTimeWords(at: string, now: number): string {
  const date = new Date(at);
  const clock = `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
  const midnight = (time: Date) => new Date(time.getFullYear(), time.getMonth(), time.getDate()).getTime();
  const days = Math.round((midnight(date) - midnight(new Date(now))) / 86_400_000);
  if (days === 0) return schedulesWords.todayClock(clock);
  if (days === 1) return schedulesWords.tomorrowClock(clock);
  if (days === -1) return schedulesWords.yesterdayClock(clock);
  const day = dayOfMonth(date);
  if (date.getFullYear() !== new Date(now).getFullYear()) return `${day} ${date.getFullYear()}`;
  return `${weekday(date)} ${day} ${clock}`;
}
