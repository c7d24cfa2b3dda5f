import type { ComparedSources, DifferenceFilter, KeyDifference } from '../../../../shared/contract/compare.ts';
import { api } from '../../../client/api.ts';
import { nameOf } from '../../keys/model/key-bytes.ts';
import type { RestoreKeysTask } from '../../keys/restore/restore-keys-dialog-state.ts';

/** As many as one selection may name. */
const MOST_KEYS = 10_000;
const PAGE = 1000;
const restorable: readonly KeyDifference[] = ['removed', 'changed', 'expiry'];

/**
 * The same task with the names of its keys, so that the preview counts no equal keys as overwritten: a server before
 * 7.2 cannot be asked for values without leaving a trace. A task with more keys keeps its filter.
 */
export async function exactKeys(
  { before, after }: ComparedSources,
  filter: DifferenceFilter,
  task: RestoreKeysTask,
): Promise<RestoreKeysTask> {
  const total = task.keys ?? MOST_KEYS + 1;
  if (total > MOST_KEYS) return task;
  const kinds = filter.kinds.filter((kind) => restorable.includes(kind));
  const keys: { database: number; key: ReturnType<typeof nameOf> }[] = [];
  for (let offset = 0; offset < total; offset += PAGE) {
    const page = await api.compare.list({ before, after, filter: { ...filter, kinds }, offset, limit: PAGE });
    for (const { database, key } of page.items) keys.push({ database, key: nameOf(key) });
  }
  return keys.length === 0 ? task : { ...task, selection: { keys } };
}
