import type { Backup, FoundData, UndoOffer } from '../../../../shared/contract/backup.ts';
import type { Operation } from '../../../../shared/contract/operations.ts';
import { createStore } from '../../../lib/store.ts';

/** Which of several data sets counts, and what is done with the answer. */
export interface DataQuestion {
  /** What holds them: the name of a file, or of a backup. */
  readonly subject: string;
  readonly found: readonly FoundData[];
  /** A verb. */
  readonly confirmLabel: string;
  /** The terminal line that does the same. */
  readonly line: (data: string) => string;
  /** @throws what keeps it from beginning or from ending well, for the dialog */
  readonly choose: (data: string, tell: (operation: Operation) => void) => Promise<void>;
}

/** What is being asked about backups, each in a dialog of its own. */
export type Asked =
  | { readonly what: 'restore' | 'rename' | 'note' | 'export' | 'delete'; readonly backup: Backup }
  /** `instance`: null while it is still to be chosen. */
  | { readonly what: 'back-up' | 'clean-up'; readonly instance: string | null }
  /** `files`: what was dropped already. */
  | { readonly what: 'import'; readonly instance: string | null; readonly files?: readonly File[] }
  | { readonly what: 'flush'; readonly instance: string }
  | { readonly what: 'undo'; readonly offer: UndoOffer }
  | { readonly what: 'choose-data'; readonly question: DataQuestion };

/** Null while nothing is asked. */
export const asked = createStore<Asked | null>(null);

/** Which backup's details are open; undefined: nobody has chosen one yet, null: they were closed. */
export const shownBackup = createStore<string | null | undefined>(undefined);

/** Names a backup among those of all instances. */
export function backupKey({ instance, name }: Pick<Backup, 'instance' | 'name'>): string {
  return `${instance}/${name}`;
}
