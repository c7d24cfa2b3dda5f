import type { RuntimeTraits } from '../../../shared/contract/runtimes.ts';

/** The name of the test's own runtime. */
export const MEMORY = 'memory';

/** Its row in the contract's table. */
export const memoryTraits: RuntimeTraits = {
  label: 'Memory',
  unit: 'process',
  capabilities: {
    image: false,
    engine: false,
    network: false,
    mounts: false,
    limits: false,
    usage: false,
    logs: false,
  },
};
