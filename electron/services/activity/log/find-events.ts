import type { ActivityEvent, ActivityFilter } from '../../../../shared/contract/activity.ts';
import type { ActivityPage } from './activity.ts';
import { endOf, readEventLine } from './event-line.ts';
import { logFiles } from './log-files.ts';
import { lineMatcher, matcher } from './match-event.ts';
import { linesBackwards } from './read-backwards.ts';

/** A clock set back by more than this may hide the older of two lines from a search with `from`. */
const CLOCK_SLACK_MS = 24 * 3_600_000;

/** Finds events newest first. Reads the log backwards and stops as soon as the page is full. */
export async function findEvents(
  home: string,
  filter: ActivityFilter & { readonly limit: number; readonly before?: string | undefined },
): Promise<ActivityPage> {
  const matches = matcher(filter);
  const mayMatch = lineMatcher(filter);
  const earliest = filter.from === undefined ? null : Date.parse(filter.from) - CLOCK_SLACK_MS;
  const items: ActivityEvent[] = [];
  let skipping = filter.before !== undefined;
  let unreadable = 0;
  for (const path of await logFiles(home)) {
    for await (const lines of linesBackwards(path)) {
      for (const line of lines) {
        if (skipping) {
          if (line.includes(`"id":${JSON.stringify(filter.before)}`)) skipping = false;
          continue;
        }
        // Cheap check for truncated lines before parsing.
        if (!line.startsWith('{') || !line.endsWith('}')) unreadable += 1;
        else if (mayMatch(line)) {
          const event = readEventLine(line);
          if (event === null) unreadable += 1;
          else if (matches(event)) {
            if (items.length === filter.limit) return { items, more: true, unreadable };
            items.push(event);
          }
        }
      }
      if (earliest !== null && oldestEndOf(lines) < earliest) return { items, more: false, unreadable };
    }
  }
  return { items, more: false, unreadable };
}

/** When the oldest readable line of a batch was written, in ms; now if no line is readable. */
function oldestEndOf(linesNewestFirst: readonly string[]): number {
  const oldest = linesNewestFirst.findLast((line) => line.startsWith('{') && line.endsWith('}'));
  const event = oldest === undefined ? null : readEventLine(oldest);
  return event === null ? Date.now() : Date.parse(endOf(event));
}
