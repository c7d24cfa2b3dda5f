import type { Translation } from '../../../../shared/translation.ts';
import type * as english from './tree.ts';

export const translation: Translation<typeof english> = {
  countTheMatches: 'Treffer zählen',
  readTheFoldersOfTheTree: 'Ordner des Baums lesen',
  noPrefix: '(ohne Präfix)',
  prefixes: 'Präfixe',
  prefix: 'Präfix',
  matches: 'Treffer',
  keys: 'Schlüssel',
  bytes: 'Bytes',
  couldNotReadTheFolders: 'Die Ordner konnten nicht gelesen werden',
  databasesAndPrefixes: 'Datenbanken und Präfixe',
};
