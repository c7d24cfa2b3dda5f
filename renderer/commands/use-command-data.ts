import { useQuery } from '@tanstack/react-query';
import { orpc } from '../client/api.ts';

/**
 * Reads again, while commands are shown, what they need beside the live figures: which backup is the newest, and
 * what can be undone. Where no view shows these, changes leave what was read before as it is.
 * @param instance the one they are about
 */
export function useCommandData(instance: string | null): void {
  useQuery(orpc.backups.list.queryOptions({ input: {}, staleTime: 0, meta: { doing: 'Read the list of backups' } }));
  useQuery(
    orpc.backups.undoable.queryOptions({
      input: { instance: instance ?? '' },
      enabled: instance !== null,
      staleTime: 0,
      meta: { doing: 'Look what can be undone' },
    }),
  );
}

/**
 * Reads what the palette finds beside commands: tenants with their groups, and the settings of one instance.
 * @param instance the one whose settings are found
 */
export function usePaletteData(instance: string | null): void {
  useCommandData(instance);
  useQuery(orpc.tenants.list.queryOptions({ meta: { doing: 'Read the list of tenants' } }));
  useQuery(
    orpc.settings.describe.queryOptions({
      input: { id: instance ?? '' },
      enabled: instance !== null,
      meta: { doing: `Read the settings of ${instance ?? 'an instance'}` },
    }),
  );
}
