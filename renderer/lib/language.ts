/** The languages of the interface. */
export type Language = 'en' | 'de';

const languages: readonly Language[] = ['en', 'de'];

const KEY = 'vrooli.language';

/** The language of this page. It cannot change while the page is open: another one needs a reload. */
export const language: Language = keptLanguage();

/** The tag for `Intl`: formats of numbers and dates. */
export const locale = { en: 'en-US', de: 'de-DE' }[language];

/**
 * Stores the language for the next load of the page.
 * @returns whether a reload will show it: a browser may refuse to store anything
 */
export function keepLanguage(next: Language): boolean {
  try {
    localStorage.setItem(KEY, next);
  } catch {
    return false;
  }
  return next !== language && keptLanguage() === next;
}

function keptLanguage(): Language {
  try {
    const kept = localStorage.getItem(KEY);
    return languages.find((one) => one === kept) ?? 'en';
  } catch {
    return 'en';
  }
}
