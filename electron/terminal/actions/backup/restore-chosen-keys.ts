import { resolve } from 'node:path';
import type { KeySource } from '../../../../shared/contract/keyspace.ts';
import type { RestoreKeysRequest } from '../../../../shared/contract/restore-keys.ts';
import type { ActionContext } from '../../cli/action.ts';
import { namedBackup } from '../../cli/backup-name.ts';
import { previewAndRestore, selectingFlags, selectionOf } from '../../cli/chosen-keys.ts';
import { type newTenantFlags, newTenantOf } from '../../cli/new-tenant.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import type { Arguments, CommonFlag } from '../../flags/flags.ts';
import { type instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import * as backupWords from './words.ts';

/** The flags of a restore of chosen keys, besides those of a whole one. */
export const chosenKeysFlags = [...selectingFlags, 'database', 'existing', 'expiry', 'dry-run', 'file'] as const;

type ChosenArguments = Arguments<
  | (typeof chosenKeysFlags)[number]
  | (typeof instanceFlags)[number]
  | (typeof newTenantFlags)[number]
  | 'backup-name'
  | 'into'
  | 'data'
  | CommonFlag
>;

export function choosesKeys(args: ChosenArguments): boolean {
  return chosenKeysFlags.some((flag) => args[flag] !== undefined);
}

/** Restores the keys that the flags choose. Asks before existing keys are overwritten. */
export async function restoreChosenKeys(context: ActionContext, args: ChosenArguments): Promise<number> {
  return previewAndRestore(context, args, requestOf(args));
}

function requestOf(args: ChosenArguments): RestoreKeysRequest {
  const newTenant = newTenantOf(args);
  const source = sourceOf(args);
  const { into, existing = 'skip', expiry = 'absolute' } = args;
  const selection = selectionOf(args);
  const target = newTenant ? { newTenant } : { into: into ?? instanceOf(args) };
  return { source, selection, ...target, existing, expiry, unsuitable: 'refuse' };
}

function sourceOf(args: ChosenArguments): KeySource {
  const { file, data, 'backup-name': name } = args;
  const chosen = data === undefined ? {} : { data };
  if (file === undefined) {
    return { kind: 'backup', instance: instanceOf(args), name: namedBackup('restore', args), ...chosen };
  }
  if (name === undefined) return { kind: 'file', path: resolve(file), ...chosen };
  throw badUsage('--file', backupWords.leftOutWithBackupName, backupWords.fileAndBackupNameAreTwoSources);
}
