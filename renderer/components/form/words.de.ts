import type { Translation } from '../../../shared/translation.ts';
import type * as english from './words.ts';

export const translation: Translation<typeof english> = {
  copyWhat: (what) => `${what} kopieren`,
  copied: 'Kopiert',
  copy: 'Kopieren',
  theCliCommand: 'CLI-Befehl',
};
