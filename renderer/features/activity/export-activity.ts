import type { ActivityFilter } from '../../../shared/contract/activity.ts';
import { counted } from '../../../shared/format/count.ts';
import { api } from '../../client/api.ts';
import { showDone, showFailure } from '../../client/toasts.tsx';
import { saveFile } from '../../lib/save-file.ts';

/** Saves what is shown as a file of JSON lines, oldest first. */
export async function exportActivity(filter: ActivityFilter): Promise<void> {
  const what = 'Export what happened';
  try {
    const { text, count: events, more } = await api.activity.export(filter);
    saveFile(`redis-activity-${new Date().toISOString().slice(0, 10)}.jsonl`, text, 'application/x-ndjson');
    const lines = `${counted(events, 'line')}, oldest first.`;
    showDone(
      'What happened is exported',
      more ? `${lines} There are older ones: narrow them down to export them.` : lines,
    );
  } catch (error) {
    showFailure(what, error, () => void exportActivity(filter));
  }
}
