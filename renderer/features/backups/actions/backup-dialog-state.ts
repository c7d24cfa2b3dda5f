import type { Backup, FoundData, UndoOffer } from '../../../../shared/contract/backup.ts';
import type { Operation } from '../../../../shared/contract/operations.ts';
import { createStore } from '../../../lib/store.ts';

/** The question which of several data sets to use, and the action that needs the answer. */
export interface DataQuestion {
  /** The file or backup that holds the data sets. */
  readonly subject: string;
  readonly found: readonly FoundData[];
  /** A verb. */
  readonly confirmLabel: string;
  /** The equivalent terminal line. */
  readonly line: (data: string) => string;
  /** @throws any failure of the action, for the dialog */
  readonly choose: (data: string, onProgress: (operation: Operation) => void) => Promise<void>;
}

/** The open backup dialog and its subject. */
export type BackupDialogRequest =
  | { readonly kind: 'restore' | 'rename' | 'note' | 'export' | 'delete'; readonly backup: Backup }
  /** `instance`: null if the user chooses. */
  | { readonly kind: 'back-up' | 'clean-up'; readonly instance: string | null }
  /** `files`: dropped before the dialog opened. */
  | { readonly kind: 'import'; readonly instance: string | null; readonly files?: readonly File[] }
  | { readonly kind: 'flush'; readonly instance: string }
  | { readonly kind: 'undo'; readonly offer: UndoOffer }
  | { readonly kind: 'choose-data'; readonly question: DataQuestion };

/** Null while no dialog is open. */
export const backupDialog = createStore<BackupDialogRequest | null>(null);

/** The backup with open details. Undefined: none chosen yet; null: closed by the user. */
export const shownBackup = createStore<string | null | undefined>(undefined);

/** Identifies a backup among all instances. */
export function backupKey({ instance, name }: Pick<Backup, 'instance' | 'name'>): string {
  return `${instance}/${name}`;
}
