import type { Operation, Succeeded } from '../../../../shared/contract/operations.ts';

/** The operations of a home, for clients. */
export interface Operations {
  list(): Promise<readonly Operation[]>;
  /** @throws AppError NOT_FOUND */
  get(id: string): Operation;
  /** Requests a cancel and returns the operation. @throws AppError NOT_FOUND */
  cancel(id: string): Operation;
  /** Kills the server that the operation waits for, which loses unsaved keys. Does nothing where it waits for none. @throws AppError NOT_FOUND */
  stopWaiting(id: string): Operation;
  /** Yields the operation after each change, at most every 50 ms. The last value is the ended operation. */
  watch(id: string, signal?: AbortSignal): AsyncGenerator<Operation>;
  /** Waits for the end of the operation. @throws AppError the operation's own failure */
  settled(id: string): Promise<Operation>;
  settled<Begun extends Operation>(begun: Begun): Promise<Succeeded<Begun>>;
}
