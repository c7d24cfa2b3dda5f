import { BACKUP_NAME_RULE } from '../../../shared/contract/backup.ts';
import { badUsage } from '../flags/bad-usage.ts';
import type { Arguments } from '../flags/flags.ts';
import * as cliWords from './words.ts';

/** The named backup. @throws AppError BAD_VALUE if none was named */
export function namedBackup(action: string, args: Arguments<'backup-name'>): string {
  const name = args['backup-name'];
  if (name !== undefined) return name;
  const why = cliWords.actionNeedsABackupAddBackup(action);
  throw badUsage('--backup-name', BACKUP_NAME_RULE, why);
}
