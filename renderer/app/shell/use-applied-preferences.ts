import { useEffect, useRef } from 'react';
import type { PreferenceList } from '../../../shared/contract/preference.ts';
import { setByteUnits } from '../../../shared/format/bytes.ts';
import { preferenceNow, showTheme, usePreferenceList } from '../../client/preferences.ts';
import { hideDone, showWarning } from '../../client/toasts.tsx';
import { keepLanguage, type Language } from '../../lib/language.ts';
import { timeFormat } from '../../lib/time-format.ts';
import * as appWords from '../words.ts';

/** Applies the preferences of a view, at the start and after each change by any client. */
export function useAppliedPreferences(): void {
  const { data } = usePreferenceList();
  const first = useRef(true);
  useEffect(() => {
    if (data === undefined) return;
    setByteUnits(preferenceNow('units'));
    timeFormat.set(preferenceNow('times'));
    applyLanguage(preferenceNow('language'), first.current);
    // A browser of an earlier version has its own choice, which stays until a theme is chosen here.
    if (!first.current || isChosen(data)) showTheme(preferenceNow('theme'));
    first.current = false;
  }, [data]);
}

/** A page that was just opened reloads. Later the user decides, because a reload clears typed text. */
function applyLanguage(chosen: Language, justOpened: boolean): void {
  const differs = keepLanguage(chosen);
  if (justOpened) {
    // Not even a hidden message, because the first message loads the code of messages.
    if (differs) location.reload();
    return;
  }
  hideDone(appWords.languageChanged);
  if (!differs) return;
  showWarning(appWords.languageChanged, undefined, { label: appWords.reload, run: () => location.reload() });
}

function isChosen({ items }: PreferenceList): boolean {
  return items.some(({ name, from }) => name === 'theme' && from === 'chosen');
}
