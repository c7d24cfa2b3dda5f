import type { DirectiveWords } from '../directives.ts';

/** Memory, persistence, network, security and clients, in German. */
export const dataDirectives: Readonly<Record<string, DirectiveWords>> = {
  maxmemory: {
    title: 'Speichergrenze',
    description:
      'Höchster Speicher für Daten. maxmemory-policy entscheidet, was an der Grenze geschieht. 0: keine Grenze.',
  },
  'maxmemory-policy': {
    title: 'Wenn der Speicher voll ist',
    description:
      'Welche Schlüssel Redis verdrängt, um Speicher freizugeben: die am längsten nicht verwendeten (lru), die am seltensten verwendeten (lfu), zufällige (random) oder die, die am ehesten ablaufen (ttl), unter allen Schlüsseln (allkeys) oder nur denen mit TTL (volatile). noeviction lehnt stattdessen Schreibzugriffe ab.',
  },
  'maxmemory-samples': {
    title: 'Stichproben der Verdrängung',
    description: 'So viele Schlüssel werden verglichen, um einen zu verdrängen. Mehr ist genauer und langsamer.',
  },
  'maxmemory-eviction-tenacity': {
    title: 'Nachdruck der Verdrängung',
    description: 'Wie viel Latenz Redis für die Verdrängung hinnimmt, 0 bis 100.',
  },
  'maxmemory-clients': {
    title: 'Speichergrenze der Clients',
    description:
      'Höchster Speicher für die Puffer aller Clients zusammen: eine Größe oder ein Anteil von maxmemory wie 5%. 0: keine Grenze.',
  },
  activedefrag: {
    title: 'Speicher defragmentieren',
    description: 'Verschiebt Daten im laufenden Betrieb, um fragmentierten Speicher freizugeben.',
  },
  'active-defrag-ignore-bytes': {
    title: 'Geringste Verschwendung zum Defragmentieren',
    description: 'Erst ab so viel fragmentiertem Speicher beginnt die Defragmentierung.',
  },
  'active-defrag-threshold-lower': {
    title: 'Defragmentieren ab',
    description: 'Die Fragmentierung, bei der die Defragmentierung beginnt.',
  },
  'active-defrag-threshold-upper': {
    title: 'Höchster Aufwand ab',
    description: 'Die Fragmentierung, ab der die Defragmentierung ihren höchsten Aufwand treibt.',
  },
  'active-defrag-cycle-min': {
    title: 'Geringster Aufwand der Defragmentierung',
    description: 'Anteil der CPU an der unteren Schwelle.',
  },
  'active-defrag-cycle-max': {
    title: 'Höchster Aufwand der Defragmentierung',
    description: 'Anteil der CPU an der oberen Schwelle.',
  },
  'active-defrag-max-scan-fields': {
    title: 'Felder je Schritt der Defragmentierung',
    description: 'Größere Hashes, Sets und Listen werden in Schritten defragmentiert.',
  },
  'lazyfree-lazy-eviction': {
    title: 'Verdrängte Schlüssel im Hintergrund freigeben',
    description: 'Ein Thread im Hintergrund gibt den Speicher verdrängter Schlüssel frei.',
  },
  'lazyfree-lazy-expire': {
    title: 'Abgelaufene Schlüssel im Hintergrund freigeben',
    description: 'Ein Thread im Hintergrund gibt den Speicher abgelaufener Schlüssel frei.',
  },
  'lazyfree-lazy-server-del': {
    title: 'Überschriebene Werte im Hintergrund freigeben',
    description: 'Ein Thread im Hintergrund gibt den Speicher von Werten frei, die ein Befehl ersetzt.',
  },
  'lazyfree-lazy-user-del': {
    title: 'DEL gibt im Hintergrund frei',
    description: 'DEL wirkt wie UNLINK: Ein Thread im Hintergrund gibt den Speicher frei.',
  },
  'lazyfree-lazy-user-flush': {
    title: 'Leeren gibt im Hintergrund frei',
    description: 'FLUSHALL und FLUSHDB geben Speicher im Hintergrund frei, außer mit SYNC.',
  },
  'jemalloc-bg-thread': {
    title: 'Speicher im Hintergrund freigeben',
    description: 'Die Speicherverwaltung gibt unbenutzte Seiten in einem eigenen Thread zurück.',
  },
  'active-expire-effort': {
    title: 'Aufwand für abgelaufene Schlüssel',
    description: 'Aufwand, abgelaufene Schlüssel zu finden, die kein Client liest, 1 bis 10.',
  },
  'disable-thp': {
    title: 'Große Speicherseiten abschalten',
    description: 'Schaltet Transparent Huge Pages ab, die das Sichern verlangsamen.',
  },
  'oom-score-adj': {
    title: 'Rang bei Speichermangel',
    description: 'Ob Redis Linux sagt, welcher seiner Prozesse bei Speichermangel zuerst beendet wird.',
  },
  'oom-score-adj-values': {
    title: 'Werte des Rangs bei Speichermangel',
    description: 'Werte für einen Master, ein Replikat und einen sichernden Prozess, je −2000 bis 2000.',
  },
  save: {
    title: 'Snapshots (RDB)',
    description:
      'Wann Redis von selbst einen Snapshot sichert: Paare aus Sekunden und Änderungen. „900 1“ sichert nach 15 Minuten, wenn sich mindestens ein Schlüssel geändert hat. Leer: nie.',
  },
  appendonly: {
    title: 'Append-only-Datei (AOF)',
    description:
      'Schreibt jede Änderung in eine Datei, sodass ein Absturz höchstens eine Sekunde an Änderungen kostet.',
  },
  appendfsync: {
    title: 'fsync des AOF',
    description:
      'Wann die Append-only-Datei auf die Platte geschrieben wird: always ist am sichersten und langsamsten, everysec verliert höchstens eine Sekunde, no überlässt es dem System.',
  },
  'no-appendfsync-on-rewrite': {
    title: 'Kein fsync während des Sicherns',
    description:
      'Lässt fsync während einer Sicherung aus: geringere Latenz, aber ein Absturz kostet dann bis zu 30 Sekunden.',
  },
  'auto-aof-rewrite-percentage': {
    title: 'AOF neu schreiben bei Wachstum um',
    description:
      'Redis schreibt die Append-only-Datei neu, wenn sie seit dem letzten Mal um diesen Anteil gewachsen ist. 0 schaltet das ab.',
  },
  'auto-aof-rewrite-min-size': {
    title: 'AOF neu schreiben ab',
    description: 'Kleinere Append-only-Dateien schreibt Redis nicht von selbst neu.',
  },
  'aof-load-truncated': {
    title: 'Abgeschnittenes AOF laden',
    description:
      'Nach einem Absturz kann der letzte Befehl unvollständig sein: yes lädt alles davor, no verweigert den Start.',
  },
  'aof-use-rdb-preamble': {
    title: 'RDB am Anfang des AOF',
    description: 'Beginnt ein neu geschriebenes AOF mit einem Snapshot, der kleiner ist und schneller lädt.',
  },
  'aof-timestamp-enabled': {
    title: 'Zeitstempel im AOF',
    description:
      'Schreibt Zeitstempel in die Append-only-Datei, um einen Zeitpunkt wiederherzustellen. Ältere Server können sie nicht lesen.',
  },
  'aof-rewrite-incremental-fsync': {
    title: 'Schrittweises fsync des AOF',
    description: 'Schreibt beim Neuschreiben alle 4 MB auf die Platte statt einmal am Ende.',
  },
  'aof-disable-auto-gc': {
    title: 'Alte AOF-Dateien behalten',
    description: 'Behält Append-only-Dateien, die ersetzt wurden. Für Tests von Redis selbst.',
  },
  'stop-writes-on-bgsave-error': {
    title: 'Schreiben anhalten, wenn das Sichern scheitert',
    description:
      'Lehnt nach einem gescheiterten Snapshot Schreibzugriffe ab, damit ungesicherte Daten nicht für gesichert gehalten werden.',
  },
  rdbcompression: {
    title: 'Snapshots komprimieren',
    description: 'Kleinere Dateien für etwas CPU-Zeit.',
  },
  rdbchecksum: {
    title: 'Prüfsumme in Snapshots',
    description: 'Erkennt beschädigte Snapshots; Sichern und Laden dauern etwa 10 % länger.',
  },
  'rdb-save-incremental-fsync': {
    title: 'Schrittweises fsync der Snapshots',
    description: 'Schreibt einen Snapshot alle 4 MB auf die Platte statt einmal am Ende.',
  },
  'rdb-del-sync-files': {
    title: 'Snapshots der Replikation löschen',
    description: 'Löscht Snapshots der Replikation, wenn die Persistenz aus ist.',
  },
  'sanitize-dump-payload': {
    title: 'Wiederhergestellte Werte prüfen',
    description:
      'Prüft die Kodierung von Werten aus RESTORE oder einem Snapshot. clients: nur Werte, die Clients senden.',
  },
  dir: {
    title: 'Ordner der Daten',
    description: 'Der Ordner der Snapshots und Append-only-Dateien.',
  },
  dbfilename: {
    title: 'Dateiname des Snapshots',
    description: 'Der Name der Snapshot-Datei im Ordner der Daten.',
  },
  appendfilename: {
    title: 'Dateiname des AOF',
    description: 'Der Anfang der Namen von Append-only-Dateien.',
  },
  appenddirname: {
    title: 'AOF-Ordner',
    description: 'Der Ordner der Append-only-Dateien im Ordner der Daten.',
  },
  'shutdown-on-sigterm': {
    title: 'Bei SIGTERM',
    description:
      'Das Beenden bei SIGTERM: default sichert, wenn save gesetzt ist. Mehrere Wörter gelten zusammen: nosave force.',
  },
  'shutdown-on-sigint': {
    title: 'Bei SIGINT',
    description: 'Das Beenden bei Strg-C: default sichert, wenn save gesetzt ist.',
  },
  'shutdown-timeout': {
    title: 'Beim Beenden auf Replikate warten',
    description: 'Wie lange das Beenden auf zurückliegende Replikate wartet.',
  },
  port: {
    title: 'Port für Clients',
    description: 'Der Port für Clients. In Docker ist es der Port auf diesem Computer.',
  },
  bind: {
    title: 'Adressen',
    description:
      'Die Adressen dieses Computers, an denen Clients verbinden. 127.0.0.1 lässt nur lokale Clients zu. In Docker ist es die veröffentlichte Adresse.',
  },
  'protected-mode': {
    title: 'Protected Mode',
    description: 'Ohne Passwort dürfen nur lokale Clients verbinden.',
  },
  'tcp-backlog': {
    title: 'Warteschlange für Verbindungen',
    description: 'So viele Verbindungen dürfen auf ihre Annahme warten. Auch das System hat eine Grenze.',
  },
  'tcp-keepalive': {
    title: 'Keep-alive-Abstand',
    description: 'Abstand der Anfragen an untätige Verbindungen, um verlorene Clients zu erkennen. 0: nie.',
  },
  timeout: {
    title: 'Untätige Clients trennen nach',
    description: 'Trennt einen Client, der so lange nichts sendet. 0: nie.',
  },
  unixsocket: {
    title: 'Unix-Socket',
    description: 'Der Pfad eines Sockets für lokale Clients.',
  },
  unixsocketperm: {
    title: 'Rechte des Unix-Sockets',
    description: 'Die Rechte des Sockets in Oktalschreibweise, etwa 700.',
  },
  'bind-source-addr': {
    title: 'Ausgangsadresse',
    description: 'Die lokale Adresse für Verbindungen zu anderen Servern.',
  },
  'socket-mark-id': {
    title: 'Markierung der Sockets',
    description: 'Eine Markierung der Pakete für Routing-Regeln des Systems.',
  },
  databases: {
    title: 'Anzahl der Datenbanken',
    description: 'Anzahl der Datenbanken, gezählt ab 0. Schlüssel höherer Datenbanken kann Redis nicht laden.',
  },
  requirepass: {
    title: 'Passwort',
    description: 'Das Passwort, das Clients zuerst senden müssen. Leer: keines.',
  },
  aclfile: {
    title: 'ACL-Datei',
    description: 'Eine Datei mit Benutzern und ihren Rechten, statt der user-Zeilen in redis.conf.',
  },
  'acl-pubsub-default': {
    title: 'Pub/Sub neuer Benutzer',
    description: 'Ob ein neuer Benutzer alle Kanäle oder keinen verwenden darf.',
  },
  'acllog-max-len': {
    title: 'Länge des ACL-Logs',
    description: 'So viele abgelehnte Befehle und Anmeldungen werden behalten.',
  },
  'enable-protected-configs': {
    title: 'CONFIG SET geschützter Einstellungen',
    description: 'Ob CONFIG SET dir und dbfilename ändern darf. local: nur von diesem Computer.',
  },
  'enable-debug-command': {
    title: 'Befehl DEBUG',
    description: 'Ob Clients DEBUG verwenden dürfen. local: nur von diesem Computer.',
  },
  'enable-module-command': {
    title: 'Befehl MODULE',
    description: 'Ob Clients Module laden dürfen. local: nur von diesem Computer.',
  },
  maxclients: {
    title: 'Höchstzahl der Clients',
    description: 'So viele Clients dürfen zugleich verbunden sein.',
  },
  'client-output-buffer-limit': {
    title: 'Ausgabepuffer der Clients',
    description:
      'Trennt Clients, die ihre Antworten nicht lesen: für jede Klasse (normal, replica, pubsub) eine harte Grenze, eine weiche und die Sekunden, in denen die weiche überschritten werden darf. 0: keine Grenze.',
  },
  'client-query-buffer-limit': {
    title: 'Eingabepuffer der Clients',
    description: 'Höchster Speicher für eine unvollständige Anfrage eines Clients.',
  },
  'proto-max-bulk-len': {
    title: 'Größte Zeichenkette',
    description: 'Höchste Größe einer einzelnen Zeichenkette in einer Anfrage.',
  },
  'tracking-table-max-keys': {
    title: 'Verfolgte Schlüssel',
    description: 'So viele Schlüssel verfolgt der Server für Caches der Clients. 0: keine Grenze.',
  },
  'notify-keyspace-events': {
    title: 'Meldungen über Schlüssel',
    description:
      'Welche Änderungen von Schlüsseln Redis meldet: K oder E mit Buchstaben wie g, $, l, s, h, z, x, e oder A für alle. Leer: keine.',
  },
};
