import type { Translation } from '../../../../shared/translation.ts';
import type * as english from './list.ts';

export const translation: Translation<typeof english> = {
  readTheListOfKeys: 'Liste der Schlüssel lesen',
  withoutAPrefix: 'ohne Präfix',
  allDatabases: 'allen DBs',
  selectTheLoadedKeys: 'Geladene Schlüssel auswählen',
  key: 'Schlüssel',
  inPlace: 'in ',
  type: 'Typ',
  bytes: 'Bytes',
  expiresIn: 'Läuft ab in',
  selectKey: (key) => `${key} auswählen`,
  dbDatabase: (database) => `db${database}`,
  never: 'nie',
  listOfKeys: 'Liste der Schlüssel',
  keys: 'Schlüssel',
};
