import { badUsage } from './bad-usage.ts';
import * as flagsWords from './words.ts';

/** The value of a flag that other actions accept several times. @throws AppError BAD_VALUE if it was repeated */
export function onlyOne<T>(flag: string, values: readonly T[] | undefined): T | undefined {
  if (values === undefined || values.length < 2) return values?.[0];
  throw badUsage(flag, flagsWords.givenOnce, flagsWords.thisActionTakesFlagOnce(flag));
}
