import type { ComparedSources, DifferenceFilter } from '../../../../shared/contract/compare.ts';
import type { KeyName } from '../../../../shared/contract/key-name.ts';
import { api } from '../../../client/api.ts';
import { nameOf } from '../../keys/model/key-bytes.ts';
import type { RestoreKeysTask } from '../../keys/restore/restore-keys-dialog-state.ts';
import { type Choice, isRestorable, keyId, MAX_NAMED, nothingChosen } from '../model/choice.ts';
import { filterSelection, folderSelection, restoreTask } from '../model/restorable.ts';

const PAGE = 1000;

/** The restore that a user requests from a comparison. */
export interface Chosen {
  readonly choice: Choice;
  /** The keys that the list shows, which are restored as a whole if nothing is chosen. */
  readonly filter: DifferenceFilter;
  readonly keys: number;
}

/**
 * The restore of the chosen keys. Names its keys unless they are too many, so that the preview counts no equal keys as
 * overwritten: a server before 7.2 cannot be asked for values without leaving a trace.
 */
export async function chosenTask(sources: ComparedSources, { choice, filter, keys }: Chosen): Promise<RestoreKeysTask> {
  const isWhole = choice.all !== null || choice === nothingChosen;
  const kinds = filter.kinds.filter(isRestorable);
  if (keys <= MAX_NAMED) {
    const named = await namesOf(sources, { choice, filter: { ...filter, kinds }, isWhole });
    if (named.length > 0) return restoreTask(sources, kinds, { selection: { keys: named }, keys: named.length });
  }
  return restoreTask(sources, kinds, {
    selection: isWhole ? filterSelection(filter) : folderSelection(choice),
    keys,
  });
}

interface Named {
  database: number;
  key: KeyName;
}

async function namesOf(
  { before, after }: ComparedSources,
  { choice, filter, isWhole }: Pick<Chosen, 'choice' | 'filter'> & { readonly isWhole: boolean },
): Promise<Named[]> {
  const found = new Map<string, Named>();
  const { kinds, hideExpired } = filter;
  const parts = isWhole
    ? [filter]
    : [...choice.folders.values()].map(
        ({ database, prefix }): DifferenceFilter => ({
          ...{ database, kinds, hideExpired },
          ...(prefix !== null && { prefix: nameOf(prefix) }),
        }),
      );
  for (const part of parts) {
    for (let offset = 0; ; offset += PAGE) {
      const page = await api.compare.list({ before, after, filter: part, offset, limit: PAGE });
      for (const item of page.items) {
        const id = keyId(item);
        if (!choice.except.has(id)) found.set(id, { database: item.database, key: nameOf(item.key) });
      }
      if (offset + PAGE >= page.total) break;
    }
  }
  for (const [id, { database, key }] of isWhole ? [] : choice.keys) found.set(id, { database, key: nameOf(key) });
  return [...found.values()];
}
