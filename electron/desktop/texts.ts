import type { PreferenceValues } from '../../shared/contract/preference-table.ts';
import { createCoreSentence } from '../../shared/core-sentence.ts';
import { translation as germanCoreWords } from '../../shared/core-words.de.ts';
import type * as coreWords from '../../shared/core-words.ts';
import type { Translation } from '../../shared/translation.ts';
import { translation as german } from './words.de.ts';
import * as english from './words.ts';

type Texts = Translation<typeof english>;
type Language = PreferenceValues['language'];

const texts: Readonly<Record<Language, Texts>> = { en: english, de: german };
/** Of the core, by what it gives a text for. */
const coreTexts: Readonly<Record<Language, Record<keyof typeof coreWords, (text: string) => string>>> = {
  en: { sentences: (text) => text, details: (text) => text },
  de: {
    sentences: createCoreSentence(germanCoreWords.sentences),
    details: createCoreSentence(germanCoreWords.details),
  },
};

/** English until the preferences are read. */
let language: Language = 'en';
const listeners = new Set<() => void>();

/** The texts of menus, tray, notifications and dialogs, in the preferred language. */
export function desktopWords(): Texts {
  return texts[language];
}

/** The preferred language, for a page that has it as its `lang`. */
export function desktopLanguage(): Language {
  return language;
}

/**
 * A title from the core, such as that of an operation or an alert, in the preferred language. English if no pattern
 * matches.
 */
export function coreSentence(title: string): string {
  return coreTexts[language].sentences(title);
}

/** What the core says about an operation, an alert or a failure, in the same way. */
export function coreDetail(detail: string): string {
  return coreTexts[language].details(detail);
}

/** Calls the listener after each change of the language. */
export function onLanguage(listener: () => void): void {
  listeners.add(listener);
}

export function chooseLanguage(chosen: Language): void {
  if (chosen === language) return;
  language = chosen;
  for (const listener of listeners) listener();
}
