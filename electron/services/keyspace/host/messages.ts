import { AppError, type ErrorCode, type ErrorData } from '../../../../shared/contract/errors.ts';
import type { IndexQuestions, IndexState } from './index-host.ts';

type Question = {
  [K in keyof IndexQuestions]: {
    readonly id: number;
    readonly ask: K;
    readonly request: Parameters<IndexQuestions[K]>[0];
  };
}[keyof IndexQuestions];

/** To the worker. */
export type ToWorker = Question | { readonly close: true };

/** A failure in transit between threads. */
export interface SentFailure {
  readonly message: string;
  readonly code: ErrorCode | null;
  readonly data: unknown;
  readonly stack: string | undefined;
}

/** From the worker. */
export type FromWorker =
  | { readonly state: IndexState }
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly failure: SentFailure };

export function sentFailure(error: unknown): SentFailure {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return error instanceof AppError
    ? { message, code: error.code, data: error.data, stack }
    : { message, code: null, data: null, stack };
}

export function receivedFailure({ message, code, data, stack }: SentFailure): Error {
  if (code !== null) return new AppError(code, message, data as ErrorData<typeof code>);
  const error = new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
