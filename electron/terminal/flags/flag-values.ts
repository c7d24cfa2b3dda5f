import * as flagsWords from './words.ts';
/**
 * How a flag's value is parsed. `null` means refused; `expected` then completes the sentence `--flag: "given" is not
 * …`.
 */
export interface FlagValue<T> {
  /** The placeholder in the help; null for a flag without a value. */
  readonly shown: string | null;
  readonly expected: string;
  /** All values, for a flag with a fixed choice. */
  readonly choices?: readonly string[];
  read(text: string): T | null;
}

/** A flag without a value. */
export const present: FlagValue<true> = { shown: null, expected: flagsWords.givenWithoutAValue, read: () => true };

export function oneOf<const T extends string>(...choices: readonly T[]): FlagValue<T> {
  const last = choices.at(-1) ?? '';
  return {
    shown: choices.join('|'),
    choices,
    expected: choices.length < 2 ? last : `${choices.slice(0, -1).join(', ')} or ${last}`,
    read: (text) => choices.find((choice) => choice === text) ?? null,
  };
}

/** Both bounds are inclusive. */
export function wholeNumber(shown: string, min: number, max: number): FlagValue<number> {
  return {
    shown,
    expected: flagsWords.wholeNumberFrom(min, max),
    read: (text) => (/^\d{1,15}$/.test(text) ? within(Number(text), min, max) : null),
  };
}

/** A number that may have decimals. Both bounds are inclusive. */
export function decimal(shown: string, unit: string, min: number, max: number): FlagValue<number> {
  return {
    shown,
    expected: flagsWords.aNumberOfUnitFrom(unit, min, max),
    read: (text) => (/^\d{1,15}(\.\d{1,9})?$/.test(text) ? within(Number(text), min, max) : null),
  };
}

export function matching(shown: string, pattern: RegExp, expected: string): FlagValue<string> {
  return { shown, expected, read: (text) => (pattern.test(text) ? text : null) };
}

/** Any valid text of a path or name: not empty, and without control characters. */
export function text(shown: string, expected: string, max: number): FlagValue<string> {
  return {
    shown,
    expected,
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
    read: (given) => (given !== '' && given.length <= max && !/[\u0000-\u001f\u007f]/.test(given) ? given : null),
  };
}

/** @param expected the object of the id: `a schedule` */
export function idBeginning(expected: string): FlagValue<string> {
  return matching('ID', /^[0-9a-f][0-9a-f-]{3,35}$/, flagsWords.idOrItsBeginning(expected));
}

/** One or more of a few words, separated by commas. */
export function listOf<const T extends string>(shown: string, choices: readonly T[]): FlagValue<readonly T[]> {
  return {
    shown,
    expected: flagsWords.aCommaSeparatedListOfChoices(choices.join(', ')),
    read(given) {
      const words = given.split(',').map((word) => choices.find((choice) => choice === word.toLowerCase()));
      const found = words.filter((word) => word !== undefined);
      return found.length === words.length ? found : null;
    },
  };
}

/** Accepts what either of two readers accepts. */
export function either<A, B>(first: FlagValue<A>, second: FlagValue<B>): FlagValue<A | B> {
  return {
    shown: `${first.shown}|${second.shown}`,
    expected: flagsWords.expectedOrExpected2(first.expected, second.expected),
    read: (given) => first.read(given) ?? second.read(given),
  };
}

function within(value: number, min: number, max: number): number | null {
  return value >= min && value <= max ? value : null;
}
