import type { Translation } from '../../../shared/translation.ts';
import type * as english from './words.ts';

export const translation: Translation<typeof english> = {
  readTheRecentActivity: 'Letzte Aktivität lesen',
  recentActivity: 'Letzte Aktivität',
  allActivity: 'Gesamte Aktivität',
  theActivityLogHasNoEntries: 'Das Aktivitätsprotokoll hat noch keine Einträge.',
  fromATerminal: 'aus einem Terminal',
  instances: 'Instanzen',
  reading: 'wird gelesen …',
  couldNotReadTheInstances: 'Die Instanzen konnten nicht gelesen werden',
  readTheActivityOfId: (id) => `Aktivität von ${id} lesen`,
  recentOperations: 'Letzte Vorgänge',
  theActivityLogHasNoEntries2: (id) => `Das Aktivitätsprotokoll hat keine Einträge zu ${id}.`,
  couldNotReadTheActivityLog: (message) => `Das Aktivitätsprotokoll konnte nicht gelesen werden. ${message}`,
  installItInOneClickData: 'Mit einem Klick installieren. Daten einer früheren Installation werden weiterverwendet.',
  mayHaveBeenDeleted: 'Sie wurde vielleicht gelöscht oder gehört zu einem anderen VROOLI_HOME.',
  connectionAndActivityOfId: (id) => `Verbindung und Aktivität von ${id}`,
  tour: 'Drei Dinge zum Kennenlernen',
  tourDismiss: 'Ausblenden',
  tourBackups: 'Backups werden geprüft',
  tourBackupsText:
    'Jedes Backup wird in einem Testserver wiederhergestellt, und seine Schlüssel werden gezählt. Ein Zeitplan sichert, solange die App läuft.',
  tourOpenBackups: 'Backups öffnen',
  tourKeys: 'Jeder Schlüssel ist sichtbar',
  tourKeysText:
    'Schlüssel einer Instanz oder eines Backups durchsuchen und vergleichen. Änderungen lassen sich rückgängig machen, einzelne Schlüssel wiederherstellen.',
  tourOpenKeys: 'Schlüssel durchsuchen',
  tourCommands: 'Strg K findet alles',
  tourCommandsText:
    'Instanzen, Backups, Einstellungen und jeden Befehl, jeweils mit der Zeile, die dasselbe im Terminal tut.',
  tourOpenCommands: 'Suchen',
  disconnected: 'Keine Verbindung zur App. Diese Seite geht weiter, sobald sie wieder besteht.',
  machines: 'Rechner',
};
