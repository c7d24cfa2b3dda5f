import type { ActivityFilter } from '../../../shared/contract/activity.ts';
import { counted } from '../../../shared/format/count.ts';
import { api } from '../../client/api.ts';
import { showDone, showFailure } from '../../client/toasts.tsx';
import { saveFile } from '../../lib/save-file.ts';

/** Saves the matching events as a JSONL file, oldest first. */
export async function exportActivity(filter: ActivityFilter): Promise<void> {
  const what = 'Export the activity log';
  try {
    const { text, count: events, more } = await api.activity.export(filter);
    saveFile(`redis-activity-${new Date().toISOString().slice(0, 10)}.jsonl`, text, 'application/x-ndjson');
    const lines = `${counted(events, 'line')}, oldest first.`;
    showDone('Activity exported', more ? `${lines} Older events did not fit; filter the list to export them.` : lines);
  } catch (error) {
    showFailure(what, error, () => void exportActivity(filter));
  }
}
