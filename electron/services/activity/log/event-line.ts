import { type ActivityEvent, activityEvent } from '../../../../shared/contract/activity.ts';

/**
 * How long the texts of one event may be, in characters. A whole line stays below 4 KB, so that it goes to the disk in
 * one piece however many processes write.
 */
const TITLE = 200;
const DETAIL = 600;

/** An event as a line of the log, with its line feed. */
export function eventLine(event: ActivityEvent): string {
  const { title, detail } = event;
  return `${JSON.stringify({ ...event, title: cut(title, TITLE), detail: detail === null ? null : cut(detail, DETAIL) })}\n`;
}

/** Null for a line that a crash cut off, or that somebody changed. */
export function readEventLine(line: string): ActivityEvent | null {
  try {
    return activityEvent.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}

/** When an event was over, and with that, about when its line was written. */
export function endOf({ at, finishedAt }: Pick<ActivityEvent, 'at' | 'finishedAt'>): string {
  return finishedAt ?? at;
}

function cut(text: string, most: number): string {
  const line = text.replace(/\s*[\r\n]+\s*/g, ' ');
  // Not in the middle of a pair of surrogates.
  return line.length <= most ? line : `${line.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
