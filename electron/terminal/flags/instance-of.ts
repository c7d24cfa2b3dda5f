import { MAIN } from '../../../shared/contract/names.ts';
import { badUsage } from './bad-usage.ts';
import type { Arguments, FlagName } from './flags.ts';
import * as flagsWords from './words.ts';

/** The two names of the flag that chooses an instance. */
export const instanceFlags = ['instance', 'client-id'] as const satisfies FlagName[];

/** The chosen instance, `main` by default. @throws AppError BAD_VALUE if the two flags disagree */
export function instanceOf(args: Arguments<(typeof instanceFlags)[number]>): string {
  const { instance, 'client-id': client } = args;
  if (instance !== undefined && client !== undefined && instance !== client) {
    const message = `--instance ${instance} and --client-id ${client} mean the same flag: give one of them.`;
    throw badUsage('--client-id', flagsWords.theSameAsInstance, message);
  }
  return instance ?? client ?? MAIN;
}

/** An instance at the beginning of a sentence: `Main Redis`, `Tenant acme-corp`. */
export function nameOf(id: string): string {
  return id === MAIN ? flagsWords.mainRedis : flagsWords.tenantId(id);
}
