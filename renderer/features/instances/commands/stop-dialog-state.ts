import type { OtherClients } from '../../../../shared/contract/instance.ts';
import { createStore } from '../../../lib/store.ts';

export type StopVerb = 'Stop' | 'Restart';

/** Instances that are about to be stopped or restarted while programs are connected to them. */
export interface StopAsked {
  readonly verb: StopVerb;
  /** All that it is about, also those without clients. */
  readonly ids: readonly string[];
  readonly clients: readonly OtherClients[];
  readonly run: () => unknown;
}

/** What is being asked about; null while nothing is. */
export const stopAsked = createStore<StopAsked | null>(null);
