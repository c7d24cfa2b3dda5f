import { useState } from 'react';
import type { Operation } from '../../../../shared/contract/operations.ts';
import { type Batch, failuresOf, runBatch } from './batch.ts';

interface Begun {
  /** `Stop` */
  readonly verb: string;
  readonly batch: Batch;
  readonly begin: (id: string) => Promise<Operation>;
}

/** A batch as a component shows it. */
export function useBatch() {
  const [begun, setBegun] = useState<Begun | null>(null);
  const run = (verb: string, ids: readonly string[], begin: Begun['begin']) => {
    void runBatch(ids, begin, (batch) => setBegun({ verb, batch, begin }));
  };
  const running = begun !== null && [...begun.batch.values()].some(isOpen);
  const retry = () => {
    if (!begun) return;
    const failed = failuresOf(begun.batch).map(({ id }) => id);
    run(begun.verb, failed, begun.begin);
  };
  return { begun, running, run, retry, clear: () => setBegun(null) };
}

function isOpen({ state }: { readonly state: string }): boolean {
  return state === 'waiting' || state === 'running';
}
