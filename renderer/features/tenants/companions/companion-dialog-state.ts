import type { Companion } from '../../../../shared/contract/companion.ts';
import { createStore } from '../../../lib/store.ts';

/** The question about a service that is open; null: none. */
export const companionAsked = createStore<{
  readonly kind: 'restore' | 'remove';
  readonly companion: Companion;
} | null>(null);
