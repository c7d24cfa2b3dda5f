import type { Patterns } from '../../core-sentence.ts';

/** Reasons that another text of the core inserts, and those of moves, copies and directives. */
export const reasons: Patterns = [
  ['(.+), line ([\\d,.]+),', '$1, Zeile $2,'],
  ['The command that starts the server', 'dem Befehl, der den Server startet,'],
  ['(.+) and ([\\d,.]+) more', '$1 und $2 weitere'],
  ['(.+) does not exist', '$1 gibt es nicht'],
  ['(.+) is not a certificate', '$1 ist kein Zertifikat'],
  ['(.+) is not loaded', '$1 ist nicht geladen'],
  ['(.+) is still loaded', '$1 ist noch geladen'],
  ['(.+) is another value', '$1 hat einen anderen Wert'],
  ['(.+) is "(.+)"', '$1 ist „$2“'],
  ['it replied "(.+)" to PING', 'Die Antwort auf PING war „$1“'],
  [
    '(.+) is inside the container, where this app cannot read it',
    '$1 liegt im Container, wo diese App nicht lesen kann',
  ],
  ['(.+) was only a link to it', '$1 war nur ein Link darauf'],
  ['cannot be read: (.+)', 'nicht lesbar: @1'],
  ['does not exist', 'gibt es nicht'],
  ['includes itself', 'bindet sich selbst ein'],
  [
    'is not in a folder that its container shares with this computer',
    'liegt nicht in einem Ordner, den der Container mit diesem Computer teilt',
  ],
  ['is one of more than ([\\d,.]+) included files', 'ist eine von mehr als $1 eingebundenen Dateien'],
  ['([\\d,.]+) keys? (?:was|were) expected and ([\\d,.]+) loaded', '$1 Schlüssel erwartet, $2 geladen'],
  [
    '([\\d,.]+) keys? of it (?:have|has) a value of the type (.+), and (.+) does not load the modules (.+) and (.+)',
    '$1 Schlüssel haben einen Wert vom Typ $2, und $3 lädt die Module $4 und $5 nicht',
  ],
  [
    '([\\d,.]+) keys? of it (?:have|has) a value of the type (.+), and (.+) does not load the module (.+)',
    '$1 Schlüssel haben einen Wert vom Typ $2, und $3 lädt das Modul $4 nicht',
  ],
  [
    '([\\d,.]+) keys? of it (?:have|has) a value of the type (.+), and (.+) loads no module',
    '$1 Schlüssel haben einen Wert vom Typ $2, und $3 lädt kein Modul',
  ],
  [
    'it has data of the type (.+), and (.+) does not load the modules (.+) and (.+)',
    'Es hat Daten vom Typ $1, und $2 lädt die Module $3 und $4 nicht',
  ],
  [
    'it has data of the type (.+), and (.+) does not load the module (.+)',
    'Es hat Daten vom Typ $1, und $2 lädt das Modul $3 nicht',
  ],
  ['it has data of the type (.+), and (.+) loads no module', 'Es hat Daten vom Typ $1, und $2 lädt kein Modul'],
  ['it has RDB version (.+), which Redis (.+) cannot load', 'Es hat RDB-Version $1, die Redis $2 nicht laden kann'],
  [
    'it crashed the server while it was loaded \\(signal (.+)\\)',
    'Es brachte den Server beim Laden zum Absturz (Signal $1)',
  ],
  [
    'it is a library but not a Redis module \\(RedisModule_OnLoad is missing\\)',
    'Das ist eine Bibliothek, aber kein Redis-Modul (RedisModule_OnLoad fehlt)',
  ],
  ['it is damaged', 'Es ist beschädigt'],
  ['it is not a file of Redis', 'Das ist keine Datei von Redis'],
  ['it is not responding', 'keine Antwort'],
  ['it is not running', 'läuft nicht'],
  ['it is stopped and has no data on disk', 'gestoppt und ohne Daten auf der Platte'],
  ['it refused to start and gave no reason', 'kein Start, ohne Angabe eines Grundes'],
  ['it refused to start: (.+)', 'kein Start: $1'],
  ['its AOF cannot be loaded: (.+)', 'Das AOF lässt sich nicht laden: @1'],
  ['its file is not executable, which Redis requires', 'Die Datei ist nicht ausführbar, wie Redis es verlangt'],
  ['its log gives the reason', 'Den Grund nennt das Log'],
  ['Redis gave no reason', 'Redis gab keinen Grund an'],
  [
    'neither a redis-server program nor an image of Redis was found',
    'Weder ein Programm redis-server noch ein Image von Redis wurde gefunden',
  ],
  [
    'no redis-server or valkey-server program was found',
    'Kein Programm redis-server oder valkey-server wurde gefunden',
  ],
  ['no answer within ([\\d,.]+) s', 'keine Antwort innerhalb von $1 s'],
  ['no registry answered', 'keine Registry antwortete'],
  ['redis.conf names no tls-cert-file', 'redis.conf nennt kein tls-cert-file'],
  ['the data folder cannot be read', 'Der Ordner mit den Daten ist nicht lesbar'],
  ['the empty folder cannot be removed \\((.+)\\)', 'Der leere Ordner lässt sich nicht entfernen ($1)'],
  [
    'the keys need at least (.+), and of its limit \\(maxmemory\\) of (.+) (.+) are used',
    'Die Schlüssel brauchen mindestens $1, und von der Grenze (maxmemory) von $2 sind $3 belegt',
  ],
  ['there was no data to save', 'Es gab keine Daten zu speichern'],
  [
    'this user cannot write to its data folder, (.+)',
    'Dieser Benutzer darf nicht in den Ordner mit den Daten schreiben, $1',
  ],
  ['too many saves in a row', 'zu viele Speichervorgänge nacheinander'],
  ['ssh connects through another machine', 'ssh verbindet über einen anderen Rechner'],
  ['ssh:// is not supported', 'ssh:// geht nicht'],
  ['not an endpoint', 'kein Endpunkt'],
  ['a value of the right form', 'ein Wert in der richtigen Form'],
  ['its first line cannot be read', 'Die erste Zeile ist nicht lesbar'],
  ['no such file', 'keine solche Datei'],
  ['it was changed', 'sie wurde geändert'],
  ['not a regular file', 'keine normale Datei'],
  // Moves and copies
  ['A tenant with this id already exists.', 'Einen Mandanten mit dieser Id gibt es schon.'],
  [
    'It is (.+). Only a tenant that runs or is stopped can move.',
    'Zustand: @1. Nur ein laufender oder gestoppter Mandant kann umziehen.',
  ],
  ['Services beside it run on this computer only: (.+).', 'Dienste daneben laufen nur auf diesem Computer: $1.'],
  ['The other machines have no free ports.', 'Die anderen Rechner haben keine freien Ports.'],
  ['This engine cannot close outgoing traffic.', 'Diese Engine kann ausgehende Verbindungen nicht sperren.'],
  [
    'This engine cannot limit the memory of a container.',
    'Diese Engine kann den Speicher eines Containers nicht begrenzen.',
  ],
  ['the kernel has no network namespaces', 'Der Kernel hat keine Netzwerk-Namensräume'],
  [
    'neither unshare nor bwrap can create a network namespace for this user',
    'Weder unshare noch bwrap kann für diesen Benutzer einen Netzwerk-Namensraum anlegen',
  ],
  [
    'a value of more than (.+) cannot be kept for an undo',
    'Ein Wert von mehr als $1 lässt sich nicht für „Rückgängig“ aufheben',
  ],
  [
    'it needs version ([\\d,.]+) of the RDB format, and the server reads version ([\\d,.]+) at most',
    'Das braucht Version $1 des RDB-Formats, und der Server liest höchstens Version $2',
  ],
  [
    'Valkey does not read hashes with expiring fields of Redis',
    'Valkey liest Hashes mit ablaufenden Feldern von Redis nicht',
  ],
  [
    'only Valkey 9 and later read hashes with expiring fields of Valkey',
    'Nur Valkey 9 und neuer liest Hashes mit ablaufenden Feldern von Valkey',
  ],
  ['the target has ([\\d,.]+) databases?', 'Das Ziel hat $1 Datenbanken'],
  ['the target has no modules', 'Das Ziel hat keine Module'],
  // Why keys are read by SCAN
  [
    'A copy may need as much memory again as the server uses, (.+), and (.+) are free.',
    'Eine Kopie braucht vielleicht noch einmal so viel Speicher, wie der Server belegt, $1, und $2 sind frei.',
  ],
  [
    'Redis of an unknown version cannot be followed: version ([\\d,.]+) is required.',
    'Ein Redis unbekannter Version lässt sich nicht verfolgen: Nötig ist Version $1.',
  ],
  [
    'Redis (.+) cannot be followed: version ([\\d,.]+) is required.',
    'Redis $1 lässt sich nicht verfolgen: Nötig ist Version $2.',
  ],
  [
    'The access rules \\(ACL\\) of the server do not permit SYNC.',
    'Die Zugriffsregeln (ACL) des Servers erlauben SYNC nicht.',
  ],
  [
    'The disk of the server may have no room for a copy of its data.',
    'Auf der Platte des Servers ist vielleicht kein Platz für eine Kopie der Daten.',
  ],
  ['The server ended ([\\d,.]+) copies: (.+).', 'Der Server brach $1 Kopien ab: @2.'],
  [
    'The server has no SYNC \\("rename-command" in redis.conf\\).',
    'Der Server hat kein SYNC („rename-command“ in redis.conf).',
  ],
  ['The server has no SYNC.', 'Der Server hat kein SYNC.'],
  ['The server is a node of a cluster.', 'Der Server ist ein Knoten eines Clusters.'],
  [
    'The server is a replica without a connection to its master, and permits no copy.',
    'Der Server ist ein Replikat ohne Verbindung zu seinem Master und erlaubt keine Kopie.',
  ],
  [
    'The server keeps no dump, and would write one for a copy \\(repl-diskless-sync no\\).',
    'Der Server hat keinen Dump und würde für eine Kopie einen schreiben (repl-diskless-sync no).',
  ],
  [
    'The server refuses CONFIG GET, so it is unknown whether a copy would change its files.',
    'Der Server lehnt CONFIG GET ab, daher ist unbekannt, ob eine Kopie seine Dateien ändern würde.',
  ],
  [
    'The server requires replicas for its writes \\(min-replicas-to-write\\), and would count this app as one.',
    'Der Server verlangt Replikate für Schreibzugriffe (min-replicas-to-write) und würde diese App mitzählen.',
  ],
  // Directives that are not changed
  [
    'The app manages the files of an instance and must know their paths.',
    'Die App verwaltet die Dateien einer Instanz und muss ihre Pfade kennen.',
  ],
  ['The app reads the log at this path.', 'Die App liest das Log unter diesem Pfad.'],
  [
    'The app relies on it to start and stop the server.',
    'Die App braucht sie, um den Server zu starten und zu stoppen.',
  ],
  ['The app relies on it to stop an instance.', 'Die App braucht sie, um eine Instanz zu stoppen.'],
  [
    'It can occur several times: edit it in the text of redis.conf.',
    'Sie kann mehrmals vorkommen: im Text von redis.conf ändern.',
  ],
  ['Start it to see its commands.', 'Starten, um die Befehle zu sehen.'],
];
