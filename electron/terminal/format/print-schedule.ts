import type { ScheduleState } from '../../../shared/contract/schedule.ts';
import { retentionWords, timeWords } from '../../../shared/schedule-words.ts';
import { shortId } from '../flags/by-beginning.ts';
import { alignPairs, formatDuration, formatTime } from './format.ts';
import type { Style } from './style.ts';
import * as formatWords from './words.ts';

/** A schedule as a few lines, headed by the beginning of its id, which names it. */
export function scheduleLines(schedule: ScheduleState, style: Style, now: number): string[] {
  const { id, instance, when, kind, prove, retention, enabled, nextRunAt, lastRun } = schedule;
  const pairs: [string, string][] = [
    ['of', instance ?? formatWords.allTenants],
    ['when', timeWords(when)],
    ['takes', `${kind}s, ${prove ? 'verified' : formatWords.notVerified}; ${retentionWords(retention)}`],
    ['next', enabled ? nextText(nextRunAt, now) : style.attention(formatWords.switchedOff)],
  ];
  if (lastRun) {
    const result = lastRun.ok ? style.good('done') : style.danger('FAILED');
    const late = lastRun.missed ? formatWords.caughtUp : '';
    pairs.push(['last', `${result} ${formatTime(lastRun.finishedAt, now)}${late}: ${lastRun.message}`]);
  }
  return [style.strong(shortId(id)), ...alignPairs(pairs)];
}

function nextText(at: string | null, now: number): string {
  if (at === null) return 'never';
  const exact = `${at.slice(0, 19).replace('T', ' ')} UTC`;
  const seconds = (Date.parse(at) - now) / 1000;
  return seconds < 1 ? formatWords.nowExact(exact) : formatWords.inSecondsExact(formatDuration(seconds), exact);
}
