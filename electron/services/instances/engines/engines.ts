import type { Engine } from '../../../../shared/contract/engine.ts';

/** The runtimes of this machine as they are now. */
export interface Engines {
  list(): Promise<readonly Engine[]>;
}
