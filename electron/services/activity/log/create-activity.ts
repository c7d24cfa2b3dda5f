import type { ChangeBus } from '../../platform/events/change-bus.ts';
import { appendLine } from '../../platform/files/append-line.ts';
import type { Logger } from '../../platform/log/logger.ts';
import { expiryTime } from '../../platform/time/expiry-time.ts';
import type { ActivityRecorder } from './activity.ts';
import { eventLine } from './event-line.ts';
import { findEvents } from './find-events.ts';
import { fileToAppend, removeOldFiles } from './log-files.ts';

/** About 15 MB. */
const MAX_EXPORTED_EVENTS = 50_000;

/** The activity log in `<home>/redis/desktop/activity/`, mode 0600; every client appends to it. */
export function createActivity(options: {
  readonly home: string;
  readonly bus: Pick<ChangeBus, 'emit'>;
  readonly log: Logger;
}): ActivityRecorder {
  const { home, bus, log } = options;
  let cleanedUpFor: string | null = null;

  /** Runs once per process and file: most CLI commands append one line and skip the clean-up. */
  const cleanUp = async (path: string, now: Date) => {
    if (cleanedUpFor === path) return;
    cleanedUpFor = path;
    await removeOldFiles(home, new Date(await expiryTime(home, now.getTime())));
  };

  return {
    list: (filter) => findEvents(home, filter),
    async export(filter) {
      const { items, more } = await findEvents(home, { ...filter, limit: MAX_EXPORTED_EVENTS });
      return { text: items.reverse().map(eventLine).join(''), count: items.length, more };
    },
    async record(event) {
      const now = new Date();
      try {
        const path = await fileToAppend(home, now);
        await appendLine(path, eventLine(event));
        bus.emit({ noun: 'activity', id: event.instance });
        await cleanUp(path, now);
      } catch (error) {
        log.error(`could not record activity: ${event.title}`, error);
      }
    },
  };
}
