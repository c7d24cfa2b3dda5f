import type { Translation } from '../../../../shared/translation.ts';
import type * as english from './export.ts';

export const translation: Translation<typeof english> = {
  copyTheImage: 'Bild kopieren',
  imageCopied: 'Bild kopiert',
  saveTheImage: 'Bild speichern',
  imageSaved: 'Bild gespeichert',
  copyTheData: 'Daten kopieren',
  dataCopiedAsCsv: 'Daten als CSV kopiert',
  saveTheData: 'Daten speichern',
  dataSavedAsCsv: 'Daten als CSV gespeichert',
  savedToYourDownloads: 'Im Ordner für Downloads gespeichert.',
  copyImagePng: 'Bild kopieren (PNG)',
  saveImagePng: 'Bild speichern (PNG)',
  copyDataCsv: 'Daten kopieren (CSV)',
  saveDataCsv: 'Daten speichern (CSV)',
  perSecond: 'je Sekunde',
  bytesPerSecond: 'Bytes je Sekunde',
  to10: '0 bis 1',
  percentOfOneCore: 'Prozent eines Kerns',
  valuesAt: (at) => ` · Werte um ${at}`,
  fromToFullTimeValues: (from, fullTime, values) => `${from} bis ${fullTime}${values}`,
  allInstancesWindow: (window) => `Alle Instanzen · ${window}`,
  noCanvas: 'Der Browser kann keine Bilder erstellen (kein Canvas). Die Daten stattdessen als CSV speichern.',
  imageTooLarge: 'Das Bild ist zu groß für diesen Browser. Einige Diagramme ausblenden und erneut versuchen.',
  copyNotAllowed:
    'Der Browser erlaubt dieser Seite nicht, Bilder zu kopieren. Das Bild stattdessen als Datei speichern.',
};
