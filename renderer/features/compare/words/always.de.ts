import type { Translation } from '../../../../shared/translation.ts';
import type * as english from './always.ts';

export const translation: Translation<typeof english> = {
  compareBackupsAndInstances: 'Schlüssel vergleichen',
  compareKeysOf: (id) => `Schlüssel von ${id} vergleichen`,
  keywords: 'diff unterschied geändert hinzugefügt entfernt backup wiederherstellen',
};
