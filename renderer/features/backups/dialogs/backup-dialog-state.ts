import type { Backup, UndoOffer } from '../../../../shared/contract/backup.ts';
import { createStore } from '../../../lib/store.ts';

/** What is being asked about backups, each in a dialog of its own. */
export type Asked =
  | { readonly what: 'restore' | 'rename' | 'note' | 'export' | 'delete'; readonly backup: Backup }
  /** `instance`: null while it is still to be chosen. */
  | { readonly what: 'back-up' | 'clean-up'; readonly instance: string | null }
  /** `files`: what was dropped already. */
  | { readonly what: 'import'; readonly instance: string | null; readonly files?: readonly File[] }
  | { readonly what: 'flush'; readonly instance: string }
  | { readonly what: 'undo'; readonly offer: UndoOffer };

/** Null while nothing is asked. */
export const asked = createStore<Asked | null>(null);

/** Which backup's details are open; undefined: nobody has chosen one yet, null: they were closed. */
export const shownBackup = createStore<string | null | undefined>(undefined);

/** Names a backup among those of all instances. */
export function backupKey({ instance, name }: Pick<Backup, 'instance' | 'name'>): string {
  return `${instance}/${name}`;
}
