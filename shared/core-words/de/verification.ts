import type { Patterns } from '../../core-sentence.ts';

/** What a verification found, and why a scratch server could not load data. */
export const verification: Patterns = [
  ['Loaded in a scratch Redis (.+): ([\\d,.]+) keys?(.+)', 'In einem Redis $1 zum Testen geladen: $2 Schlüssel@3'],
  [', all databases match.', ', alle Datenbanken stimmen überein.'],
  [', all databases match, ([\\d,.]+) expired since.', ', alle Datenbanken stimmen überein, $1 seitdem abgelaufen.'],
  [
    ', all databases match, ([\\d,.]+) values? compared with the server.',
    ', alle Datenbanken stimmen überein, $1 Werte mit dem Server verglichen.',
  ],
  [
    ', all databases match, ([\\d,.]+) expired since, ([\\d,.]+) values? compared with the server.',
    ', alle Datenbanken stimmen überein, $1 seitdem abgelaufen, $2 Werte mit dem Server verglichen.',
  ],
  [', ([\\d,.]+) expired since.', ', $1 seitdem abgelaufen.'],
  [', ([\\d,.]+) values? compared with the server.', ', $1 Werte mit dem Server verglichen.'],
  [
    ', ([\\d,.]+) expired since, ([\\d,.]+) values? compared with the server.',
    ', $1 seitdem abgelaufen, $2 Werte mit dem Server verglichen.',
  ],
  ['A scratch Redis could not load it: (.+).', 'Ein Redis zum Testen konnte es nicht laden: @1.'],
  [
    'The value of the key "(.+)" differs from the one on the server.',
    'Der Wert des Schlüssels „$1“ weicht von dem auf dem Server ab.',
  ],
  [
    'Database ([\\d,.]+) had ([\\d,.]+) keys? when it was saved, but ([\\d,.]+) were loaded.',
    'Datenbank $1 hatte beim Speichern $2 Schlüssel, aber $3 wurden geladen.',
  ],
  [
    'Its checksum differs from the one in its manifest: the file was changed.',
    'Die Prüfsumme weicht vom Manifest ab: Die Datei wurde geändert.',
  ],
  [
    'Its AOF ends in the middle of a command or a transaction, as after a crash: Redis ignores the last ([\\d,.]+) bytes? and loads ([\\d,.]+) keys?.',
    'Das AOF endet mitten in einem Befehl oder einer Transaktion, wie nach einem Absturz: Redis übergeht die letzten $1 Bytes und lädt $2 Schlüssel.',
  ],
  ['its AOF lacks the file (.+), which its manifest lists', 'dem AOF fehlt die Datei $1, die sein Manifest nennt'],
  ['It cannot be unpacked: (.+).', 'Das Archiv lässt sich nicht auspacken: $1.'],
  ['the file is truncated', 'Die Datei ist abgeschnitten'],
  ['the file has no RDB header', 'Die Datei beginnt nicht wie eine RDB'],
  [
    'it made no progress for ([\\d,.]+) s, as with a script or command that does not end',
    'kein Fortschritt in $1 s, wie bei einem Skript oder Befehl ohne Ende',
  ],
  ['it refuses every connection', 'Er lehnt jede Verbindung ab'],
  ['it requires a password', 'Er verlangt ein Passwort'],
  [
    'it begins with a snapshot whose end cannot be found, so what follows it cannot be checked',
    'Am Anfang steht ein Snapshot, dessen Ende nicht zu finden ist, daher lässt sich das Folgende nicht prüfen',
  ],
  [
    'its AOF contains (.+), a command of a module or of a newer Redis',
    'Das AOF enthält $1, einen Befehl eines Moduls oder eines neueren Redis',
  ],
  [
    'it has values of the type (.+), and no loaded module has that type',
    'Es gibt Werte vom Typ $1, und kein geladenes Modul hat diesen Typ',
  ],
  ['the module (.+) was not loaded: (.+)', 'Das Modul $1 wurde nicht geladen: $2'],
  [
    'Dragonfly wrote it in its own format, which Redis cannot load; run SAVE RDB in Dragonfly and import that file',
    'Dragonfly schrieb es in seinem eigenen Format, das Redis nicht lädt; in Dragonfly SAVE RDB ausführen und diese Datei importieren',
  ],
  ['it ended without a message', 'Ende ohne Meldung'],
];
