import type { Translation } from '../../../../shared/translation.ts';
import type * as english from './modules.ts';

export const translation: Translation<typeof english> = {
  name: 'Modul',
  version: 'Version',
  types: 'Werttypen',
  arguments_: 'Argumente',
  loadedBy: 'Geladen durch',
  file: 'Datei',
  ofRedisConf: 'redis.conf',
  nextStart: 'redis.conf, ab dem nächsten Start',
  ofTheImage: 'das Image',
  ofTheServer: 'den Server selbst',
  elsewhere: 'MODULE LOAD, bis zum Neustart',
  nameUnknown: 'bekannt, sobald es geladen ist',
  load: 'Modul laden …',
  unload: 'Entladen …',
  unloadNamed: (module) => `${module} entladen`,
  listOf: (id) => `Module von ${id}`,
  readModules: (id) => `Module von ${id} lesen`,
  noneTitle: (id) => `${id} lädt keine Module`,
  noneText:
    'Ein Modul erweitert Redis um Befehle und Werttypen. Die Datei auswählen oder hier ablegen. Sie wird zuerst in einem Testserver probiert.',
  stopped:
    'Der Server ist gestoppt. Dies sind die Module der redis.conf; ihre Namen sind bekannt, sobald sie geladen sind.',
  refused: (said) => `Der Server nennt seine Module nicht (${said}). Dies sind die Module der redis.conf.`,
  values: (list) => `Werte von Modulen in den Datenbanken: ${list}.`,
  valuesAtLeast: (list) =>
    `Werte von Modulen in den Datenbanken: mindestens ${list}. Nicht alle Schlüssel wurden gelesen.`,
  keysOfType: (keys, type) => `${keys} vom Typ ${type}`,
  whyFixed: {
    elsewhere: (place) =>
      place === null
        ? 'Es wurde mit MODULE LOAD geladen und ist nach dem nächsten Neustart weg.'
        : `${place} lädt es. Dort entfernen.`,
    image: () => 'Es gehört zum Image des Containers.',
    server: () => 'Es ist ein Teil des Servers.',
  },
  dropToLoad: (id) => `Ablegen, um es als Modul von ${id} zu laden`,
  loadInto: (id) => `Modul in ${id} laden`,
  loadIt: 'Laden und neu starten',
  loadStopped: 'Laden',
  loadIntroduction:
    'Die Datei wird neben die redis.conf kopiert, wo der Server sie laden kann. Redis führt den Code eines Moduls mit allen eigenen Rechten aus: nur vertrauenswürdige Module laden.',
  chooseFile: 'Datei auswählen',
  orDropIt: 'Ein kompiliertes Modul wie module.so, oder irgendwo ablegen',
  orPath: 'Oder ein Pfad',
  pathExplained: 'Auf dem Computer, auf dem diese App läuft.',
  argumentsExplained: 'Wie in redis.conf: durch Leerzeichen getrennt, mit Anführungszeichen um eines mit Leerzeichen.',
  tried: 'In einem Testserver probiert:',
  trying: 'Wird in einem Testserver probiert …',
  itsCommands: (list) => `Befehle: ${list}`,
  restartsOnce: 'Der Server startet einmal neu. Die Schlüssel werden vorher und nachher gezählt.',
  atNextStart: 'Der Server ist gestoppt und lädt es beim nächsten Start.',
  checkTheModule: 'Modul prüfen',
  unloadTitle: (module, id) => `${module} aus ${id} entladen?`,
  unloadIt: 'Entladen und neu starten',
  checkWhatIsLost: 'Prüfen, was beim Entladen des Moduls verloren geht',
  counting: 'Schlüssel, die nur dieses Modul lesen kann, werden gesucht …',
  loses: (list) => `${list} werden gelöscht: Nichts anderes kann sie lesen, und Redis würde mit ihnen nicht starten.`,
  backupFirst:
    'Zuerst wird ein Sicherheits-Backup erstellt. Um die Schlüssel zurückzuholen, das Modul wieder laden, dann „Rückgängig“ wählen.',
  losesNothing: 'Kein Schlüssel braucht dieses Modul. Alle Schlüssel bleiben.',
  commandsGo: (list) => `Diese Befehle entfallen: ${list}`,
  loaded: (module, id) => `${module} in ${id} geladen`,
  unloaded: (module, id) => `${module} aus ${id} entladen`,
  notVerified: 'Der Server nennt seine Module nicht, deshalb wurde das nicht geprüft.',
  undo: 'Rückgängig',
  and: ' und ',
};
