import type { ActivityFilter } from '../../../shared/contract/activity.ts';
import { api } from '../../client/api.ts';
import { showDone, showFailure } from '../../client/toasts.tsx';
import { counted } from '../../lib/counted.ts';
import { fileTime } from '../../lib/file-time.ts';
import { saveFile } from '../../lib/save-file.ts';
import * as activityWords from './words.ts';

/** Saves the matching events as a JSONL file, oldest first. */
export async function exportActivity(filter: ActivityFilter): Promise<void> {
  const what = activityWords.exportTheActivityLog;
  try {
    const { text, count: events, more } = await api.activity.export(filter);
    saveFile(`redis-activity-${fileTime()}.jsonl`, text, 'application/x-ndjson');
    const lines = activityWords.countedOldestFirst(counted(events, 'line'));
    showDone(activityWords.activityExported, more ? activityWords.linesOlderEventsDidNotFit(lines) : lines);
  } catch (error) {
    showFailure(what, error, () => void exportActivity(filter));
  }
}
