import type { Engine } from '../../../../shared/contract/engine.ts';

/** The current state of the runtimes on this computer. */
export interface Engines {
  list(): Promise<readonly Engine[]>;
}
