import { badUsage } from '../flags/bad-usage.ts';
import { type Arguments, commonFlags, type FlagName } from '../flags/flags.ts';
import type { Action } from './action.ts';
import * as cliWords from './words.ts';

/** Refuses words after `--` if the action takes none. @throws AppError BAD_VALUE */
export function checkWords(action: Action, words: readonly string[]): void {
  if (words.length === 0 || action.words !== undefined) return;
  const message = cliWords.onlyTheActionCliTakesArguments(action.name);
  throw badUsage('--', cliWords.leftOutWithActionName(action.name), message);
}

/** Refuses a flag that the action does not use: silently ignoring a request is worse than an error. */
export function checkFlags(action: Action, args: Arguments): void {
  const taken: readonly FlagName[] = [...action.flags, ...commonFlags];
  for (const name of Object.keys(args) as FlagName[]) {
    if (taken.includes(name)) continue;
    const own = action.flags.map((flag) => `--${flag}`).join(', ');
    const rest = own === '' ? cliWords.noFlagsOfItsOwn : cliWords.thisActionTakesOwn(own);
    const message = `--${name} is not a flag of the action "${action.name}": ${rest}.`;
    throw badUsage(`--${name}`, cliWords.leftOutWithActionName(action.name), message);
  }
}
