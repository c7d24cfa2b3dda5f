import type { OtherClients, StopPreview } from '../../../../shared/contract/instance.ts';
import { createStore } from '../../../lib/store.ts';

export type StopVerb = 'Stop' | 'Restart';

/** Stops or restarts instances. @param accepted ids of instances whose loss of keys the user accepted */
export type RunStop = (accepted: ReadonlySet<string>) => unknown;

/** Instances to stop or restart that have connected clients or keys to lose. */
export interface StopAsked {
  readonly verb: StopVerb;
  /** All affected instances, including those without clients and losses. */
  readonly ids: readonly string[];
  readonly clients: readonly OtherClients[];
  /** Instances with keys only in memory, or whose save failed. */
  readonly losses: readonly StopPreview[];
  /** Why the stop without a loss failed, if it was tried: a line each. */
  readonly failure: string | null;
  readonly run: RunStop;
}

/** The content of the open dialog; null while it is closed. */
export const stopAsked = createStore<StopAsked | null>(null);
