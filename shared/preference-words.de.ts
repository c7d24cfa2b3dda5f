import type * as english from './preference-words.ts';
import type { Translation } from './translation.ts';

export const translation: Translation<typeof english> = {
  preferenceWords: {
    theme: { title: 'Farben', hint: '', choices: { system: 'System', light: 'Hell', dark: 'Dunkel' } },
    language: {
      title: 'Sprache',
      hint: 'Die Seite lädt darin neu',
      choices: { en: 'English', de: 'Deutsch' },
    },
    times: {
      title: 'Zeitangaben',
      hint: 'Die andere Form steht im Tooltip',
      choices: { relative: 'Relativ', exact: 'Genau' },
    },
    units: { title: 'Größen', hint: '', choices: { binary: '1 KB = 1.024 Byte', decimal: '1 kB = 1.000 Byte' } },
    'start-at-login': {
      title: 'Bei der Anmeldung starten',
      hint: 'Ohne Fenster, wenn die App im Hintergrund weiterläuft',
    },
    'keep-running': {
      title: 'Im Hintergrund weiterlaufen',
      hint: 'Zeitpläne und Diagramme laufen ohne Fenster weiter',
    },
    runtime: {
      title: 'Runtime',
      hint: 'Automatisch: die erste, die antwortet',
      choices: { auto: 'Automatisch', docker: 'Docker', process: 'Prozess' },
    },
    engine: { title: 'Docker-Engine', hint: 'Adresse der Engine, solange keine Instanz eine nennt; leer: gesucht' },
    image: { title: 'Redis-Image', hint: 'Für Docker' },
    mirror: { title: 'Spiegelserver', hint: 'Wird vor Docker Hub gefragt; leer: keiner' },
    'sampling-interval': { title: 'Messabstand', hint: 'Auch für Warnungen und den Exporter', unit: 'ms' },
    'watched-interval': { title: 'Bei offenen Diagrammen', hint: '', unit: 'ms' },
    'charts-kept': { title: 'Diagramme behalten', hint: 'Ältere Werte löscht das nächste Aufräumen', unit: 'Tage' },
    'backups-kept': {
      title: 'Altersgrenze beim Aufräumen',
      hint: 'Für cleanup-backups ohne Grenzen; angeheftete und das neueste geprüfte Backup bleiben',
      unit: 'Tage',
    },
    'undo-space': {
      title: 'Platz zum Rückgängigmachen',
      hint: 'Für Schlüssel; höchstens die Hälfte des freien Platzes; die neueste Änderung bleibt 7 Tage',
      unit: 'GB',
    },
    'verify-backups': { title: 'Jedes Backup prüfen', hint: 'Stellt es in einem Testserver wieder her' },
    passwords: {
      title: 'Eingegebene Passwörter aufbewahren',
      hint: 'Eine Datei mit Modus 0600 lesen auch CLI und Web-UI; einen Schlüsselbund nur die Desktop-App',
      choices: { keychain: 'Im Schlüsselbund', file: 'In einer Datei' },
    },
    'new-read-only': {
      title: 'Neue Instanzen schreibgeschützt',
      hint: 'Die App ändert keine Schlüssel, bis es erlaubt wird',
    },
    metrics: { title: 'Messwerte bereitstellen', hint: 'Für Programme auf diesem Computer, solange die App läuft' },
    'metrics-port': { title: 'Port der Messwerte', hint: '' },
    updates: {
      title: 'Aktualisierungen',
      hint: 'Ohne Zustimmung wird nichts installiert',
      choices: { off: 'Nicht suchen', notify: 'Suchen und melden', download: 'Suchen und herunterladen' },
    },
    'skipped-update': { title: 'Übersprungene Version', hint: '' },
    'seen-version': { title: 'Zuletzt gesehene Version', hint: '' },
    'seen-tour': { title: 'Rundgang gesehen', hint: '' },
  },
  preferenceGroups: {
    general: 'Allgemein',
    storage: 'Speicherort und Engine',
    sampling: 'Messung',
    backups: 'Backups',
    security: 'Sicherheit',
    integration: 'Anbindung',
    updates: 'Aktualisierung',
    state: 'Was die App sich merkt',
  },
};
