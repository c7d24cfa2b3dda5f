import type { z } from 'zod';
import type { errorData, failure } from './error-data.ts';

// The schemas are apart: a thread or a command that only throws failures does not load them.
export type ErrorCode = keyof typeof errorData;
export type ErrorData<C extends ErrorCode> = z.infer<(typeof errorData)[C]>;
/** A failure as a document, as operations keep it and as the CLI prints it with `--json`. */
export type Failure = z.infer<typeof failure>;

/** An expected failure. The message tells a person what happened, why, and what to do. */
export class AppError<C extends ErrorCode = ErrorCode> extends Error {
  constructor(
    readonly code: C,
    message: string,
    readonly data: ErrorData<C>,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'AppError';
  }
}

/** `AppError` narrowed by code: `isAppError(error, 'BUSY')`. */
export function isAppError<C extends ErrorCode>(error: unknown, code: C): error is AppError<C> {
  return error instanceof AppError && error.code === code;
}
