import { type ActivityEvent, activityEvent } from '../../../../shared/contract/activity.ts';

/**
 * Limits in characters. They keep a whole line below 4 KB, so that one write appends it even while other processes
 * write.
 */
const MAX_TITLE_CHARS = 200;
const MAX_DETAIL_CHARS = 600;

/** Control characters, and halves of surrogate pairs. */
const unprintable = /\p{Cc}|\p{Cs}/gu;

/** Serializes an event as a log line, including the line feed. */
export function eventLine(event: ActivityEvent): string {
  const { title, detail } = event;
  return `${JSON.stringify({ ...event, title: truncate(title, MAX_TITLE_CHARS), detail: detail === null ? null : truncate(detail, MAX_DETAIL_CHARS) })}\n`;
}

/** Null for a truncated or hand-edited line. */
export function readEventLine(line: string): ActivityEvent | null {
  try {
    return activityEvent.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}

/** When an event ended, which is about when its line was written. */
export function endOf({ at, finishedAt }: Pick<ActivityEvent, 'at' | 'finishedAt'>): string {
  return finishedAt ?? at;
}

function truncate(text: string, maxChars: number): string {
  // JSON writes a control character as six bytes, so that a hostile text would exceed the limit of the line.
  const line = text.replace(/\s*[\r\n]+\s*/g, ' ').replace(unprintable, '\uFFFD');
  // Never split a surrogate pair.
  return line.length <= maxChars ? line : `${line.slice(0, maxChars - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
