import { createContext, Script } from 'node:vm';
import { AppError } from '../../../shared/contract/errors.ts';
import type { LogFilter, LogLine } from '../../../shared/contract/logs.ts';

/** How long an expression may take for one piece of a log, ms: some take longer than the universe has. */
const EXPRESSION_MS = 250;

/** Tells which lines are wanted. @throws AppError BAD_VALUE for an expression that takes too long */
export type Sieve = <T extends { readonly line: LogLine }>(lines: readonly T[]) => readonly T[];

/** @throws AppError BAD_VALUE for what is no regular expression */
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
  if (regex) sieves.push(byExpression(regex));
  return (lines) => sieves.reduce((left, sieve) => (left.length === 0 ? left : sieve(left)), lines);
}

/**
 * In a context of its own, because only there an expression can be cut short: one such as `(a+)+$` would hold up the
 * whole program for as long as it takes.
 */
function byExpression(source: string): Sieve {
  checkExpression(source);
  const context = createContext({ source, texts: [] as readonly string[] });
  new Script('var expression = new RegExp(source, "i")').runInContext(context);
  const script = new Script('texts.map((text) => expression.test(text))');
  return (lines) => {
    context.texts = lines.map(({ line }) => line.text);
    try {
      const fits = script.runInContext(context, { timeout: EXPRESSION_MS }) as readonly boolean[];
      return lines.filter((_, index) => fits[index]);
    } catch (cause) {
      const message = `The expression ${source} takes too long on these lines. Make it simpler: repetitions within repetitions, such as (a+)+, do this.`;
      throw new AppError('BAD_VALUE', message, { field: 'regex', expected: 'a simpler expression' }, { cause });
    } finally {
      context.texts = [];
    }
  };
}

function checkExpression(source: string): void {
  try {
    new RegExp(source, 'i');
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.replace(/^Invalid regular expression: \/.*\/i?: /, '') : '';
    const message = `${source} is no regular expression: ${why}. To look for these very characters, search for them as text.`;
    throw new AppError('BAD_VALUE', message, { field: 'regex', expected: 'a regular expression' }, { cause });
  }
}
