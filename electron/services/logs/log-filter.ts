import { createContext, Script } from 'node:vm';
import { AppError } from '../../../shared/contract/errors.ts';
import type { LogFilter, LogLine } from '../../../shared/contract/logs.ts';

/** Time limit per piece of a log: catastrophic backtracking would never end. */
const REGEX_TIMEOUT_MS = 250;

/** Keeps the matching lines. @throws AppError BAD_VALUE for a regular expression that takes too long */
export type Sieve = <T extends { readonly line: LogLine }>(lines: readonly T[]) => readonly T[];

/** @throws AppError BAD_VALUE for an invalid regular expression */
export function createSieve(filter: LogFilter | undefined): Sieve {
  const sieves: Sieve[] = [];
  const { levels, text, regex } = filter ?? {};
  if (levels) {
    const wanted = new Set<string>(levels);
    sieves.push((lines) => lines.filter(({ line }) => wanted.has(line.level ?? 'none')));
  }
  if (text) {
    const wanted = text.toLowerCase();
    sieves.push((lines) => lines.filter(({ line }) => line.text.toLowerCase().includes(wanted)));
  }
  if (regex) sieves.push(byRegex(regex));
  return (lines) => sieves.reduce((left, sieve) => (left.length === 0 ? left : sieve(left)), lines);
}

/**
 * Runs in a separate vm context, which is the only way to abort an expression: one such as `(a+)+$` would block the
 * whole process.
 */
function byRegex(source: string): Sieve {
  checkRegex(source);
  const context = createContext({ source, texts: [] as readonly string[] });
  new Script('var expression = new RegExp(source, "i")').runInContext(context);
  const script = new Script('texts.map((text) => expression.test(text))');
  return (lines) => {
    context.texts = lines.map(({ line }) => line.text);
    try {
      const fits = script.runInContext(context, { timeout: REGEX_TIMEOUT_MS }) as readonly boolean[];
      return lines.filter((_, index) => fits[index]);
    } catch (cause) {
      const message = `The regular expression ${source} takes too long. Simplify it: nested repetitions such as (a+)+ cause this.`;
      throw new AppError('BAD_VALUE', message, { field: 'regex', expected: 'a simpler expression' }, { cause });
    } finally {
      context.texts = [];
    }
  };
}

function checkRegex(source: string): void {
  try {
    new RegExp(source, 'i');
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.replace(/^Invalid regular expression: \/.*\/i?: /, '') : '';
    const message = `Invalid regular expression ${source}: ${why}. To search for these characters literally, search for them as text.`;
    throw new AppError('BAD_VALUE', message, { field: 'regex', expected: 'a regular expression' }, { cause });
  }
}
