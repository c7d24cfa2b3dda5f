import type { KeySource, KeySpace } from '../../../../shared/contract/keyspace.ts';
import type { Editing } from '../edit/use-editing.ts';
import type { KeysPlace } from '../model/keys-address.ts';

export interface MemoryTabProps {
  readonly source: KeySource;
  readonly place: KeysPlace;
  readonly space: KeySpace;
  readonly editing: Editing;
}
export function MemoryTab(_: MemoryTabProps) {
  return null;
}
