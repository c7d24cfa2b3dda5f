import type { ClientContext, ClientLink } from '@orpc/client';
import type { Store } from '../../lib/store.ts';

/** Whether the app's own program answers: not whether any instance does. */
export interface ConnectionState {
  readonly state: 'connected' | 'reconnecting';
  /** Since when it is so; ms since 1970. */
  readonly since: number;
}

/** What carries the calls. It finds its way back by itself and tells so in `connection`. */
export interface Transport {
  readonly link: ClientLink<ClientContext>;
  readonly connection: Store<ConnectionState>;
  /** Tries again now instead of at the next turn. */
  retry(): void;
}
