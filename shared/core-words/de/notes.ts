import type { Patterns } from '../../core-sentence.ts';

/** Warnings beside data, moves and restores, and what a running step does. */
export const notes: Patterns = [
  // Data
  [
    'The AOF manifest lists (.+), which the archive does not contain.',
    'Das Manifest des AOF nennt $1, und das Archiv enthält es nicht.',
  ],
  [
    '(.+) is only the base of an AOF: writes after it are in increments \\(\\*.incr.aof\\), which the file does not contain.',
    '$1 ist nur die Basis eines AOF: Spätere Schreibzugriffe stehen in Inkrementen (*.incr.aof), die die Datei nicht enthält.',
  ],
  [
    '(.+) is only an increment of an AOF: earlier writes are in its base \\(\\*.base.rdb\\), which the file does not contain.',
    '$1 ist nur ein Inkrement eines AOF: Frühere Schreibzugriffe stehen in der Basis (*.base.rdb), die die Datei nicht enthält.',
  ],
  [
    'Import the whole append-only folder to get them.',
    'Den ganzen Append-only-Ordner importieren, um sie zu bekommen.',
  ],
  [
    '([\\d,.]+) bytes? (?:follow|follows) the end of the snapshot in (.+) and (?:is|are) not AOF commands: Redis ignores them.',
    '$1 Bytes nach dem Ende des Snapshots in $2 sind keine AOF-Befehle: Redis beachtet sie nicht.',
  ],
  [
    'KeyDB wrote an expiry for ([\\d,.]+) members? of hashes and sets.',
    'KeyDB hat für $1 Elemente von Hashes und Sets eine Ablaufzeit geschrieben.',
  ],
  [
    'Redis ignores these expiries: the members stay until a client deletes them or their key expires.',
    'Redis beachtet diese Ablaufzeiten nicht: Die Elemente bleiben, bis ein Client sie löscht oder ihr Schlüssel abläuft.',
  ],
  [
    'This app could read only the first ([\\d,.]+) keys? of (.+?): (.+).',
    'Diese App konnte nur die ersten $1 Schlüssel von $2 lesen: @3.',
  ],
  ['This app could read no key of (.+?): (.+).', 'Diese App konnte keinen Schlüssel von $1 lesen: @2.'],
  [
    'The archive also contains (.+), and neither a redis.conf nor the dates show which one its server loaded.',
    'Das Archiv enthält auch $1, und weder eine redis.conf noch die Zeitangaben zeigen, welche Daten der Server geladen hat.',
  ],
  ['These are the keys of (.+).', 'Das sind die Schlüssel von $1.'],
  [
    'Values of modules are shown as raw bytes: only their module can decode them.',
    'Werte von Modulen erscheinen als rohe Bytes: Nur ihr Modul kann sie lesen.',
  ],
  ['Valkey wrote this file.', 'Valkey hat diese Datei geschrieben.'],
  ['its manifest is gone', 'Das Manifest ist weg'],
  ['its manifest cannot be read: (.+)', 'Das Manifest ist nicht lesbar: @1'],
  // Restore and move
  [
    'Before Redis 7.2, reading a value counts as its use, so existing keys were not compared.',
    'Vor Redis 7.2 zählt das Lesen eines Wertes als Nutzung, daher wurden vorhandene Schlüssel nicht verglichen.',
  ],
  [
    'The preview counts equal ones as overwritten; the restore leaves them alone.',
    'Die Vorschau zählt gleiche als überschrieben; das Wiederherstellen lässt sie unverändert.',
  ],
  [
    'The keys need about (.+), which exceeds the limit of (.+): (.+) would evict keys.',
    'Die Schlüssel brauchen etwa $1, mehr als die Grenze von $2: $3 würde Schlüssel verdrängen.',
  ],
  [
    'The keys need about (.+), which exceeds the limit of (.+): (.+) may refuse writes.',
    'Die Schlüssel brauchen etwa $1, mehr als die Grenze von $2: $3 lehnt vielleicht Schreibzugriffe ab.',
  ],
  ['Then all of them are undone.', 'Dann wird alles rückgängig gemacht.'],
  [
    'Connected clients lose their connection and must use port ([\\d,.]+), unless the old port is forwarded.',
    'Verbundene Clients verlieren ihre Verbindung und müssen Port $1 verwenden, wenn der alte Port nicht weitergeleitet wird.',
  ],
  // What a step does
  ['loading', 'lädt'],
  ['loading it in a scratch Redis', 'lädt in einem Redis zum Testen'],
  ['reading types', 'liest Typen'],
  ['waiting', 'wartet'],
  ['waiting for Redis to write its AOF', 'wartet, bis Redis das AOF geschrieben hat'],
  ['waiting until the data is loaded', 'wartet, bis die Daten geladen sind'],
  ['waiting for another save', 'wartet auf ein anderes Speichern'],
  ['writing the AOF', 'schreibt das AOF'],
  ['([\\d,.]+) keys?', '$1 Schlüssel'],
  ['([\\d,.]+) keys? saved', '$1 Schlüssel gespeichert'],
  ['([\\d,.]+) keys? restored', '$1 Schlüssel wiederhergestellt'],
  ['([\\d,.]+) attempts', '$1 Versuche'],
  ['([\\d,.]+) of ([\\d,.]+) tenants', '$1 von $2 Mandanten'],
  // The isolation test
  ['container (.+) belongs to the home (.+)', 'Der Container $1 gehört zum Datenordner $2'],
  ['container (.+) does not belong to this home', 'Der Container $1 gehört nicht zu diesem Datenordner'],
  ['no result', 'kein Ergebnis'],
  ['the attempt gave no result', 'Der Versuch ergab kein Ergebnis'],
  ['the image has no redis-cli', 'Das Image hat kein redis-cli'],
  ['it runs as a (.+), which has no network of its own', 'Läuft als @1, ohne eigenes Netz'],
  // More about moves and restores
  [
    'Programs reach it through this computer: port ([\\d,.]+) here is forwarded to (.+) while the app is connected.',
    'Programme erreichen ihn über diesen Computer: Port $1 wird hier zu $2 weitergeleitet, solange die App verbunden ist.',
  ],
  [
    'Its port is open at (.+), for TLS with its password only: clients must use TLS with the new certificate of (.+).',
    'Der Port ist unter $1 offen, nur für TLS mit Passwort: Clients müssen TLS mit dem neuen Zertifikat von $2 verwenden.',
  ],
  [
    'The source does not say when it was written, so every existing key stays as it is.',
    'Die Quelle nennt nicht, wann sie geschrieben wurde, daher bleibt jeder vorhandene Schlüssel.',
  ],
  [
    '(.+) counts how often keys are used \\(LFU\\), not when they were used last, so every existing key stays as it is.',
    '$1 zählt, wie oft Schlüssel benutzt werden (LFU), nicht wann zuletzt, daher bleibt jeder vorhandene Schlüssel.',
  ],
  [
    '(.+) was started after the backup was made, and does not know when its keys were used before, so every existing key stays as it is.',
    '$1 startete nach dem Backup und weiß nicht, wann die Schlüssel vorher benutzt wurden, daher bleibt jeder vorhandene Schlüssel.',
  ],
  [
    'It becomes a service of the swarm on (.+): clients must use TLS with the new certificate of (.+).',
    'Er wird ein Service des Swarms auf $1: Clients müssen TLS mit dem neuen Zertifikat von $2 verwenden.',
  ],
  [
    'Its port ([\\d,.]+) for TLS and its plain port become one port for TLS.',
    'Der Port $1 für TLS und der unverschlüsselte Port werden ein Port für TLS.',
  ],
  ['Its port ([\\d,.]+) for TLS gets another number too.', 'Auch der Port $1 für TLS bekommt eine andere Nummer.'],
  ['(.+) and ([\\d,.]+) other keys? \\((.+), (.+)\\): (.+).', '$1 und $2 weitere Schlüssel ($3, $4): @5.'],
  ['(.+) \\((.+), (.+)\\): (.+).', '$1 ($2, $3): @4.'],
  [
    'The copy of (.+) did not begin to send its data within ([\\d,.]+) s, so it could not be compared.',
    'Die Kopie von $1 begann nicht innerhalb von $2 s, ihre Daten zu senden, und ließ sich daher nicht vergleichen.',
  ],
  [
    'The copy of (.+) lost its connection to (.+) and received data again after the comparison, so (.+) stays where it is.',
    'Die Kopie von $1 verlor die Verbindung zu $2 und empfing nach dem Vergleich erneut Daten, daher bleibt $3 am Ort.',
  ],
  [
    'publish: local is this computer, where no port is opened.',
    'publish: local ist dieser Computer, hier wird kein Port geöffnet.',
  ],
  ['Leave it out of the targets, or drain without publish.', 'Aus den Zielen weglassen oder ohne publish leeren.'],

  // Warnings of operations
  [
    '(.+) belongs to another user: your group got write access to it.',
    '$1 gehört einem anderen Benutzer: Ihre Gruppe hat Schreibzugriff darauf erhalten.',
  ],
  [
    '(.+) cannot pause writes: writes of its clients during this time may be lost.',
    '$1 kann Schreibzugriffe nicht anhalten: Was Clients in dieser Zeit schreiben, kann verloren gehen.',
  ],
  [
    '(.+) crashes at every start. It was stopped, and its files are used as they are.',
    '$1 stürzt bei jedem Start ab. Es wurde gestoppt, und die Dateien werden verwendet, wie sie sind.',
  ],
  [
    '([\\d,.]+) more keys? (?:was|were) written to (.+) but not read back, because of changes by other clients, expiry or eviction.',
    'In $2 geschrieben, aber nicht zurückgelesen: $1 weitere Schlüssel, wegen Änderungen anderer Clients, Ablauf oder Verdrängung.',
  ],
  [
    'Could not rename (.+) \\((.+)\\). The next start of (.+) will load it.',
    '$1 konnte nicht umbenannt werden ($2). Der nächste Start von $3 lädt die Datei.',
  ],
  [
    'It could not be asked to save \\((.+)\\); it saves by its own settings when it stops.',
    'Es konnte nicht zum Sichern aufgefordert werden ($1); beim Stoppen sichert es nach seinen eigenen Einstellungen.',
  ],
  [
    'It listens on (.+) \\(REDIS_BIND\\). Anyone who can connect to this computer and knows the password can use it.',
    'Es ist unter $1 erreichbar (REDIS_BIND). Wer diesen Computer erreicht und das Passwort kennt, kann es verwenden.',
  ],
  [
    'It listens on (.+) \\(REDIS_BIND\\). Anyone who can connect to this computer can read and change all data. Set a password, or set bind back to 127.0.0.1.',
    'Es ist unter $1 erreichbar (REDIS_BIND). Wer diesen Computer erreicht, kann alle Daten lesen und ändern. Ein Passwort setzen, oder bind auf 127.0.0.1 zurücksetzen.',
  ],
  [
    'It was killed without saving; the data on disk is kept.',
    'Es wurde ohne Sichern beendet; die Daten auf der Platte bleiben erhalten.',
  ],
  ['Port ([\\d,.]+) is taken. (.+) uses port ([\\d,.]+).', 'Port $1 ist belegt. $2 verwendet Port $3.'],
  ['Port ([\\d,.]+) is taken. Using port ([\\d,.]+).', 'Port $1 ist belegt. Verwendet wird Port $2.'],
  [
    'Redis still uses more, so the container keeps a limit of (.+) instead of (.+).',
    'Redis belegt noch mehr, daher behält der Container eine Grenze von $1 statt $2.',
  ],
  ['The backup was not verified.', 'Das Backup wurde nicht geprüft.'],
  [
    'The data could not be saved for the next start \\((.+)\\).',
    'Die Daten konnten nicht für den nächsten Start gesichert werden ($1).',
  ],
];
