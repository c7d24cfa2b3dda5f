import type { Patterns } from '../../core-sentence.ts';

/** Failures around ports, passwords, permissions, modules and TLS. */
export const access: Patterns = [
  // Ports
  ['Port ([\\d,.]+) belongs to (.+); ([\\d,.]+) is free.', 'Port $1 gehört $2; $3 ist frei.'],
  [
    'Port ([\\d,.]+) belongs to (.+); no other port of the range is free.',
    'Port $1 gehört $2; kein anderer Port des Bereichs ist frei.',
  ],
  ['Port ([\\d,.]+) belongs to (.+).', 'Port $1 gehört $2.'],
  [
    'Port ([\\d,.]+) is already in use by a program of another user; ([\\d,.]+) is free.',
    'Port $1 ist schon belegt, von einem Programm eines anderen Benutzers; $2 ist frei.',
  ],
  [
    'Port ([\\d,.]+) is already in use by a program of another user; no other port of the range is free.',
    'Port $1 ist schon belegt, von einem Programm eines anderen Benutzers; kein anderer Port des Bereichs ist frei.',
  ],
  [
    'Port ([\\d,.]+) is already in use by a program of another user.',
    'Port $1 ist schon belegt, von einem Programm eines anderen Benutzers.',
  ],
  ['Port ([\\d,.]+) is already in use by (.+); ([\\d,.]+) is free.', 'Port $1 ist schon belegt, von $2; $3 ist frei.'],
  [
    'Port ([\\d,.]+) is already in use by (.+); no other port of the range is free.',
    'Port $1 ist schon belegt, von $2; kein anderer Port des Bereichs ist frei.',
  ],
  ['Port ([\\d,.]+) is already in use by (.+).', 'Port $1 ist schon belegt, von $2.'],
  ['Port ([\\d,.]+) is reserved for main.', 'Port $1 ist für main reserviert.'],
  ['Port ([\\d,.]+) is reserved for the tenants.', 'Port $1 ist für die Mandanten reserviert.'],
  ['Port ([\\d,.]+) is reserved for (.+).', 'Port $1 ist für $2 reserviert.'],
  ['Port ([\\d,.]+) is the plain port of (.+).', 'Port $1 ist der unverschlüsselte Port von $2.'],
  [
    'Port ([\\d,.]+) of this computer is in use by another program, so it cannot be forwarded to (.+).',
    'Port $1 dieses Computers ist von einem anderen Programm belegt, daher lässt er sich nicht zu $2 weiterleiten.',
  ],
  [
    'Stop that program or choose another port \\(tenants use ([\\d,.]+)–([\\d,.]+)\\).',
    'Das Programm beenden oder einen anderen Port wählen (Mandanten verwenden $1–$2).',
  ],
  [
    'Stop that program or choose another port, for example ([\\d,.]+) \\(tenants use ([\\d,.]+)–([\\d,.]+)\\).',
    'Das Programm beenden oder einen anderen Port wählen, zum Beispiel $1 (Mandanten verwenden $2–$3).',
  ],
  ['No free ports: all of ([\\d,.]+)–([\\d,.]+) are assigned.', 'Keine freien Ports: Alle von $1–$2 sind vergeben.'],
  [
    'No port from ([\\d,.]+) to ([\\d,.]+) is free for TLS beside port ([\\d,.]+).',
    'Kein Port von $1 bis $2 ist neben Port $3 für TLS frei.',
  ],
  ['No port from ([\\d,.]+) to ([\\d,.]+) is free.', 'Kein Port von $1 bis $2 ist frei.'],
  ['The range from ([\\d,.]+) to ([\\d,.]+) is empty.', 'Der Bereich von $1 bis $2 ist leer.'],
  ['Choose an end after the start.', 'Ein Ende nach dem Anfang wählen.'],
  ['Destroy a tenant that you no longer need.', 'Einen Mandanten löschen, der nicht mehr gebraucht wird.'],
  ['Choose another port for the metrics.', 'Einen anderen Port für die Metriken wählen.'],
  ['port: (.+) is not one of (.+), the tenant port range.', 'port: $1 liegt nicht im Portbereich der Mandanten, $2.'],
  ['ports: (.+)–(.+) is no range.', 'ports: $1–$2 ist kein Bereich.'],
  [
    'ports: (.+)–(.+) overlaps the range of (.+) \\((.+)\\).',
    'ports: $1–$2 überschneidet sich mit dem Bereich von $3 ($4).',
  ],
  [
    'Give a range START-END from 1024 on that no other engine has.',
    'Einen Bereich ANFANG-ENDE ab 1024 angeben, den keine andere Engine hat.',
  ],
  [
    '(.+) is on (.+), whose tenants use the ports ([\\d,.]+) to ([\\d,.]+), and ([\\d,.]+) is none of them.',
    '$1 ist auf $2, dessen Mandanten die Ports $3 bis $4 verwenden; $5 gehört nicht dazu.',
  ],
  ['Choose one of these ports.', 'Einen dieser Ports wählen.'],
  // Passwords and access
  ['The server of (.+) does not accept this password.', 'Der Server von $1 nimmt dieses Passwort nicht an.'],
  [
    'The access rules \\(ACL\\) of (.+) do not permit (.+) here: (.+).',
    'Die Zugriffsregeln (ACL) von $1 erlauben $2 hier nicht: $3.',
  ],
  [
    'Allow it for the user of this app, or use redis-cli with a user that may do this.',
    'Dem Benutzer dieser App erlauben, oder redis-cli mit einem Benutzer verwenden, der das darf.',
  ],
  [
    '(.+) needs the command (.+), which "rename-command" in redis.conf disables.',
    '$1 braucht den Befehl $2, den „rename-command“ in redis.conf abschaltet.',
  ],
  [
    '(.+) needs the command (.+), which "rename-command" in redis.conf renames to (.+).',
    '$1 braucht den Befehl $2, den „rename-command“ in redis.conf in $3 umbenennt.',
  ],
  [
    'This needs the command (.+), which "rename-command" in redis.conf disables.',
    'Das braucht den Befehl $1, den „rename-command“ in redis.conf abschaltet.',
  ],
  [
    'This needs the command (.+), which the server does not know: it was renamed outside of redis.conf.',
    'Das braucht den Befehl $1, den der Server nicht kennt: Er wurde außerhalb von redis.conf umbenannt.',
  ],
  ['Remove that line and restart the instance.', 'Diese Zeile entfernen und die Instanz neu starten.'],
  [
    'Add "rename-command (.+) NEW-NAME" to redis.conf, with the name that the server uses.',
    '„rename-command $1 NEUER-NAME“ mit dem Namen des Servers in redis.conf ergänzen.',
  ],
  // Modules
  [
    '(.+) already loads a module with the name (.+), version (.+) from (.+).',
    '$1 lädt schon ein Modul mit dem Namen $2, Version $3 aus $4.',
  ],
  [
    '(.+) already loads a module with the name (.+), version (.+).',
    '$1 lädt schon ein Modul mit dem Namen $2, Version $3.',
  ],
  ['Unload that one first.', 'Zuerst dieses entladen.'],
  [
    '(.+) cannot be loaded into (.+): the user that Redis runs as cannot read it \\(Permission denied\\).',
    '$1 kann nicht in $2 geladen werden: Der Benutzer, unter dem Redis läuft, kann die Datei nicht lesen (Zugriff verweigert).',
  ],
  ['(.+) cannot be loaded into (.+): (.+).', '$1 kann nicht in $2 geladen werden: @3.'],
  ['(.+) cannot be unloaded: (.+)', '$1 kann nicht entladen werden: @2'],
  ['(.+) has no module (.+).', '$1 hat kein Modul $2.'],
  ['It loads no modules.', 'Geladen ist kein Modul.'],
  ['It loads (.+).', 'Geladen sind: $1.'],
  [
    'The folder of redis.conf is not mounted in the container, so Redis cannot load a module from there.',
    'Der Ordner von redis.conf ist nicht im Container eingehängt, daher kann Redis kein Modul von dort laden.',
  ],
  [
    'The folder of redis.conf is not mounted in the container, so Redis cannot read certificates there.',
    'Der Ordner von redis.conf ist nicht im Container eingehängt, daher kann Redis dort keine Zertifikate lesen.',
  ],
  ['Recreate the container with its folder.', 'Den Container mit diesem Ordner neu erstellen.'],
  [
    'The module cannot be tried: no redis-server program was found, in which the module could be tried.',
    'Das Modul lässt sich nicht testen: Es wurde kein Programm redis-server gefunden, in dem das möglich wäre.',
  ],
  [
    'The modules of (.+) were not verified: (.+) is not loaded.',
    'Die Module von $1 sind nicht geprüft: $2 ist nicht geladen.',
  ],
  [
    'The modules of (.+) were not verified: (.+) is still loaded.',
    'Die Module von $1 sind nicht geprüft: $2 ist noch geladen.',
  ],
  [
    'The arguments (.+) have an unmatched quote, or text directly after a closing quote.',
    'In den Argumenten $1 fehlt ein Anführungszeichen, oder direkt nach einem schließenden folgt Text.',
  ],
  ['Write them as in redis.conf: size 10 name "two words".', 'Wie in redis.conf schreiben: size 10 name "two words".'],
  [
    'Without the module, nothing can read the ([\\d,.]+) keys? of the type (.+): they would be deleted, after a safety backup.',
    'Ohne das Modul kann nichts die $1 Schlüssel vom Typ $2 lesen: Sie würden gelöscht, nach einem Sicherheits-Backup.',
  ],
  [
    'Without (.+), nothing can read the ([\\d,.]+) keys? of the type (.+): they would be deleted, after a safety backup.',
    'Ohne $1 kann nichts die $2 Schlüssel vom Typ $3 lesen: Sie würden gelöscht, nach einem Sicherheits-Backup.',
  ],
  ['Confirm to unload it.', 'Bestätigen, um es zu entladen.'],
  [
    '([\\d,.]+) keys? of (.+) changed while the keys were deleted, or cannot be kept for an undo.',
    '$1 Schlüssel von $2 wurden während des Löschens geändert oder lassen sich nicht für „Rückgängig“ aufheben.',
  ],
  ['(.+) has (.+). A module has at most (.+).', '$1 hat $2. Ein Modul hat höchstens $3.'],
  ['(.+) is a FIFO.', '$1 ist ein FIFO.'],
  ['(.+) is a device.', '$1 ist ein Gerät.'],
  ['(.+) is a folder.', '$1 ist ein Ordner.'],
  ['(.+) is a socket.', '$1 ist ein Socket.'],
  ['(.+) is something else.', '$1 ist etwas anderes.'],
  ['(.+) is a program, not a shared library.', '$1 ist ein Programm, keine Bibliothek.'],
  ['(.+) is an object file, not a shared library.', '$1 ist eine Objektdatei, keine Bibliothek.'],
  ['Link it with -shared.', 'Mit -shared binden.'],
  ['(.+) is built for (.+), and (.+) runs on (.+).', '$1 ist für $2 gebaut, und $3 läuft auf $4.'],
  [
    '(.+) is not a compiled library, so Redis cannot load it.',
    '$1 ist keine übersetzte Bibliothek, daher kann Redis sie nicht laden.',
  ],
  ['Choose the file of a module, such as module.so.', 'Die Datei eines Moduls wählen, etwa module.so.'],
  ['Choose a built module, such as module.so.', 'Ein gebautes Modul wählen, etwa module.so.'],
  ['Choose a module for (.+).', 'Ein Modul für $1 wählen.'],
  ['Give the whole path of the module.', 'Den ganzen Pfad des Moduls angeben.'],
  ['it is a part of the server.', 'Es ist ein Teil des Servers.'],
  // TLS
  ['TLS of (.+) is off.', 'TLS von $1 ist aus.'],
  ['Switch it on first.', 'Zuerst einschalten.'],
  ['TLS of (.+) was not verified: (.+).', 'TLS von $1 ist nicht geprüft: @2.'],
  ['The Redis (.+) that (.+) runs was built without TLS.', 'Das Redis $1, das $2 ausführt, wurde ohne TLS gebaut.'],
  ['The Redis of (.+) was built without TLS.', 'Das Redis von $1 wurde ohne TLS gebaut.'],
  [
    'Upgrade (.+) to a Redis with TLS, such as that of the official image.',
    '$1 auf ein Redis mit TLS aktualisieren, etwa das des offiziellen Images.',
  ],
  [
    'Client certificates need Redis 6.2 or newer; (.+) runs (.+).',
    'Client-Zertifikate brauchen Redis 6.2 oder neuer; $1 läuft mit $2.',
  ],
  [
    'With the plain port closed, TLS uses the port of (.+), which is ([\\d,.]+).',
    'Ist der unverschlüsselte Port geschlossen, verwendet TLS den Port von $1, das ist $2.',
  ],
  [
    'Leave the TLS port out, or keep the plain port.',
    'Den TLS-Port weglassen oder den unverschlüsselten Port behalten.',
  ],
  ['Choose one for TLS.', 'Einen für TLS wählen.'],
  ['Choose another one for TLS.', 'Einen anderen für TLS wählen.'],
  [
    '(.+) listens on a Unix socket only, which needs no TLS.',
    '$1 lauscht nur auf einem Unix-Socket, der kein TLS braucht.',
  ],
  ['Give it a port first.', 'Zuerst einen Port vergeben.'],
  [
    '(.+) cannot be used: it is not a certificate authority of this app.',
    '$1 ist nicht verwendbar: Das ist keine Zertifizierungsstelle dieser App.',
  ],
  [
    'Delete (.+), then issue a certificate; clients then need the new ca.crt.',
    '$1 löschen, dann ein Zertifikat ausstellen; Clients brauchen danach die neue ca.crt.',
  ],
  [
    'This app did not issue the certificate of (.+), so it cannot issue one for clients.',
    'Das Zertifikat von $1 stammt nicht von dieser App, daher kann sie keines für Clients ausstellen.',
  ],
  ['Ask the owner of its authority.', 'Den Betreiber der Zertifizierungsstelle fragen.'],
  ['it has no TLS port', 'Es gibt keinen TLS-Port'],
  [
    'it sends a different certificate from the one in redis.conf',
    'Der Server sendet ein anderes Zertifikat als das in redis.conf',
  ],
  ['its plain port ([\\d,.]+) does not answer', 'Der unverschlüsselte Port $1 antwortet nicht'],
  ['port ([\\d,.]+) answers clients without TLS', 'Port $1 antwortet Clients ohne TLS'],
  [
    'A recording of traffic needs the command (.+), which "rename-command" in redis.conf disables.',
    'Eine Aufzeichnung von Befehlen braucht den Befehl $1, den „rename-command“ in redis.conf abschaltet.',
  ],
  [
    'A recording of traffic needs the command (.+), which "rename-command" in redis.conf renames to (.+).',
    'Eine Aufzeichnung von Befehlen braucht den Befehl $1, den „rename-command“ in redis.conf in $2 umbenennt.',
  ],
  [
    'The benchmark needs the command (.+), which "rename-command" in redis.conf disables.',
    'Der Benchmark braucht den Befehl $1, den „rename-command“ in redis.conf abschaltet.',
  ],
  [
    'The benchmark needs the command (.+), which "rename-command" in redis.conf renames to (.+).',
    'Der Benchmark braucht den Befehl $1, den „rename-command“ in redis.conf in $2 umbenennt.',
  ],
];
