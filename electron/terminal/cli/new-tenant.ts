import type { CreateTenantInput } from '../../../shared/contract/tenant.ts';
import { badUsage } from '../flags/bad-usage.ts';
import type { Arguments, FlagName } from '../flags/flags.ts';
import * as cliWords from './words.ts';

const about = ['runtime', 'port', 'memory', 'persistence'] as const satisfies FlagName[];

/** The flags of a tenant that a restore creates, and its settings. */
export const newTenantFlags = ['to-client', ...about] as const satisfies FlagName[];

/**
 * The tenant to create; null for none.
 * @throws AppError BAD_VALUE if `--into` contradicts it, or if flags of a new tenant are given without one
 */
export function newTenantOf(args: Arguments<(typeof newTenantFlags)[number] | 'into'>): CreateTenantInput | null {
  const { 'to-client': id, runtime, port, memory, persistence } = args;
  if (id === undefined) {
    const stray = about.find((name) => args[name] !== undefined);
    if (stray === undefined) return null;
    throw badUsage(`--${stray}`, cliWords.leftOut, cliWords.isForANewTenant(stray));
  }
  if (args.into !== undefined) {
    throw badUsage('--into', cliWords.leftOut, cliWords.toClientOrInto(id, args.into));
  }
  return { id, runtime, port, memory, persistence, generatePassword: false };
}
