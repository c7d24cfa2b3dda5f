import type { ActivityFilter } from '../../../shared/contract/activity.ts';
import { api } from '../../api.ts';
import { count } from '../../format.ts';
import { saveFile } from '../../save-file.ts';
import { showDone, showFailure } from '../../toasts.tsx';

/** Saves what is shown as a file of JSON lines, oldest first. */
export async function exportActivity(filter: ActivityFilter): Promise<void> {
  const what = 'Export what happened';
  try {
    const { text, count: events } = await api.activity.export(filter);
    saveFile(`redis-activity-${new Date().toISOString().slice(0, 10)}.jsonl`, text, 'application/x-ndjson');
    showDone('What happened is exported', `${count(events)} ${events === 1 ? 'line' : 'lines'}, oldest first.`);
  } catch (error) {
    showFailure(what, error, () => void exportActivity(filter));
  }
}
