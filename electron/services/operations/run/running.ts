import type { Operation } from '../../../../shared/contract/operations.ts';

/** The document of a running operation. It changes in place; readers get a copy. */
export type Draft = { -readonly [K in keyof Operation]: Operation[K] };

/** A running operation of this process that has done nothing yet. */
export function newDraft(
  about: Pick<Operation, 'id' | 'kind' | 'instance' | 'title' | 'face' | 'steps' | 'cancellable'>,
): Draft {
  return {
    ...about,
    pid: process.pid,
    state: 'running',
    fraction: null,
    waiting: null,
    startedAt: new Date().toISOString(),
    finishedAt: null,
    error: null,
    log: [],
    result: null,
  };
}

/** @returns a copy of the current document; the types of `begin` tie its result to its kind */
export function copyOf(draft: Draft): Operation {
  return { ...draft } as Operation;
}

/** An operation of this process, kept for a while after its end. */
export interface Running {
  readonly draft: Draft;
  readonly abort: AbortController;
  readonly listeners: Set<() => void>;
  /** Kills the server that the operation waits for, without a save; null while it waits for none. */
  endWait: (() => void) | null;
  /** A cancel, a time limit or the exit of the app no longer stops the operation. */
  committed: boolean;
  /** Resolves with the thrown error itself, so that a caller in this process gets its class and cause. */
  readonly ended: Promise<unknown>;
}
