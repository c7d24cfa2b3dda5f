import type { Patterns } from '../../core-sentence.ts';

/** What a settings plan does and risks, and what a stop or kill would lose. */
export const plans: Patterns = [
  // Effects
  ['Takes effect immediately.', 'Wirkt sofort.'],
  ['Takes effect immediately; (.+) in use.', 'Wirkt sofort; $1 belegt.'],
  ['Takes effect immediately for new connections.', 'Wirkt sofort für neue Verbindungen.'],
  ['Open connections stay open.', 'Offene Verbindungen bleiben offen.'],
  ['Takes effect at the next start.', 'Wirkt beim nächsten Start.'],
  ['Read only when the server starts.', 'Wird nur beim Start des Servers gelesen.'],
  ['The system allows (.+).', 'Das System erlaubt $1.'],
  ['Stops automatic snapshots.', 'Beendet automatische Snapshots.'],
  [
    'A snapshot is saved first \\(up to (.+)\\), then the file changes.',
    'Zuerst wird ein Snapshot gespeichert (bis zu $1), dann ändert sich die Datei.',
  ],
  [
    'A snapshot is saved first, then the file changes.',
    'Zuerst wird ein Snapshot gespeichert, dann ändert sich die Datei.',
  ],
  [
    'The AOF is written first \\(up to (.+)\\), then the file changes.',
    'Zuerst wird das AOF geschrieben (bis zu $1), dann ändert sich die Datei.',
  ],
  ['The AOF is written first, then the file changes.', 'Zuerst wird das AOF geschrieben, dann ändert sich die Datei.'],
  ['Nothing is lost.', 'Nichts geht verloren.'],
  [
    'The data is converted before the instance starts again.',
    'Die Daten werden umgewandelt, bevor die Instanz wieder startet.',
  ],
  [
    'The container and its network are recreated around the same data.',
    'Container und Netz werden um dieselben Daten neu erstellt.',
  ],
  ['Redis can no longer reach other computers.', 'Redis erreicht danach keine anderen Computer mehr.'],
  [
    'Redis can then reach every address that this computer can reach; tenants stay isolated.',
    'Redis erreicht danach jede Adresse, die dieser Computer erreicht; Mandanten bleiben isoliert.',
  ],
  [
    'The container is recreated around the same data, without the privileges that Redis does not need.',
    'Der Container wird um dieselben Daten neu erstellt, ohne die Rechte, die Redis nicht braucht.',
  ],
  [
    'The published address of a container is fixed, so the container is recreated around the same data.',
    'Die veröffentlichte Adresse eines Containers ist fest, daher wird der Container um dieselben Daten neu erstellt.',
  ],
  ['The kernel kills Redis above it.', 'Darüber beendet der Kernel Redis.'],
  [
    'Automatic: twice maxmemory and at least 64 MB more, which a save needs.',
    'Automatisch: das Doppelte von maxmemory und mindestens 64 MB mehr, die ein Speichern braucht.',
  ],
  [
    'It is set in (.+), line ([\\d,.]+): a line after that include in redis.conf overrides it.',
    'Steht in $1, Zeile $2: Eine Zeile nach diesem include in redis.conf gilt stattdessen.',
  ],
  ['Only the log file is shown.', 'Nur die Log-Datei wird gezeigt.'],
  // Risks
  [
    '"(.+)" in redis.conf has no effect: (.+), line ([\\d,.]+), comes later and overrides it.',
    '„$1“ in redis.conf wirkt nicht: $2, Zeile $3, kommt später und gilt stattdessen.',
  ],
  [
    '"(.+)" in redis.conf has no effect: the command that starts the server comes later and overrides it.',
    '„$1“ in redis.conf wirkt nicht: Der Befehl, der den Server startet, kommt später und gilt stattdessen.',
  ],
  ['(.+) are in use, above the new limit of (.+).', '$1 sind belegt, mehr als die neue Grenze von $2.'],
  ['Redis evicts about ([\\d,.]+) keys? of ([\\d,.]+) keys?.', 'Redis verdrängt etwa $1 von $2 Schlüsseln.'],
  [
    '([\\d,.]+) clients are connected, more than the new limit.',
    '$1 Clients sind verbunden, mehr als die neue Grenze.',
  ],
  ['They stay connected, but Redis refuses new ones.', 'Sie bleiben verbunden, aber Redis lehnt neue ab.'],
  ['Other clients can connect without a password.', 'Andere Clients können sich ohne Passwort verbinden.'],
  ['Other clients need a password.', 'Andere Clients brauchen ein Passwort.'],
  ['No other client can connect either.', 'Auch kein anderer Client kann sich verbinden.'],
  [
    'The server keeps its previous settings but would not start again.',
    'Der Server behält die vorherigen Einstellungen, würde aber nicht wieder starten.',
  ],
  ['The state of (.+) is unknown.', 'Der Zustand von $1 ist unbekannt.'],
  [
    'This app cannot ask it to save, so it is stopped with SIGTERM and started with the new file.',
    'Diese App kann kein Speichern verlangen, daher wird mit SIGTERM gestoppt und mit der neuen Datei gestartet.',
  ],
  ['It saves its data according to its own settings.', 'Gespeichert wird nach den eigenen Einstellungen.'],
  ['(.+): its settings are unknown.', '$1: Die Einstellungen sind unbekannt.'],
  [
    'It will listen on (.+) without a password: anyone who can reach this computer could read and change all data.',
    'Die Instanz wird ohne Passwort auf $1 lauschen: Wer diesen Computer erreicht, könnte alle Daten lesen und ändern.',
  ],
  [
    'Protected mode will refuse other computers; set a password.',
    'Der Protected Mode wird andere Computer abweisen; ein Passwort setzen.',
  ],
  ['Set a password.', 'Ein Passwort setzen.'],
  ['Other containers can reach it on (.+) as well.', 'Auch andere Container erreichen die Instanz, auf $1.'],
  [
    'Redis will delete all keys of (.+) and copy those of (.+).',
    'Redis wird alle Schlüssel von $1 löschen und die von $2 kopieren.',
  ],
  [
    'Redis will delete the ([\\d,.]+) keys? of (.+) and copy those of (.+).',
    'Redis wird die $1 Schlüssel von $2 löschen und die von $3 kopieren.',
  ],
  ['The next start loads the snapshot on disk.', 'Der nächste Start lädt den Snapshot auf der Platte.'],
  [
    'Later writes are in memory only and are lost when the instance stops or restarts.',
    'Spätere Schreibzugriffe sind nur im Speicher und gehen beim Stoppen oder Neustart verloren.',
  ],
  [
    'Without a limit Redis may use all memory of this computer.',
    'Ohne Grenze darf Redis den ganzen Speicher dieses Computers belegen.',
  ],
  [
    'This computer has (.+) of memory, less than the limit.',
    'Dieser Computer hat $1 Speicher, weniger als die Grenze.',
  ],
  [
    'The system allows (.+), so the queue is no longer than that.',
    'Das System erlaubt $1, daher ist die Warteschlange nicht länger.',
  ],
  ['Raise net.core.somaxconn first.', 'Zuerst net.core.somaxconn erhöhen.'],
  [
    'db([\\d,.]+) holds ([\\d,.]+) keys? that would become unreachable, and Redis would refuse to start.',
    'db$1 hat $2 Schlüssel, die unerreichbar würden, und Redis würde nicht starten.',
  ],
  [
    'Move or delete them first, or keep at least ([\\d,.]+) databases.',
    'Zuerst verschieben oder löschen, oder mindestens $1 Datenbanken behalten.',
  ],
  [
    '(.+) includes (.+), which (.+): its settings are unknown.',
    '@1 bindet $2 ein: @3; die Einstellungen darin sind nicht bekannt.',
  ],
  [
    '(.+) says port 0, and there is no unixsocket: the server would not listen at all.',
    'In @1 steht port 0, und es gibt keinen unixsocket: Der Server würde auf nichts lauschen.',
  ],
  [
    '(.+) says port (.+), which is not a port from 0 to 65535.',
    'In @1 steht port $2, das ist kein Port von 0 bis 65535.',
  ],
  [
    '(.+) says tls-port (.+), which is not a port from 0 to 65535.',
    'In @1 steht tls-port $2, das ist kein Port von 0 bis 65535.',
  ],
  [
    'Invalid argument\\(s\\): a quote is not closed, or no space follows a closing quote.',
    'Ungültige Argumente: Ein Anführungszeichen ist nicht geschlossen, oder nach einem schließenden fehlt ein Leerzeichen.',
  ],
  [
    'Redis (.+) wrote it, and (.+) runs (.+), which may be unable to load it.',
    'Redis $1 schrieb es, und $2 läuft mit $3; vielleicht lässt es sich damit nicht laden.',
  ],
  [
    'It has keys in database ([\\d,.]+), and (.+) has ([\\d,.]+) databases.',
    'Es hat Schlüssel in Datenbank $1, und $2 hat $3 Datenbanken.',
  ],
  ['It is damaged: (.+).', 'Es ist beschädigt: @1.'],
  // Lost by a stop or kill
  [
    '(.+) has persistence none and holds ([\\d,.]+) keys? in memory only.',
    '$1 hat die Persistenz „none“ und $2 Schlüssel nur im Speicher.',
  ],
  [
    '(.+) has persistence none and holds an unknown number of keys in memory only.',
    '$1 hat die Persistenz „none“ und unbekannt viele Schlüssel nur im Speicher.',
  ],
  ['The next start is empty: all keys are lost.', 'Der nächste Start ist leer: Alle Schlüssel gehen verloren.'],
  ['The next start loads the snapshot of (.+).', 'Der nächste Start lädt den Snapshot von $1.'],
  ['([\\d,.]+) changes? since then (?:is|are) lost.', '$1 Änderungen seitdem gehen verloren.'],
  ['Everything written since then (?:is|are) lost.', 'Alles seitdem Geschriebene geht verloren.'],
  ['No data is on disk: all keys are lost.', 'Auf der Platte sind keine Daten: Alle Schlüssel gehen verloren.'],
  [
    'The append-only file holds every acknowledged write except those of the last second.',
    'Das AOF hat jeden bestätigten Schreibzugriff außer denen der letzten Sekunde.',
  ],
  [
    'The last snapshot of (.+) remains; ([\\d,.]+) changes? since then (?:is|are) lost, plus those after its last reply.',
    'Der letzte Snapshot von $1 bleibt; $2 Änderungen seitdem gehen verloren, und die nach der letzten Antwort.',
  ],
  [
    'The last snapshot of (.+) remains; ([\\d,.]+) changes? since then (?:is|are) lost.',
    'Der letzte Snapshot von $1 bleibt; $2 Änderungen seitdem gehen verloren.',
  ],
  [
    'The last snapshot of (.+) remains; every change since then is lost.',
    'Der letzte Snapshot von $1 bleibt; jede Änderung seitdem geht verloren.',
  ],
  ['(.+) was (.+) when it last answered.', '$1 hatte bei der letzten Antwort den Zustand „@2“.'],
  // Steps
  ['Take a safety backup.', 'Ein Sicherheits-Backup aufnehmen.'],
  ['Enable AOF and wait until it is written.', 'Das AOF einschalten und warten, bis es geschrieben ist.'],
  ['Save a snapshot, then disable AOF.', 'Einen Snapshot speichern, dann das AOF ausschalten.'],
  [
    'Convert the data to the new form in a scratch server.',
    'Die Daten in einem Testserver in die neue Form umwandeln.',
  ],
  ['Apply ([\\d,.]+) settings? live.', 'Im laufenden Server anwenden: $1.'],
  ['Save and stop Redis.', 'Redis speichern und stoppen.'],
  [
    'Stop Redis; it saves according to its own settings.',
    'Redis stoppen; gespeichert wird nach den eigenen Einstellungen.',
  ],
  ['Write redis.conf.', 'redis.conf schreiben.'],
  ['Recreate the container around the same data.', 'Den Container um dieselben Daten neu erstellen.'],
  ['Start Redis and wait until the data is loaded.', 'Redis starten und warten, bis die Daten geladen sind.'],
  ['Restart once and wait until the data is loaded.', 'Einmal neu starten und warten, bis die Daten geladen sind.'],
  [
    'Rename the last snapshot, so that the next start is empty.',
    'Den letzten Snapshot umbenennen, damit der nächste Start leer ist.',
  ],
  [
    'Verify that it runs with these settings and all keys, or roll back.',
    'Prüfen, dass die Instanz mit diesen Einstellungen und allen Schlüsseln läuft, sonst zurücksetzen.',
  ],
  // Steps of an upgrade
  [
    'Pull (.+), or use the local image if no registry is reachable.',
    '$1 laden; ist keine Registry erreichbar, das lokale Image verwenden.',
  ],
  ['Use the installed redis-server.', 'Das installierte redis-server verwenden.'],
  ['Take a safety backup, if there is data.', 'Sind Daten da, ein Sicherheits-Backup aufnehmen.'],
  ['Pause writes, save, and stop Redis.', 'Schreibzugriffe anhalten, speichern und Redis stoppen.'],
  [
    'Recreate the container from the new image with the same data and settings.',
    'Den Container aus dem neuen Image mit denselben Daten und Einstellungen neu erstellen.',
  ],
  ['Record the new version.', 'Die neue Version eintragen.'],
  ['Start Redis and wait until its data is loaded.', 'Redis starten und warten, bis die Daten geladen sind.'],
  [
    'Count the keys(?: \\(([\\d,.]+) keys? now\\))?; roll back to the old version if any is missing.',
    'Die Schlüssel zählen; fehlt einer, zur alten Version zurückkehren.',
  ],
  // Why no upgrade is possible
  [
    '(.+) is running but not responding. Fix that first \\(see its log\\), or stop it.',
    '$1 läuft, antwortet aber nicht. Das zuerst beheben (siehe Log) oder die Instanz stoppen.',
  ],
  ['(.+) runs as a process and has no image.', '$1 läuft als Prozess und hat kein Image.'],
];
