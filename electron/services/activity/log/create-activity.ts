import type { ChangeBus } from '../../platform/events/change-bus.ts';
import type { Logger } from '../../platform/log/logger.ts';
import type { ActivityRecorder } from './activity.ts';
import { appendLine } from './append-line.ts';
import { eventLine } from './event-line.ts';
import { findEvents } from './find-events.ts';
import { fileToAppend, removeOldFiles } from './log-files.ts';

/** The most events that are exported at once: some 15 MB. */
const EXPORT_MOST = 50_000;

/** The log of what happened, in `<home>/redis/desktop/activity/`, 0600, written by every face. */
export function createActivity(options: {
  readonly home: string;
  readonly bus: Pick<ChangeBus, 'emit'>;
  readonly log: Logger;
}): ActivityRecorder {
  const { home, bus, log } = options;
  let tidied: string | null = null;

  /** Once a process and file: most commands write one line and need not look for old ones. */
  const tidy = async (path: string, now: Date) => {
    if (tidied === path) return;
    tidied = path;
    await removeOldFiles(home, now);
  };

  return {
    list: (filter) => findEvents(home, filter),
    async export(filter) {
      const { items, more } = await findEvents(home, { ...filter, limit: EXPORT_MOST });
      return { text: items.reverse().map(eventLine).join(''), count: items.length, more };
    },
    async record(event) {
      const now = new Date();
      try {
        const path = await fileToAppend(home, now);
        await appendLine(path, eventLine(event));
        bus.emit({ noun: 'activity', id: event.instance });
        await tidy(path, now);
      } catch (error) {
        log.error(`what happened could not be noted: ${event.title}`, error);
      }
    },
  };
}
