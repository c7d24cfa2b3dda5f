import type { UseMutationResult } from '@tanstack/react-query';
import type { PreferenceChanges, PreferenceList, PreferenceState } from '../../../shared/contract/preference.ts';
import {
  definitionOf,
  type PreferenceGroup,
  type PreferenceName,
  preferenceText,
} from '../../../shared/contract/preference-table.ts';
import { preferenceGroups, preferenceWords } from '../../../shared/preference-words.ts';
import { api, orpc } from '../../client/api.ts';
import { useAppMutation } from '../../client/app-mutation.ts';
import { savePreferences } from '../../client/preferences.ts';
import { queryClient } from '../../client/query-client.ts';
import * as words from './words.ts';

/** Saves one preference; its failure is a toast, and the control returns to the value in effect. */
export function useSavePreference(name: PreferenceName): UseMutationResult<PreferenceList, Error, PreferenceChanges> {
  return useAppMutation<PreferenceList, PreferenceChanges>({
    doing: words.change(preferenceWords[name].title),
    run: savePreferences,
  });
}

export function useResetPreferences(): UseMutationResult<PreferenceList, Error, readonly PreferenceName[]> {
  return useAppMutation<PreferenceList, readonly PreferenceName[]>({
    doing: words.resetAll,
    run: (names) => api.preferences.reset({ names: [...names] }),
    onSuccess: (list) => queryClient.setQueryData(orpc.preferences.list.queryKey(), list),
  });
}

/** The preferences of the page: those that this client acts on, by group, that match the search. */
export function shownPreferences(
  items: readonly PreferenceState[],
  search: string,
): readonly (readonly [PreferenceGroup, readonly PreferenceState[]])[] {
  const wanted = search.trim().toLowerCase().split(/\s+/);
  const shown = items.filter((item) => {
    const { group } = definitionOf(item.name);
    if (group === 'state' || !item.honoured) return false;
    const { title, hint } = preferenceWords[item.name];
    const text = [item.name, title, hint, preferenceGroups[group], preferenceText(item.value)].join(' ').toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
  const groups = [...new Set(shown.map(({ name }) => definitionOf(name).group))];
  return groups.map((group) => [group, shown.filter(({ name }) => definitionOf(name).group === group)]);
}

/** Of those that the page shows. */
export function changedPreferences(items: readonly PreferenceState[]): readonly PreferenceName[] {
  return shownPreferences(items, '').flatMap(([, states]) =>
    states.flatMap(({ name, from }) => (from === 'chosen' ? [name] : [])),
  );
}
