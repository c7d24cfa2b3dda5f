import type { Translation } from '../../../shared/translation.ts';
import type * as english from './always-words.ts';

export const translation: Translation<typeof english> = {
  anInstance: 'einer Instanz',
  logOfId: (id) => `Log von ${id}`,
  outputFileLinesRedisLogErrors: 'ausgabe datei zeilen redis.log fehler warnungen tail protokoll',
  toggleFollow: 'Folgen ein oder aus',
  tailPauseResume: 'tail anhalten fortsetzen',
  findInTheLog: 'Im Log suchen',
  search: 'suche',
  doNotWrapLongLogLines: 'Lange Logzeilen nicht umbrechen',
  wrapLongLogLines: 'Lange Logzeilen umbrechen',
  showAbsoluteTimes: 'Genaue Zeiten anzeigen',
  showRelativeTimes: 'Relative Zeiten anzeigen',
  copyLogLines: 'Logzeilen kopieren',
  saveLogAsFile: 'Log als Datei speichern',
  downloadExport: 'herunterladen export',
  log: 'Log',
};
