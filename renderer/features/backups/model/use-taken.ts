import * as listWords from '../words/list.ts';
import { useBackups } from './use-backups.ts';

/** Why a backup name is not available; null if it is. @param except the current name of a renamed backup */
export function useTaken(instance: string, name: string, except?: string): string | null {
  const { backups } = useBackups(instance);
  const taken = name !== except && backups?.some((backup) => backup.name === name);
  return taken ? listWords.instanceAlreadyHasABackupName(instance, name) : null;
}
