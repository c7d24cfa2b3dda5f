import { AppError } from '../../../../shared/contract/errors.ts';
import { parseMemory } from '../../../../shared/memory.ts';
import { factsOf, textOnly } from '../directives/catalogue.ts';
import type { DirectiveFacts } from '../directives/directive.ts';
import { words } from './conf-values.ts';
import { persistenceModes } from './persistence-mode.ts';
import { isSecret } from './secrets.ts';

/** The valid values of a directive, as the end of a sentence. */
export function expectedValue(facts: DirectiveFacts): string {
  switch (facts.kind) {
    case 'memory':
      return 'a whole number and a unit (b, kb, mb or gb), such as 512mb or 2gb';
    case 'integer': {
      const { minimum, maximum } = facts;
      const upTo = maximum !== null && maximum < 2_147_483_647 ? ` to ${maximum}` : ' or more';
      return `a whole number, ${minimum ?? 0}${upTo}`;
    }
    case 'yesno':
      return 'yes or no';
    case 'choice':
      return `one of ${(facts.options ?? []).join(', ')}`;
    case 'save':
      return 'pairs of seconds and changes, such as "900 1 300 10", or nothing';
    case 'limits':
      return 'a class (normal, replica or pubsub), two sizes and seconds, such as "normal 0 0 0"';
    case 'text':
    case 'secret':
    case 'words':
      return 'text on one line';
    default:
      return facts.kind satisfies never;
  }
}

/**
 * Checks a value by the rules of our catalogue. Redis itself checks the other directives when it tries the file.
 * @throws AppError BAD_VALUE with the reason
 */
export function checkValue(name: string, value: string): void {
  const facts = factsOf(name);
  if (textOnly.has(name)) {
    throw invalidSetting(
      name,
      'a directive with a single line',
      `${name} can have several lines: change it in the text of redis.conf.`,
    );
  }
  if (facts?.applied === 'app') {
    throw invalidSetting(name, 'left as it is', `${name} cannot be changed here. ${facts.why ?? ''}`.trim());
  }
  if (/[\n\r\0]/.test(value)) throw invalidSetting(name, 'text on one line', `${name}: a value is text on one line.`);
  if (!facts) return;
  const reason = invalidReason(facts, value);
  if (reason === null) return;
  const expected = expectedValue(facts);
  const shown = isSecret(facts) ? 'the value given' : `"${value}"`;
  throw invalidSetting(name, expected, `${name}: ${shown} ${reason} Give ${expected}.`);
}

/** Why a value is invalid, as the rest of a sentence with its full stop; null for a valid value. */
function invalidReason(facts: DirectiveFacts, value: string): string | null {
  switch (facts.kind) {
    case 'memory':
      return invalidSizeReason(value, facts.minimum ?? 0);
    case 'integer':
      return invalidIntegerReason(facts, value);
    case 'yesno':
    case 'choice':
      return facts.options?.includes(value.toLowerCase()) ? null : 'is not an option.';
    case 'save': {
      const numbers = words(value);
      if (numbers.some((word) => !/^\d{1,9}$/.test(word) || Number(word) < 1))
        return 'contains a word that is not a whole number above 0.';
      return numbers.length % 2 === 0 ? null : 'has seconds without a number of changes.';
    }
    case 'limits':
      return invalidLimitsReason(value);
    case 'words':
      return facts.name === 'bind' && words(value).length > 16 ? 'names more than 16 addresses.' : null;
    case 'text':
    case 'secret':
      return null;
    default:
      return facts.kind satisfies never;
  }
}

function invalidSizeReason(value: string, minimum: number): string | null {
  const size = parseMemory(value);
  if (size !== null) return size >= minimum ? null : `is less than ${minimum} bytes.`;
  if (/^-/.test(value)) return 'is negative.';
  const decimal = /^(\d+)[.,](\d+)\s*(g|m|k)b?$/i.exec(value);
  if (decimal) return `is not a whole number, which Redis requires${asSmallerUnit(value)}.`;
  if (/^\d+\s+[a-z]+$/i.test(value)) return 'has a space before its unit.';
  if (/^\d+\s*(t|tb|ki?b|mi?b|gi?b|ti?b)$/i.test(value)) return 'has a unit that Redis does not support.';
  return 'is not a size.';
}

/** `1.5g` → ` (write 1536mb)`. */
function asSmallerUnit(value: string): string {
  const match = /^(\d+[.,]\d+)\s*(g|m)b?$/i.exec(value);
  const amount = Number(match?.[1]?.replace(',', '.')) * 1024;
  return match && Number.isInteger(amount) ? ` (write ${amount}${match[2]?.toLowerCase() === 'g' ? 'mb' : 'kb'})` : '';
}

function invalidIntegerReason({ minimum, maximum }: DirectiveFacts, value: string): string | null {
  if (!/^-?\d{1,16}$/.test(value)) return 'is not a whole number.';
  const number = Number(value);
  if (minimum !== null && number < minimum) return `is less than ${minimum}.`;
  return maximum !== null && number > maximum ? `is more than ${maximum}.` : null;
}

function invalidLimitsReason(value: string): string | null {
  const parts = words(value);
  if (parts.length === 0 || parts.length % 4 !== 0) return 'is not made of groups of four.';
  for (let at = 0; at < parts.length; at += 4) {
    const [name = '', hard = '', soft = '', seconds = ''] = parts.slice(at, at + 4);
    if (!['normal', 'replica', 'slave', 'pubsub'].includes(name.toLowerCase()))
      return `names the class "${name}", which Redis does not have.`;
    if (parseMemory(hard) === null || parseMemory(soft) === null) return 'has a limit that is not a size.';
    if (!/^\d+$/.test(seconds)) return 'has seconds that are not a whole number.';
  }
  return null;
}

/** @throws AppError BAD_VALUE */
export function checkPersistence(value: string): void {
  if ((persistenceModes as readonly string[]).includes(value)) return;
  const expected = `one of ${persistenceModes.join(', ')}`;
  throw invalidSetting('persistence', expected, `persistence: "${value}" is not ${expected}.`);
}

/** @param line the line of the text, counted from 1 */
export function invalidSetting(field: string, expected: string, message: string, line?: number): AppError<'BAD_VALUE'> {
  return new AppError('BAD_VALUE', message, { field, expected, ...(line !== undefined && { line }) });
}
