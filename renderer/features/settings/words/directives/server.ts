import type { DirectiveWords } from '../directives.ts';

/** Logs, the server and data structures, in German. */
export const serverDirectives: Readonly<Record<string, DirectiveWords>> = {
  loglevel: {
    title: 'Ausführlichkeit des Logs',
    description: 'Wie viel Redis ins Log schreibt, von debug (alles) bis warning (nur Wichtiges).',
  },
  logfile: {
    title: 'Logdatei',
    description: 'Der Pfad des Logs.',
  },
  'slowlog-log-slower-than': {
    title: 'Schwelle des Slow Log',
    description: 'Das Slow Log nimmt Befehle auf, die länger dauern. −1 schaltet es ab, 0 nimmt alle Befehle auf.',
  },
  'slowlog-max-len': {
    title: 'Länge des Slow Log',
    description: 'So viele langsame Befehle werden behalten.',
  },
  'latency-monitor-threshold': {
    title: 'Schwelle der Latenzüberwachung',
    description: 'Die Latenzüberwachung nimmt Ereignisse auf, die länger dauern. 0 schaltet sie ab.',
  },
  'latency-tracking': {
    title: 'Latenz messen',
    description: 'Misst die Latenz jedes Befehls.',
  },
  'latency-tracking-info-percentiles': {
    title: 'Perzentile der Latenz',
    description: 'Die Perzentile, die INFO nennt.',
  },
  'syslog-enabled': {
    title: 'Systemprotokoll',
    description: 'Ob Redis auch ins Systemprotokoll schreibt.',
  },
  'syslog-ident': {
    title: 'Name im Systemprotokoll',
    description: 'Der Name des Servers im Systemprotokoll.',
  },
  'syslog-facility': {
    title: 'Kategorie im Systemprotokoll',
    description: 'Die Kategorie (facility) des Servers im Systemprotokoll.',
  },
  'crash-log-enabled': {
    title: 'Absturzbericht',
    description: 'Ob ein Absturz einen Bericht ins Log schreibt.',
  },
  'crash-memcheck-enabled': {
    title: 'Speichertest beim Absturz',
    description: 'Ob ein Absturz den Speicher testet, bevor der Server endet.',
  },
  'always-show-logo': {
    title: 'Logo im Log',
    description: 'Ob jeder Start das Logo ins Log schreibt.',
  },
  daemonize: {
    title: 'Im Hintergrund laufen',
    description: 'Ob der Server als Daemon läuft.',
  },
  supervised: {
    title: 'Dienstverwaltung',
    description: 'Die Dienstverwaltung, der sich der Server meldet.',
  },
  pidfile: {
    title: 'PID-Datei',
    description: 'Die Datei mit der Prozess-ID des Servers.',
  },
  hz: {
    title: 'Takt der Hintergrundarbeit',
    description:
      'Wie oft pro Sekunde der Server Hintergrundarbeit erledigt. Mehr reagiert schneller und kostet mehr CPU-Zeit.',
  },
  'dynamic-hz': {
    title: 'Takt an Clients anpassen',
    description: 'Erhöht hz mit der Zahl der Clients.',
  },
  activerehashing: {
    title: 'Im Leerlauf umordnen',
    description: 'Ordnet die Schlüsseltabellen in freier CPU-Zeit um.',
  },
  'io-threads': {
    title: 'I/O-Threads',
    description: 'Threads, die an Clients schreiben. Sinnvoll ab vier CPU-Kernen.',
  },
  'io-threads-do-reads': {
    title: 'I/O-Threads lesen auch',
    description: 'Ob die I/O-Threads auch Anfragen lesen.',
  },
  'busy-reply-threshold': {
    title: 'Schwelle langsamer Skripte',
    description: 'Läuft ein Skript oder eine Funktion länger, erhalten andere Clients BUSY-Fehler. 0: nie.',
  },
  'set-proc-title': {
    title: 'Prozesstitel setzen',
    description: 'Ob die Prozessliste Adresse und Port des Servers zeigt.',
  },
  'proc-title-template': {
    title: 'Prozesstitel',
    description: 'Das Format des Prozesstitels.',
  },
  server_cpulist: {
    title: 'CPUs des Servers',
    description: 'Die CPUs für den Haupt-Thread und die I/O-Threads, etwa 0-7:2.',
  },
  bio_cpulist: {
    title: 'CPUs der Hintergrund-Threads',
    description: 'Die CPUs für Threads im Hintergrund.',
  },
  aof_rewrite_cpulist: {
    title: 'CPUs beim Neuschreiben des AOF',
    description: 'Die CPUs für das Neuschreiben des AOF.',
  },
  bgsave_cpulist: {
    title: 'CPUs beim Sichern',
    description: 'Die CPUs für das Sichern im Hintergrund.',
  },
  'ignore-warnings': {
    title: 'Ignorierte Warnungen',
    description: 'Warnungen des Systems, die einen Start nicht verhindern sollen.',
  },
  'hash-max-listpack-entries': {
    title: 'Kleine Hashes: Felder',
    description: 'Hashes mit bis zu so vielen Feldern werden kompakt gespeichert.',
  },
  'hash-max-listpack-value': {
    title: 'Kleine Hashes: größter Wert',
    description: 'Hashes mit einem längeren Feld oder Wert werden nicht kompakt gespeichert.',
  },
  'list-max-listpack-size': {
    title: 'Größe der Listenknoten',
    description: 'Höchstzahl der Einträge je Listenknoten, oder seine Größe von −1 (4 KB) bis −5 (64 KB).',
  },
  'list-compress-depth': {
    title: 'Unkomprimierte Enden von Listen',
    description: 'Unkomprimierte Knoten an jedem Ende einer Liste. 0 schaltet die Kompression ab.',
  },
  'set-max-intset-entries': {
    title: 'Kleine Sets von Zahlen',
    description: 'Sets ganzer Zahlen mit bis zu so vielen Membern werden kompakt gespeichert.',
  },
  'set-max-listpack-entries': {
    title: 'Kleine Sets: Member',
    description: 'Sets mit bis zu so vielen Membern werden kompakt gespeichert (Redis 7.2).',
  },
  'set-max-listpack-value': {
    title: 'Kleine Sets: größtes Member',
    description: 'Sets mit einem längeren Member werden nicht kompakt gespeichert (Redis 7.2).',
  },
  'zset-max-listpack-entries': {
    title: 'Kleine Sorted Sets: Member',
    description: 'Sorted Sets mit bis zu so vielen Membern werden kompakt gespeichert.',
  },
  'zset-max-listpack-value': {
    title: 'Kleine Sorted Sets: größtes Member',
    description: 'Sorted Sets mit einem längeren Member werden nicht kompakt gespeichert.',
  },
  'hll-sparse-max-bytes': {
    title: 'Dünne HyperLogLogs',
    description: 'Größere HyperLogLogs werden dicht gespeichert, je 12 KB.',
  },
  'stream-node-max-bytes': {
    title: 'Größe der Stream-Knoten',
    description: 'Höchste Größe eines Stream-Knotens. 0: keine Grenze.',
  },
  'stream-node-max-entries': {
    title: 'Einträge je Stream-Knoten',
    description: 'Höchstzahl der Einträge in einem Stream-Knoten. 0: keine Grenze.',
  },
  'lfu-log-factor': {
    title: 'LFU: Faktor',
    description: 'Ein höherer Faktor braucht mehr Zugriffe, bis der Zähler eines Schlüssels voll ist.',
  },
  'lfu-decay-time': {
    title: 'LFU: Abklingzeit',
    description: 'Nach dieser Zeit sinkt der Zugriffszähler eines Schlüssels um eins. 0: nie.',
  },
};
