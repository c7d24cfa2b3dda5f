import { AppError } from '../../../shared/contract/errors.ts';

/** A command line that was refused before anything was touched: exit code 2. The message is a complete sentence. */
export function badUsage(field: string, expected: string, message: string): AppError<'BAD_VALUE'> {
  return new AppError('BAD_VALUE', message, { field, expected });
}
