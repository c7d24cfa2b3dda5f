import type { KeySource } from '../../../../shared/contract/keyspace.ts';
import type { ExistingKeys, RestoreKeysRequest, RestoreSelection } from '../../../../shared/contract/restore-keys.ts';
import { createStore } from '../../../lib/store.ts';

/** The keys that the user wants to restore. */
export interface RestoreKeysTask {
  readonly source: KeySource;
  /** In a sentence: `pre-deploy`, `dump.rdb`. */
  readonly sourceTitle: string;
  readonly selection: RestoreSelection;
  /** For the title, until the preview has counted; null while unknown. */
  readonly keys: number | null;
  /** The proposed instance; null: the one of the backup, or main. */
  readonly into: string | null;
  /** The proposed choice for existing keys; omitted: they are kept. */
  readonly existing?: ExistingKeys;
  /** Proposes to delete keys of the target that the source lacks, if every key is restored. */
  readonly deletesExtra?: boolean;
  /** Only keys with these differences from the target; omitted: all of the selection. */
  readonly only?: RestoreKeysRequest['only'];
  /** Flags of the equivalent CLI command that choose these keys; null if it has none. */
  readonly flags: Readonly<Record<string, string>> | null;
  /** Called after the restore. */
  readonly onDone?: () => void;
}

/** The open dialog and its subject. */
export const restoreKeysTask = createStore<RestoreKeysTask | null>(null);

/** Opens the dialog, in a view that contains `RestoreKeysDialogs`. */
export function openRestoreKeys(task: RestoreKeysTask): void {
  restoreKeysTask.set(task);
}
