import { useBackups } from './use-backups.ts';

/** Why a backup cannot be called so; null when it can. @param except its own name, when it is renamed */
export function useTaken(instance: string, name: string, except?: string): string | null {
  const { backups } = useBackups(instance);
  const taken = name !== except && backups?.some((backup) => backup.name === name);
  return taken ? `${instance} has a backup “${name}” already. Choose another name.` : null;
}
