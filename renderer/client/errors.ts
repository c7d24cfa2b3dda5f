import { ORPCError } from '@orpc/client';
import { connection } from './api.ts';

/** A failure as it is told: one sentence of why, and its code where the contract declares one. */
export interface Reason {
  readonly code: string | null;
  readonly message: string;
  readonly data: unknown;
}

const UNREACHABLE = 'The connection to the app is lost. It reconnects by itself; then try again.';

/** What can be told of anything that was thrown. */
export function reasonOf(error: unknown): Reason {
  if (error instanceof ORPCError) return { code: error.code, message: error.message, data: error.data };
  if (error instanceof OperationError) return { code: error.code, message: error.message, data: error.data };
  // What the transports throw when nobody is at the other end is not for people.
  if (connection.get().state !== 'connected' || isTransportFailure(error)) {
    return { code: null, message: UNREACHABLE, data: undefined };
  }
  return { code: null, message: error instanceof Error ? error.message : String(error), data: undefined };
}

function isTransportFailure(error: unknown): boolean {
  return error instanceof Error && /WebSocket is not open|peer|aborted/i.test(`${error.name} ${error.message}`);
}

/** Whether somebody took it back: nothing to complain about. */
export function isCancelled(error: unknown): boolean {
  return reasonOf(error).code === 'CANCELLED';
}

/** An operation that ended otherwise than well. Its message is a sentence for people. */
export class OperationError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly data: unknown,
  ) {
    super(message);
    this.name = 'OperationError';
  }
}
