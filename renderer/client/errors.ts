import { ORPCError } from '@orpc/client';
import { connection } from './api.ts';
import { withRemedy } from './remedy-words.ts';
import * as clientWords from './words.ts';

/** A failure as it is shown: one sentence, and the code if the contract declares one. */
export interface Reason {
  readonly code: string | null;
  readonly message: string;
  readonly data: unknown;
}

const UNREACHABLE = clientWords.connectionLost;

/** The message to show for any thrown value. */
export function reasonOf(error: unknown): Reason {
  if (error instanceof ORPCError)
    return { code: error.code, message: withRemedy(error.message, error.data), data: error.data };
  if (error instanceof OperationError) {
    return { code: error.code, message: withRemedy(error.message, error.data), data: error.data };
  }
  // Errors of the transport are too technical to show.
  if (connection.get().state !== 'connected' || isTransportFailure(error)) {
    return { code: null, message: UNREACHABLE, data: undefined };
  }
  return { code: null, message: error instanceof Error ? error.message : String(error), data: undefined };
}

function isTransportFailure(error: unknown): boolean {
  return error instanceof Error && /WebSocket is not open|peer|aborted/i.test(`${error.name} ${error.message}`);
}

/** Whether the user cancelled the operation, which is no failure to report. */
export function isCancelled(error: unknown): boolean {
  return reasonOf(error).code === 'CANCELLED';
}

/** A failed or cancelled operation. The message is a sentence for the user. */
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
