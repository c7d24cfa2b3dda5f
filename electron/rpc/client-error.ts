import { ORPCError, ValidationError } from '@orpc/server';
import { errorMap } from '../../shared/contract/error-data.ts';
import { AppError, type ErrorCode } from '../../shared/contract/errors.ts';
import { asSystemFailure } from '../services/platform/files/system-failure.ts';
import type { Logger } from '../services/platform/log/logger.ts';
import { isRefusal, LinkError } from '../services/redis/connection/link-failure.ts';

const UNEXPECTED = 'Something went wrong inside the app; the log has the details.';

/**
 * Turns an error into what a client may see. A declared failure keeps its message and its data, and an invalid input
 * becomes BAD_VALUE. Every other error is a bug: the log gets the whole error, the client one sentence without path,
 * stack or message.
 */
export function toClientError(
  thrown: unknown,
  log: Logger,
  procedure: string,
  home: string | null = null,
): ORPCError<string, unknown> {
  const error = asNotAnswering(home === null ? thrown : asSystemFailure(thrown, home));
  if (error instanceof AppError) return declared(error.code, error.message, error.data);
  const refused = refusedInput(error);
  if (refused) return refused;
  log.error(procedure, forTheLog(error));
  return new ORPCError('INTERNAL_SERVER_ERROR', { message: UNEXPECTED });
}

/** A server may stop, or refuse this app, during any call: that is no bug, and its sentence names the server. */
function asNotAnswering(error: unknown): unknown {
  if (!(error instanceof LinkError)) return error;
  const advice = isRefusal(error) ? '' : ' Check its log, and try again when it responds.';
  return new AppError('NOT_RUNNING', `${error.message}${advice}`, { id: '', state: 'unhealthy' }, { cause: error });
}

/** The error that oRPC wraps. For a response that violates the contract: where and why, without the response itself. */
function forTheLog(error: unknown): unknown {
  const cause = error instanceof ORPCError ? (error.cause ?? error) : error;
  return cause instanceof ValidationError ? new Error(`${cause.message}: ${JSON.stringify(cause.issues)}`) : cause;
}

/** An error that oRPC recognises as declared, because its code and status match the contract. */
function declared(code: ErrorCode, message: string, data: unknown): ORPCError<string, unknown> {
  return new ORPCError(code, { defined: true, status: errorMap[code].status, message, data });
}

/**
 * oRPC reports BAD_REQUEST for an input that the contract's schema refuses, and 500 for an output, which is our own
 * bug.
 */
function refusedInput(error: unknown): ORPCError<string, unknown> | null {
  if (!(error instanceof ORPCError) || error.code !== 'BAD_REQUEST' || !(error.cause instanceof ValidationError)) {
    return null;
  }
  const [issue] = error.cause.issues;
  const keys = (issue?.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part));
  const field = keys.join('.') || 'input';
  const expected = issue?.message ?? 'a value of the right form';
  return declared('BAD_VALUE', `The value given for "${field}" cannot be used: ${expected}.`, { field, expected });
}
