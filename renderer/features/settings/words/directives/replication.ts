import type { DirectiveWords } from '../directives.ts';

/** Replication, cluster and TLS, in German. */
export const replicationDirectives: Readonly<Record<string, DirectiveWords>> = {
  replicaof: {
    title: 'Master des Replikats',
    description: 'Host und Port des Masters, der repliziert wird. Seine Daten ersetzen die dieses Servers.',
  },
  masterauth: {
    title: 'Passwort des Masters',
    description: 'Das Passwort für die Anmeldung am Master.',
  },
  masteruser: {
    title: 'Benutzer am Master',
    description: 'Der Benutzer für die Anmeldung am Master.',
  },
  'replica-serve-stale-data': {
    title: 'Veraltete Daten liefern',
    description: 'Ob ein Replikat alte Daten liefert, solange der Master nicht erreichbar ist.',
  },
  'replica-read-only': {
    title: 'Replikat nur lesbar',
    description: 'Ob ein Replikat Schreibzugriffe ablehnt.',
  },
  'replica-announced': {
    title: 'Replikat wird gemeldet',
    description: 'Ob Sentinel dieses Replikat Clients nennt.',
  },
  'replica-priority': {
    title: 'Vorrang beim Failover',
    description: 'Sentinel befördert zuerst das Replikat mit der kleinsten Zahl; 0 wird nie befördert.',
  },
  'replica-ignore-maxmemory': {
    title: 'Keine Verdrängung auf Replikaten',
    description: 'Ob ein Replikat das Verdrängen dem Master überlässt.',
  },
  'replica-lazy-flush': {
    title: 'Replikat im Hintergrund leeren',
    description: 'Gibt die alten Daten vor einem vollständigen Abgleich im Hintergrund frei.',
  },
  'replica-ignore-disk-write-errors': {
    title: 'Plattenfehler auf Replikaten ignorieren',
    description: 'Ob ein Replikat weiterläuft, wenn es nicht auf seine Platte schreiben kann.',
  },
  'replica-announce-ip': {
    title: 'Gemeldete Adresse',
    description: 'Die Adresse, die statt der echten gemeldet wird.',
  },
  'replica-announce-port': {
    title: 'Gemeldeter Port',
    description: 'Der Port, der statt des echten gemeldet wird.',
  },
  'repl-backlog-size': {
    title: 'Replikationspuffer',
    description: 'Größe des Puffers der Änderungen für Replikate, die erneut verbinden.',
  },
  'repl-backlog-ttl': {
    title: 'Puffer behalten für',
    description: 'Wie lange der Puffer ohne verbundenes Replikat bleibt. 0: immer.',
  },
  'repl-disable-tcp-nodelay': {
    title: 'TCP_NODELAY abschalten',
    description: 'Weniger Pakete an Replikate, mit bis zu 40 ms mehr Verzögerung.',
  },
  'repl-diskless-sync': {
    title: 'Abgleich ohne Platte',
    description: 'Sendet Replikaten einen Snapshot, ohne ihn auf die Platte zu schreiben.',
  },
  'repl-diskless-sync-delay': {
    title: 'Verzögerung des Abgleichs ohne Platte',
    description: 'Wie lange ein Abgleich ohne Platte auf weitere Replikate wartet.',
  },
  'repl-diskless-sync-max-replicas': {
    title: 'Auf so viele Replikate warten',
    description:
      'Ein Abgleich ohne Platte beginnt sofort mit so vielen Replikaten. 0: Er wartet immer die ganze Verzögerung ab.',
  },
  'repl-diskless-load': {
    title: 'Laden ohne Platte',
    description: 'Ob ein Replikat den Snapshot direkt aus dem Netz lädt.',
  },
  'repl-ping-replica-period': {
    title: 'Replikate anfragen alle',
    description: 'Wie oft ein Master seine Replikate anfragt (PING).',
  },
  'repl-timeout': {
    title: 'Zeitgrenze der Replikation',
    description: 'Wie lange Master oder Replikat schweigen dürfen, bevor die Verbindung als verloren gilt.',
  },
  'min-replicas-to-write': {
    title: 'Zum Schreiben nötige Replikate',
    description:
      'Lehnt Schreibzugriffe ab, wenn weniger Replikate auf dem neuesten Stand sind. 0 schaltet die Prüfung ab.',
  },
  'min-replicas-max-lag': {
    title: 'Größter Rückstand eines Replikats',
    description: 'Größter Rückstand eines Replikats auf neuestem Stand.',
  },
  'propagation-error-behavior': {
    title: 'Fehler replizierter Befehle',
    description: 'Was geschieht, wenn ein replizierter Befehl scheitert.',
  },
  'cluster-enabled': {
    title: 'Cluster-Modus',
    description: 'Macht diesen Server zu einem Cluster-Knoten, der nur Datenbank 0 hat.',
  },
  'cluster-config-file': {
    title: 'Zustandsdatei des Clusters',
    description: 'Die Datei, in der der Knoten den Zustand des Clusters hält.',
  },
  'cluster-port': {
    title: 'Port des Cluster-Busses',
    description: 'Der Port für Verbindungen zwischen Knoten. 0: der Port plus 10000.',
  },
  'cluster-node-timeout': {
    title: 'Zeitgrenze der Knoten',
    description: 'Wie lange ein Knoten schweigen darf, bevor er als ausgefallen gilt.',
  },
  'cluster-replica-validity-factor': {
    title: 'Gültigkeitsfaktor der Replikate',
    description:
      'Ein Replikat übernimmt nicht, wenn es länger als so viele Zeitgrenzen getrennt war. 0: Es darf immer.',
  },
  'cluster-migration-barrier': {
    title: 'Schwelle für den Wechsel',
    description:
      'Ein Replikat wechselt nur dann zu einem Master ohne Replikate, wenn sein alter Master so viele behält.',
  },
  'cluster-allow-replica-migration': {
    title: 'Wechsel von Replikaten',
    description: 'Ob Replikate zu Mastern ohne Replikate wechseln.',
  },
  'cluster-require-full-coverage': {
    title: 'Vollständige Abdeckung verlangen',
    description: 'Ob der Cluster alle Befehle ablehnt, solange Slots nicht bedient werden.',
  },
  'cluster-replica-no-failover': {
    title: 'Kein Failover',
    description: 'Verhindert, dass dieses Replikat von selbst befördert wird.',
  },
  'cluster-allow-reads-when-down': {
    title: 'Lesen bei Ausfall',
    description: 'Ob ein Knoten Lesezugriffe bedient, während der Cluster ausgefallen ist.',
  },
  'cluster-allow-pubsubshard-when-down': {
    title: 'Sharded Pub/Sub bei Ausfall',
    description: 'Ob Sharded Pub/Sub weiterläuft, während der Cluster ausgefallen ist.',
  },
  'cluster-link-sendbuf-limit': {
    title: 'Sendepuffer des Cluster-Busses',
    description: 'Höchster Speicher für den Sendepuffer einer Verbindung zu einem anderen Knoten. 0: keine Grenze.',
  },
  'cluster-announce-ip': {
    title: 'Gemeldete Adresse',
    description: 'Die Adresse, die anderen Knoten gemeldet wird.',
  },
  'cluster-announce-hostname': {
    title: 'Gemeldeter Name',
    description: 'Der Hostname, der Clients gemeldet wird.',
  },
  'cluster-announce-port': {
    title: 'Gemeldeter Port',
    description: 'Der Port, der anderen Knoten gemeldet wird.',
  },
  'cluster-announce-tls-port': {
    title: 'Gemeldeter TLS-Port',
    description: 'Der TLS-Port, der anderen Knoten gemeldet wird.',
  },
  'cluster-announce-bus-port': {
    title: 'Gemeldeter Bus-Port',
    description: 'Der Bus-Port, der anderen Knoten gemeldet wird.',
  },
  'cluster-preferred-endpoint-type': {
    title: 'Bevorzugter Endpunkt',
    description: 'Ob Umleitungen die Adresse, den Hostnamen oder einen unbekannten Endpunkt nennen.',
  },
  'tls-port': {
    title: 'TLS-Port',
    description: 'Der Port für TLS-Clients. 0 schaltet TLS ab.',
  },
  'tls-cert-file': {
    title: 'Zertifikat',
    description: 'Das Zertifikat des Servers, in PEM.',
  },
  'tls-key-file': {
    title: 'Privater Schlüssel',
    description: 'Der private Schlüssel des Zertifikats, in PEM.',
  },
  'tls-key-file-pass': {
    title: 'Passwort des Schlüssels',
    description: 'Das Passwort des privaten Schlüssels.',
  },
  'tls-client-cert-file': {
    title: 'Zertifikat für andere Server',
    description: 'Das Client-Zertifikat für Verbindungen zu anderen Servern.',
  },
  'tls-client-key-file': {
    title: 'Schlüssel für andere Server',
    description: 'Der private Schlüssel dieses Zertifikats.',
  },
  'tls-client-key-file-pass': {
    title: 'Passwort dieses Schlüssels',
    description: 'Das Passwort des privaten Schlüssels für andere Server.',
  },
  'tls-dh-params-file': {
    title: 'Diffie-Hellman-Datei',
    description: 'Parameter für alte Versionen von OpenSSL.',
  },
  'tls-ca-cert-file': {
    title: 'Vertraute Zertifikate',
    description: 'Eine Datei vertrauter CA-Zertifikate.',
  },
  'tls-ca-cert-dir': {
    title: 'Ordner vertrauter Zertifikate',
    description: 'Ein Ordner vertrauter CA-Zertifikate.',
  },
  'tls-auth-clients': {
    title: 'Zertifikate der Clients',
    description: 'Ob ein Client ein Zertifikat einer vertrauten CA vorlegen muss.',
  },
  'tls-replication': {
    title: 'Replikation über TLS',
    description: 'Ob Replikate ihren Master über TLS verbinden.',
  },
  'tls-cluster': {
    title: 'Cluster-Bus über TLS',
    description: 'Ob Verbindungen zwischen Cluster-Knoten TLS verwenden.',
  },
  'tls-protocols': {
    title: 'TLS-Versionen',
    description: 'Erlaubte Versionen, etwa „TLSv1.2 TLSv1.3“. Leer: die von OpenSSL.',
  },
  'tls-ciphers': {
    title: 'Verschlüsselungen bis TLS 1.2',
    description: 'Erlaubte Verschlüsselungen, im Format von OpenSSL.',
  },
  'tls-ciphersuites': {
    title: 'Verschlüsselungen von TLS 1.3',
    description: 'Erlaubte Verschlüsselungen, im Format von OpenSSL.',
  },
  'tls-prefer-server-ciphers': {
    title: 'Server wählt die Verschlüsselung',
    description: 'Ob die Reihenfolge des Servers vor der des Clients gilt.',
  },
  'tls-session-caching': {
    title: 'Sitzungen fortsetzen',
    description: 'Lässt wiederkehrende Clients schneller verbinden.',
  },
  'tls-session-cache-size': {
    title: 'Behaltene Sitzungen',
    description: 'Höchstzahl fortsetzbarer Sitzungen. 0: keine Grenze.',
  },
  'tls-session-cache-timeout': {
    title: 'Sitzungen behalten für',
    description: 'Wie lange sich eine Sitzung fortsetzen lässt.',
  },
};
