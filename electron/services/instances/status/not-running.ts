import { AppError } from '../../../../shared/contract/errors.ts';
import type { ManagedInstance } from '../registry/catalogue.ts';

/**
 * Why a running server is missing where one is needed. If the engine is unreachable, the server may run, and its state
 * is unknown. @param message for an instance that does not run, with the remedy
 */
export function notRunning(
  { id, entry, unreachable }: Pick<ManagedInstance, 'id' | 'entry' | 'unreachable'>,
  message: string,
): AppError<'ENGINE_UNREACHABLE' | 'NOT_RUNNING'> {
  return unreachable ?? new AppError('NOT_RUNNING', message, { id, state: entry?.state ?? 'missing' });
}
