import { parseArgs } from 'node:util';
import { badUsage } from '../flags/bad-usage.ts';
import {
  type Arguments,
  type Flag,
  type FlagName,
  flagNamed,
  flagNames,
  flags,
  renamedFlags,
  shortOf,
} from '../flags/flags.ts';
import { nearest } from '../flags/suggest.ts';
import * as cliWords from './words.ts';

/**
 * Parses a command line: `--flag value`, `--flag=value` and the short forms, in any order. The first word may be the
 * action without its flag, and `help ACTION` is `ACTION --help`. Another function checks whether the action takes the flag.
 * @throws AppError BAD_VALUE with the flag, the problem, and a valid form
 */
export function parseArguments(argv: readonly string[]): Arguments {
  const { tokens } = parseArgs({
    args: [...argv],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      [...flagNames.map((name) => [name, name] as const), ...renamedFlags].map(([given, name]) => [
        given,
        option(name),
      ]),
    ),
  });
  const values = new Map<FlagName, unknown>();
  for (const token of tokens) {
    if (token.kind === 'positional') {
      const isExplained = token.index === 1 && values.get('action') === 'help';
      if (token.index > 0 && !isExplained) throw unexpected(token.value);
      if (isExplained) values.set('help', true);
      values.set('action', read('action', 'ACTION', token.value, true));
      continue;
    }
    // splitWords has removed it.
    if (token.kind === 'option-terminator') continue;
    const name = flagNamed(token.name);
    if (name === null) throw unknownFlag(token.rawName);
    const value = read(name, token.rawName, givenValue(token), token.inlineValue === true);
    const { many }: Flag<unknown> = flags[name];
    const before = values.get(name);
    if (many) values.set(name, [...(Array.isArray(before) ? before : []), value]);
    else if (values.has(name) && before !== value) throw givenTwice(token.rawName);
    else values.set(name, value);
  }
  // Each value was parsed by its flag's reader.
  return Object.fromEntries(values) as Arguments;
}

/** Splits a command line at its first `--`: our own flags before it, words for another program after it. */
export function splitWords(argv: readonly string[]): { own: readonly string[]; words: readonly string[] } {
  const at = argv.indexOf('--');
  return at === -1 ? { own: argv, words: [] } : { own: argv.slice(0, at), words: argv.slice(at + 1) };
}

/** Whether a command line, valid or not, requests JSON, because an error must be JSON too. */
export function asksForJson(argv: readonly string[]): boolean {
  return argv.includes('--json');
}

function option(name: FlagName): { type: 'boolean' | 'string'; short?: string } {
  const short = shortOf(name);
  return { type: flags[name].value.shown === null ? 'boolean' : 'string', ...(short === null ? {} : { short }) };
}

/** `-n=5` is parsed as users mean it; parseArgs would make the value `=5`. */
function givenValue(token: { rawName: string; value?: string | undefined; inlineValue?: boolean | undefined }) {
  const short = token.inlineValue === true && !token.rawName.startsWith('--');
  return short ? token.value?.replace(/^=/, '') : token.value;
}

function read(name: FlagName, rawName: string, given: string | undefined, inline: boolean): unknown {
  const { value }: Flag<unknown> = flags[name];
  if (value.shown === null) {
    if (given === undefined) return true;
    throw badUsage(rawName, value.expected, cliWords.rawNameTakesNoValueLeave(rawName, shorten(given)));
  }
  if (given === undefined || (!inline && given.startsWith('--') && given.length > 2)) {
    throw badUsage(rawName, value.expected, cliWords.rawNameNeedsAValueExpected(rawName, value.expected));
  }
  const result = value.read(given);
  if (result !== null) return result;
  throw badUsage(rawName, value.expected, cliWords.rawNameGivenIsNotExpected(rawName, shorten(given), value.expected));
}

function unknownFlag(rawName: string): Error {
  const near = nearest(rawName.replace(/^-+/, ''), flagNames);
  const hint = near === null ? '--help lists them all' : cliWords.didYouMeanNear2(near);
  const expected = near === null ? cliWords.aFlagThatHelpLists : `--${near}`;
  const end = near === null ? '.' : '';
  return badUsage(shorten(rawName), expected, cliWords.thereIsNoFlagRawName(shorten(rawName), hint, end));
}

function unexpected(given: string): Error {
  const message = cliWords.valueWithoutFlag(shorten(given));
  return badUsage(shorten(given), cliWords.aFlagBeforeTheValue, message);
}

function givenTwice(rawName: string): Error {
  return badUsage(rawName, cliWords.oneValue, cliWords.flagGivenTwice(rawName));
}

/** The typed text, safe to quote in a sentence: without control characters, and truncated. */
function shorten(given: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is replaced
  const clean = given.replace(/[\u0000-\u001f\u007f-\u009f]/g, '?');
  return clean.length > 60 ? `${clean.slice(0, 60)}…` : clean;
}
