import type { Translation } from '../../../../shared/translation.ts';
import type * as english from './transfer.ts';

export const translation: Translation<typeof english> = {
  chooseTheDataSet: 'Datenbestand wählen',
  holdsCountDataSetsAndNeither: (count) =>
    ` enthält ${count} Datenbestände, und weder eine redis.conf noch die Zeitangaben zeigen, welchen der Server geladen hat. Nichts wurde geändert.`,
  dataSets: 'Datenbestände',
  yourChoiceIsRecordedWithThe:
    'Die Wahl wird mit dem Backup gespeichert. Prüfung und Wiederherstellung laden genau diese Daten.',
  noDate: 'ohne Zeitangabe',
  writtenModifiedAtRelativeTime: (modifiedAt, relativeTime) => `geschrieben ${modifiedAt}, ${relativeTime}`,
  downloadingName: (name) => `${name} wird heruntergeladen`,
  savedToYourDownloads: 'Im Ordner für Downloads gespeichert.',
  exportName: (name) => `${name} exportieren`,
  exportText: 'Exportieren',
  exportTo: 'Ziel',
  aFolderOrANewFile: 'Ein Ordner oder eine neue Datei auf dem Computer, auf dem Redis läuft.',
  anInfoFileOnlyDescribesA:
    'Eine .info-Datei beschreibt ein Backup nur. Dazu den Dump oder das Archiv wählen, zu dem sie gehört.',
  importOneBackupAtATime: 'Ein Backup auf einmal importieren: eine Datei, oder einen Dump mit seiner .info-Datei.',
  nameIsEmptyOrAFolder: (name) => `${name} ist leer oder ein Ordner. Eine Backup-Datei wählen.`,
  theUploadWasStopped: 'Das Hochladen wurde abgebrochen.',
  dropAFileHere: 'Datei hier ablegen',
  rdbAofGzTarTgzOr: '.rdb, .aof, .gz, .tar, .tgz oder ein exportiertes Backup, mit .info-Datei, falls vorhanden',
  chosenFiles: 'Gewählte Dateien',
  clear: 'Leeren',
  choose: 'Auswählen …',
  importABackup: 'Backup importieren',
  importABackupOfInstance: (instance) => `Backup von ${instance} importieren`,
  importText: 'Importieren',
  installAnInstanceFirst: 'Zuerst eine Instanz installieren.',
  asABackupOf: 'Als Backup von',
  orAPath: 'Oder ein Pfad',
  onTheComputerRunningRedisThe: 'Auf dem Computer, auf dem Redis läuft. Die Datei wird nicht verschoben.',
  name: 'Name',
  sameAsFileName: 'Wie die Datei',
  theInstance: 'die Instanz',
  theBackupIsVerifiedImmediately: (value) => `Das Backup wird sofort geprüft; unverändert bleibt: ${value}.`,
  enterAPath: 'Den Pfad eines Ordners oder einer Datei eingeben.',
  chooseAFileOrPath: 'Eine Datei auswählen oder ihren Pfad eingeben.',
};
