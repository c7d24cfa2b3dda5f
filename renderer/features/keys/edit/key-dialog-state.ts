import type { Bytes, KeyType } from '../../../../shared/contract/key-name.ts';
import type { KeyDetails, KeyItem, KeySelection } from '../../../../shared/contract/keyspace.ts';
import { createStore } from '../../../lib/store.ts';
import type { ElementTarget } from '../viewers/elements.ts';

/** A live key to change. */
export interface LiveKey {
  readonly instance: string;
  readonly database: number;
  readonly name: Bytes;
}

/** The keys of a bulk change, with their figures for the button. */
export interface ManyKeys {
  readonly instance: string;
  readonly selection: KeySelection;
  readonly keys: number;
  readonly sizeBytes: number | null;
  /** `with the prefix session:web:`; empty for a selection. */
  readonly where: string;
  readonly examples: readonly KeyItem[];
  /** Called after the change. */
  readonly onDone: () => void;
}

/** The open dialog of the view and its subject. */
export type KeyDialogRequest =
  | { readonly kind: 'new'; readonly instance: string; readonly database: number; readonly prefix: Bytes | null }
  | { readonly kind: 'value'; readonly key: LiveKey; readonly details: KeyDetails }
  | { readonly kind: 'element'; readonly key: LiveKey; readonly details: KeyDetails; readonly target: ElementTarget }
  | { readonly kind: 'add'; readonly key: LiveKey; readonly type: KeyType }
  | { readonly kind: 'rename'; readonly key: LiveKey; readonly onRenamed: (to: Bytes) => void }
  | { readonly kind: 'expiry'; readonly key: LiveKey; readonly expiresAt: string | null }
  | { readonly kind: 'field-expiry'; readonly key: LiveKey; readonly field: Bytes; readonly expiresAt: string | null }
  | { readonly kind: 'expiry-many'; readonly many: ManyKeys }
  | { readonly kind: 'delete-many'; readonly many: ManyKeys }
  | { readonly kind: 'conflict'; readonly key: LiveKey; readonly overwrite: () => Promise<unknown> };

export const keyDialog = createStore<KeyDialogRequest | null>(null);
