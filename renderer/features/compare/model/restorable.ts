import type {
  ComparedSources,
  DifferenceCounts,
  DifferenceFilter,
  KeyDifference,
} from '../../../../shared/contract/compare.ts';
import type { KeySource } from '../../../../shared/contract/keyspace.ts';
import type { RestoreKeysRequest, RestoreSelection } from '../../../../shared/contract/restore-keys.ts';
import { nameOf } from '../../keys/model/key-bytes.ts';
import { sourceTitle } from '../../keys/model/key-words.ts';
import type { RestoreKeysTask } from '../../keys/restore/restore-keys-dialog-state.ts';
import { type Choice, isRestorable, restorableKeys } from './choice.ts';

type Only = NonNullable<RestoreKeysRequest['only']>[number];

/** Differences that the first side can undo, as those of the target. */
const differences = { removed: 'missing', changed: 'changed', expiry: 'expiry' } as const;

/** Keys of a filter that can be restored, by the counts of its matches. */
export function restorableOf(counts: DifferenceCounts, { kinds }: Pick<DifferenceFilter, 'kinds'>): number {
  return restorableKeys(counts, { kinds, hideExpired: false });
}

/**
 * Restores from the first side into the second one, or into the instance that the user chooses if the second side is no
 * instance.
 */
export function restoreTask(
  { before, after }: ComparedSources,
  kinds: readonly KeyDifference[],
  { selection, keys }: { readonly selection: RestoreSelection; readonly keys: number },
): RestoreKeysTask {
  const only = kinds.filter((kind) => isRestorable(kind)).map((kind): Only => differences[kind as 'removed']);
  return {
    source: before,
    sourceTitle: sourceTitle(before, null),
    ...{ selection, keys },
    into: instanceOf(after),
    existing: 'replace',
    ...(after.kind === 'instance' && { only }),
    flags: null,
  };
}

/** All keys that a filter shows. */
export function filterSelection({ database, prefix, search }: DifferenceFilter): RestoreSelection {
  return { filter: { database, ...(prefix && { prefix }), ...(search && { search }) } };
}

/** Chosen folders and keys, without naming the contents of the folders. */
export function folderSelection({ folders, keys }: Choice): RestoreSelection {
  return {
    prefixes: [...folders.values()].map(({ database, prefix }) => ({
      database,
      prefix: prefix === null ? { text: '' } : nameOf(prefix),
    })),
    keys: [...keys.values()].map(({ database, key }) => ({ database, key: nameOf(key) })),
  };
}

function instanceOf(source: KeySource): string | null {
  return source.kind === 'instance' ? source.instance : null;
}
