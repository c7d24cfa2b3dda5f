import type { Operation, OperationResult, Succeeded } from '../../../../shared/contract/operations.ts';
import { reasonOf } from '../../../client/errors.ts';
import { runOperation } from '../../../client/operations.ts';

/** Concurrent operations: more would only slow down each of them. */
const CONCURRENT = 4;

/** The state of one tenant in a batch. */
export type BatchState<Result = OperationResult> =
  | { readonly state: 'waiting' }
  | { readonly state: 'running'; readonly operation: Operation | null }
  | { readonly state: 'done'; readonly result: Result }
  | { readonly state: 'failed'; readonly reason: string; readonly error: unknown };

type ResultOf<Begun extends Operation> = Succeeded<Begun>['result'];

export type Batch<Result = OperationResult> = ReadonlyMap<string, BatchState<Result>>;

/**
 * Runs an operation for each tenant, four at a time. A failure does not stop the others.
 * @param onChange called after every change; at the end every tenant is done or failed
 */
export async function runBatch<Begun extends Operation>(
  ids: readonly string[],
  begin: (id: string) => Promise<Begun>,
  onChange: (batch: Batch<ResultOf<Begun>>) => void,
): Promise<Batch<ResultOf<Begun>>> {
  let batch: Batch<ResultOf<Begun>> = new Map(ids.map((id) => [id, { state: 'waiting' }]));
  const change = (id: string, state: BatchState<ResultOf<Begun>>) => {
    batch = new Map(batch).set(id, state);
    onChange(batch);
  };
  const waiting = [...ids];
  const work = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      change(id, await one(id, begin, change));
    }
  };
  onChange(batch);
  await Promise.all(Array.from({ length: Math.min(CONCURRENT, ids.length) }, work));
  return batch;
}

async function one<Begun extends Operation>(
  id: string,
  begin: (id: string) => Promise<Begun>,
  change: (id: string, state: BatchState<ResultOf<Begun>>) => void,
): Promise<BatchState<ResultOf<Begun>>> {
  try {
    change(id, { state: 'running', operation: null });
    const onProgress = (operation: Operation) => change(id, { state: 'running', operation });
    const { result } = await runOperation(() => begin(id), { quiet: true, ownError: true, onProgress });
    return { state: 'done', result };
  } catch (error) {
    return { state: 'failed', reason: reasonOf(error).message, error };
  }
}

/** The failed tenants with their reasons. */
export function failuresOf(
  batch: Batch,
): readonly { readonly id: string; readonly reason: string; readonly error: unknown }[] {
  return [...batch].flatMap(([id, one]) =>
    one.state === 'failed' ? [{ id, reason: one.reason, error: one.error }] : [],
  );
}

/** The progress of the whole batch, 0 to 1. */
export function fractionOf(batch: Batch): number {
  const shares = [...batch.values()].map((one) => {
    if (one.state === 'running') return one.operation?.fraction ?? 0;
    return one.state === 'waiting' ? 0 : 1;
  });
  return shares.length === 0 ? 1 : shares.reduce((sum, share) => sum + share, 0) / shares.length;
}
