import type { Translation } from '../../../shared/translation.ts';
import type * as english from './always-words.ts';

export const translation: Translation<typeof english> = {
  runTheChecks: 'Diagnose starten',
  diagnosticsKeywords: 'diagnose prüfungen sicherheit checkliste bericht paket zustand health',
};
