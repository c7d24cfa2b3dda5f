import type { ActivityFilter } from '../../../shared/contract/activity.ts';
import { api } from '../../api.ts';
import { count } from '../../format.ts';
import { showDone, showFailure } from '../../toasts.tsx';

/** Saves what is shown as a file of JSON lines, oldest first. */
export async function exportActivity(filter: ActivityFilter): Promise<void> {
  const what = 'Export what happened';
  try {
    const { text, count: events } = await api.activity.export(filter);
    const url = URL.createObjectURL(new Blob([text], { type: 'application/x-ndjson' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = `redis-activity-${new Date().toISOString().slice(0, 10)}.jsonl`;
    link.click();
    // The browser has taken it over once the click has been handled.
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
    showDone('What happened is exported', `${count(events)} ${events === 1 ? 'line' : 'lines'}, oldest first.`);
  } catch (error) {
    showFailure(what, error, () => void exportActivity(filter));
  }
}
