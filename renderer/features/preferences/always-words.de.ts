import type { Translation } from '../../../shared/translation.ts';
import type * as english from './always-words.ts';

export const translation: Translation<typeof english> = {
  openPreferences: 'App-Einstellungen öffnen',
  keywords:
    'optionen konfiguration farben sprache größen datenordner engine aktualisierung version lizenzen preferences',
  whatsNew: 'Neuerungen anzeigen',
  whatsNewKeywords: 'änderungen changelog versionshinweise version neu',
  aboutThisApp: 'Über diese App',
};
