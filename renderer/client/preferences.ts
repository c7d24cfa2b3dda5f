import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { PreferenceChanges, PreferenceList } from '../../shared/contract/preference.ts';
import { definitionOf, type PreferenceName, type PreferenceValues } from '../../shared/contract/preference-table.ts';
import { colourScheme } from '../theme/colour-scheme-store.ts';
import { api, orpc } from './api.ts';
import { queryClient } from './query-client.ts';
import { showFailure } from './toasts.tsx';
import * as clientWords from './words.ts';

/** The preferences of the app; a change by any client is fetched. */
export function usePreferenceList(): UseQueryResult<PreferenceList> {
  return useQuery(
    orpc.preferences.list.queryOptions({
      staleTime: Number.POSITIVE_INFINITY,
      meta: { doing: clientWords.readThePreferences },
    }),
  );
}

/** A preference as it was read last; its default until then. */
export function preferenceNow<N extends PreferenceName>(name: N): PreferenceValues[N] {
  const list = queryClient.getQueryData<PreferenceList>(orpc.preferences.list.queryKey());
  const value = list?.items.find((item) => item.name === name)?.value;
  // The core returns only values that its table of preferences allows.
  return (value ?? definitionOf(name).initial) as PreferenceValues[N];
}

export async function savePreferences(changes: PreferenceChanges): Promise<PreferenceList> {
  const saved = await api.preferences.save(changes);
  queryClient.setQueryData(orpc.preferences.list.queryKey(), saved);
  return saved;
}

const schemes = { system: 'auto', light: 'light', dark: 'dark' } as const;

/** Shows a theme in this window. */
export function showTheme(theme: PreferenceValues['theme']): void {
  colourScheme.set(schemes[theme]);
}

/** Shows a theme immediately, and keeps it for all windows. */
export function chooseTheme(theme: PreferenceValues['theme']): void {
  showTheme(theme);
  savePreferences({ theme }).catch((error: unknown) =>
    showFailure(clientWords.keepTheTheme, error, () => chooseTheme(theme)),
  );
}
