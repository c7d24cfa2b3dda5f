import type { DifferenceCounts, DifferenceFilter } from '../../../../shared/contract/compare.ts';
import type { KeySource } from '../../../../shared/contract/keyspace.ts';
import type { RestoreKeysRequest } from '../../../../shared/contract/restore-keys.ts';
import { sourceTitle } from '../../keys/model/key-words.ts';
import type { RestoreKeysTask } from '../../keys/restore/restore-keys-dialog-state.ts';
import type { ChosenPlace } from './compare-address.ts';

type Only = NonNullable<RestoreKeysRequest['only']>;

/** Differences that the first side can undo. It has no value for an added key. */
const restorable = [
  { kind: 'removed', count: 'removed', only: 'missing' },
  { kind: 'changed', count: 'changed', only: 'changed' },
  { kind: 'expiry', count: 'expiryOnly', only: 'expiry' },
] as const;

/**
 * Restores what a filter of a comparison shows: from the first side into the second one, or into the instance that the
 * person chooses where the second side is no instance.
 * @returns null where nothing can be restored: no key, or a filter that a restore cannot repeat
 */
export function restoreTask(
  { before, after }: Pick<ChosenPlace, 'before' | 'after'>,
  { database, prefix, search, kinds }: DifferenceFilter,
  counts: DifferenceCounts,
): RestoreKeysTask | null {
  const chosen = restorable.filter(({ kind }) => kinds.includes(kind));
  const keys = chosen.reduce((sum, { count }) => sum + counts[count], 0);
  if (keys === 0) return null;
  return {
    source: before,
    sourceTitle: sourceTitle(before, null),
    selection: { filter: { database, ...(prefix && { prefix }), ...(search && { search }) } },
    keys,
    into: instanceOf(after),
    existing: 'replace',
    ...(after.kind === 'instance' && { only: chosen.map(({ only }): Only[number] => only) }),
    flags: null,
  };
}

function instanceOf(source: KeySource): string | null {
  return source.kind === 'instance' ? source.instance : null;
}
