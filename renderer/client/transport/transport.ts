import type { ClientContext, ClientLink } from '@orpc/client';
import type { Store } from '../../lib/store.ts';

/** The connection to the app, not to any Redis instance. */
export interface ConnectionState {
  readonly state: 'connected' | 'reconnecting';
  /** The time of the last change; ms since 1970. */
  readonly since: number;
}

/** Carries the API calls, reconnects by itself and reports its state in `connection`. */
export interface Transport {
  readonly link: ClientLink<ClientContext>;
  readonly connection: Store<ConnectionState>;
  /** Reconnects now instead of after the delay. */
  retry(): void;
}
