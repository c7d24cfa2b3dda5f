import type { Operation, Succeeded } from '../../../../shared/contract/operations.ts';

/** Long work: started, watched, cancelled. */
export interface Operations {
  list(): Promise<readonly Operation[]>;
  /** @throws AppError NOT_FOUND */
  get(id: string): Operation;
  /** Asks it to stop and returns it as it then is. @throws AppError NOT_FOUND */
  cancel(id: string): Operation;
  /** Kills the server that it waits for, which loses what that has not saved; nothing where it waits for none. @throws AppError NOT_FOUND */
  stopWaiting(id: string): Operation;
  /** The operation at every change, at most every 50 ms, until it has ended; the last is the end. */
  watch(id: string, signal?: AbortSignal): AsyncGenerator<Operation>;
  /** Waits for the end. @throws AppError the operation's own failure */
  settled(id: string): Promise<Operation>;
  settled<Begun extends Operation>(begun: Begun): Promise<Succeeded<Begun>>;
}
