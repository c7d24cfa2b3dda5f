import type { Companion } from '../../../../shared/contract/companion.ts';
import { createStore } from '../../../lib/store.ts';

/** The open confirmation about a service; null: none. */
export const companionAsked = createStore<{
  readonly kind: 'restore' | 'remove';
  readonly companion: Companion;
} | null>(null);
