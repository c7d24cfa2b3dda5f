import type { Operation } from '../../../../shared/contract/operations.ts';

/** An operation's document while it runs: changed in place, copied out whole. */
export type Draft = { -readonly [K in keyof Operation]: Operation[K] };

/** @returns the document as it is now; the types of `begin` hold its result to its kind */
export function copyOf(draft: Draft): Operation {
  return { ...draft } as Operation;
}

/** An operation of this process, from its beginning until it is forgotten. */
export interface Running {
  readonly draft: Draft;
  readonly abort: AbortController;
  readonly listeners: Set<() => void>;
  /** Ends the server that it waits for, without saving; null while it waits for none. */
  endWait: (() => void) | null;
  /** It goes to its end: a cancel, a time limit or the end of the app no longer stops it. */
  committed: boolean;
  /** Settles with the failure itself, so that a caller in this process gets the error that was thrown. */
  readonly ended: Promise<unknown>;
}
