import { useQuery } from '@tanstack/react-query';
import { orpc } from '../client/api.ts';
import * as commandWords from './words.ts';

/**
 * Refetches the data that commands need beside the live statuses: the newest backup and the undoable change. Without a
 * mounted query, change events do not refresh the cached data.
 * @param instance the target of the commands
 */
export function useCommandData(instance: string | null): void {
  useQuery(
    orpc.backups.list.queryOptions({ input: {}, staleTime: 0, meta: { doing: commandWords.readTheListOfBackups } }),
  );
  useQuery(
    orpc.backups.undoable.queryOptions({
      input: { instance: instance ?? '' },
      enabled: instance !== null,
      staleTime: 0,
      meta: { doing: commandWords.checkWhatCanBeUndone },
    }),
  );
}

/**
 * Fetches the data of other palette entries: tenants with their groups, and the settings of one instance.
 * @param instance whose settings to fetch
 */
export function usePaletteData(instance: string | null): void {
  useCommandData(instance);
  useQuery(orpc.tenants.list.queryOptions({ meta: { doing: commandWords.readTheListOfTenants } }));
  useQuery(
    orpc.settings.describe.queryOptions({
      input: { id: instance ?? '' },
      enabled: instance !== null,
      meta: { doing: commandWords.readTheSettingsOfInstance(instance ?? commandWords.anInstance) },
    }),
  );
}
