import type { InstanceState } from '../../shared/contract/instance.ts';
import type { Translation } from '../../shared/translation.ts';
import type * as english from './words.ts';

const states: Readonly<Record<InstanceState, string>> = {
  missing: 'nicht installiert',
  stopped: 'gestoppt',
  starting: 'startet',
  running: 'läuft',
  unhealthy: 'auffällig',
};

const reasons: Readonly<Record<string, string>> = {
  crashed: 'er ist abgestürzt',
  killed: 'ein anderes Programm hat ihn beendet',
  oom: 'ihm ging der Speicher aus',
};

export const translation: Translation<typeof english> = {
  openApp: 'Vrooli Redis Desktop öffnen',
  open: 'Öffnen',
  start: 'Starten',
  stop: 'Stoppen',
  backUpNow: 'Jetzt sichern',
  quit: 'Beenden',
  noInstances: 'Noch keine Instanz',
  instanceInState: (id, state, port) => `${id}${port === null ? '' : ` :${port}`} – ${states[state]}`,
  trayState: (name, running, all, troubled) =>
    `${name}: ${running} von ${all} ${all === 1 ? 'Instanz' : 'Instanzen'} ${running === 1 ? 'läuft' : 'laufen'}${
      troubled.length > 0 ? `; auffällig: ${troubled.join(', ')}` : ''
    }`,
  couldNotStart: (id) => `${id} wurde nicht gestartet`,
  couldNotStop: (id) => `${id} wurde nicht gestoppt`,
  couldNotBackUp: (id) => `${id} wurde nicht gesichert`,
  backedUp: (id) => `${id} ist gesichert`,
  openForDetails: 'Die App zeigt die Einzelheiten.',
  keepsRunning: 'Die App läuft ohne ihr Fenster weiter',
  keepsRunningWithTray:
    'Sie zeichnet weiter auf, achtet auf Warnungen und erstellt geplante Backups. Das Tray-Symbol öffnet das Fenster. In den App-Einstellungen lässt sich das abschalten.',
  keepsRunningWithoutTray:
    'Sie zeichnet weiter auf, achtet auf Warnungen und erstellt geplante Backups. Dieser Desktop zeigt kein Tray-Symbol: Ein weiterer Start der App öffnet das Fenster. In den App-Einstellungen lässt sich das abschalten.',
  keepRunning: 'Weiterlaufen lassen',
  viewEnded: 'Das Fenster funktioniert nicht mehr',
  viewEndedWhy: (reason) =>
    `Der Prozess, der das Fenster zeichnet, wurde beendet: ${reasons[reason] ?? `Chromium meldet „${reason}“`}. Redis, Aufzeichnung und geplante Backups sind nicht betroffen.`,
  loadAgain: 'Fenster neu laden',
  saveReport: 'Bericht speichern',
  reportHolds: 'Der Bericht enthält die Versionen, den Grund und das Ende des Logs der App. Er enthält kein Passwort.',
  couldNotSaveReport: 'Der Bericht wurde nicht gespeichert',
  stillAtWork: (titles) => `Noch in Arbeit: ${titles}`,
  whatQuittingDoes:
    'Die App kann sich danach schließen, oder die Arbeit wird jetzt abgebrochen; Begonnenes wird dann rückgängig gemacht.',
  keepOpen: 'Geöffnet lassen',
  closeWhenDone: 'Danach schließen',
  cancelAndClose: 'Abbrechen und schließen',
  file: '&Datei',
  edit: '&Bearbeiten',
  view: '&Ansicht',
  go: '&Gehe zu',
  instance: '&Instanz',
  window: '&Fenster',
  help: '&Hilfe',
  redisDocumentation: 'Redis-Dokumentation',
  dockerDocumentation: 'Docker-Dokumentation',
  about: (name) => `Über ${name}`,
  quitApp: (name) => `${name} beenden`,
  exit: 'Beenden',
  roles: {
    close: 'Fenster schließen',
    undo: 'Rückgängig',
    redo: 'Wiederholen',
    cut: 'Ausschneiden',
    copy: 'Kopieren',
    paste: 'Einfügen',
    delete: 'Löschen',
    selectAll: 'Alles auswählen',
    reload: 'Neu laden',
    toggleDevTools: 'Entwicklerwerkzeuge',
    resetZoom: 'Originalgröße',
    zoomIn: 'Vergrößern',
    zoomOut: 'Verkleinern',
    togglefullscreen: 'Vollbild',
    minimize: 'Minimieren',
    zoom: 'Zoomen',
    front: 'Alle nach vorn',
    services: 'Dienste',
    hide: 'Ausblenden',
    hideOthers: 'Andere ausblenden',
    unhide: 'Alle einblenden',
  },
};
