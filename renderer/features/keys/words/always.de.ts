import type { Translation } from '../../../../shared/translation.ts';
import type * as english from './always.ts';

export const translation: Translation<typeof english> = {
  anInstance: 'einer Instanz',
  browseKeysOfId: (id) => `Schlüssel von ${id} durchsuchen`,
  browseKeys: 'Schlüssel durchsuchen',
  dataValuesScanHashListSet: 'daten werte scan hash list set stream inspect datenbank keys',
  newKey: 'Neuer Schlüssel …',
  createAddSet: 'erstellen hinzufügen set',
  switchBetweenKeysAndTheirMemory: 'Zwischen Schlüsseln und ihrem Speicher wechseln',
  treemapLargestSizeAnalysisBigkeys: 'treemap größte größe analyse bigkeys',
  undoTheLastChangeOfKeys: 'Letzte Änderung von Schlüsseln rückgängig machen',
  restoreBringBackDeleted: 'wiederherstellen zurückholen gelöscht undo',
  promote: 'Schlüssel übernehmen …',
  promoteId: (id) => `Schlüssel von ${id} in den Ursprung übernehmen …`,
  mergeBackIntoItsOrigin: 'merge zusammenführen wiederherstellen branch ursprung promote',
};
