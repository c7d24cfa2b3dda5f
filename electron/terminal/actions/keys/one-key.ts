import type { KeyName } from '../../../../shared/contract/key-name.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import type { Arguments } from '../../flags/flags.ts';
import { onlyOne } from '../../flags/only-one.ts';
import * as keysWords from './words.ts';

/** The key that the flags name. @throws AppError BAD_VALUE */
export function keyOf(args: Arguments<'key' | 'key-base64'>): KeyName {
  const key = onlyOne('--key', args.key);
  const base64 = onlyOne('--key-base64', args['key-base64']);
  if (key !== undefined && base64 !== undefined) {
    throw badUsage(
      '--key-base64',
      keysWords.leftOutWithKey,
      '--key and --key-base64 name the same key: give one of them.',
    );
  }
  if (base64 !== undefined) return { base64 };
  if (key !== undefined) return { text: key };
  throw badUsage('--key', keysWords.theNameOfAKey, keysWords.thisNeedsAKey);
}

/** The database of one key, 0 by default. @throws AppError BAD_VALUE */
export function databaseOf({ database = 0 }: Arguments<'database'>): number {
  if (database !== 'all') return database;
  throw badUsage('--database', keysWords.aNumber, keysWords.aKeyIsInOneDatabase);
}
