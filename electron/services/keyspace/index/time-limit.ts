import { createContext, Script } from 'node:vm';
import { AppError } from '../../../../shared/contract/errors.ts';

const MAX_MS = 5000;

/** A time limit for synchronous work in slices, such as a regular expression that never ends. */
export interface TimeLimit {
  /** @throws AppError BAD_VALUE when all runs together take longer */
  run<T>(work: () => T): T;
}

/** V8 interrupts a regular expression only if a script of `vm` has a timeout. */
export function createTimeLimit(maxMs = MAX_MS): TimeLimit {
  let left = maxMs;
  let current: () => unknown = () => undefined;
  const context = createContext({ run: () => current() });
  const script = new Script('run()');
  return {
    run(work) {
      current = work;
      const begun = performance.now();
      try {
        return script.runInContext(context, { timeout: Math.max(1, Math.ceil(left)) }) as ReturnType<typeof work>;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw tooSlow(maxMs);
        throw error;
      } finally {
        left -= performance.now() - begun;
      }
    },
  };
}

function tooSlow(maxMs: number): AppError<'BAD_VALUE'> {
  return new AppError(
    'BAD_VALUE',
    `The regular expression took longer than ${maxMs / 1000} seconds. Write a simpler one, without repetitions inside repetitions.`,
    { field: 'search', expected: 'an expression that is faster' },
  );
}
