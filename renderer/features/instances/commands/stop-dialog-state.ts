import type { OtherClients, StopPreview } from '../../../../shared/contract/instance.ts';
import { createStore } from '../../../lib/store.ts';

export type StopVerb = 'Stop' | 'Restart';

/** Ends instances. @param accepted those whose loss of keys somebody has accepted */
export type RunStop = (accepted: ReadonlySet<string>) => unknown;

/** Instances that are about to be stopped or restarted while programs are connected to them, or while keys are at stake. */
export interface StopAsked {
  readonly verb: StopVerb;
  /** All that it is about, also those that nothing is asked about. */
  readonly ids: readonly string[];
  readonly clients: readonly OtherClients[];
  /** Of those that hold keys in memory only, or whose data could not be saved. */
  readonly losses: readonly StopPreview[];
  /** Why it could not be ended without a loss, where that was tried. */
  readonly failure: string | null;
  readonly run: RunStop;
}

/** What is being asked about; null while nothing is. */
export const stopAsked = createStore<StopAsked | null>(null);
