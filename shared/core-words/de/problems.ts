import type { Patterns } from '../../core-sentence.ts';

/** Problems of instances and runtimes, and what to do about them. */
export const problems: Patterns = [
  [
    'The (.+) record of (.+) is missing; its data and settings are intact.',
    'Der Eintrag von $2 ($1) fehlt; Daten und Einstellungen sind intakt.',
  ],
  ['The (.+) of (.+) is missing; its settings are intact.', 'Von $2 fehlt: $1. Die Einstellungen sind intakt.'],
  [
    'The (.+) of (.+) is missing; its data and settings are intact.',
    'Von $2 fehlt: $1. Daten und Einstellungen sind intakt.',
  ],
  ['Start it to recreate it around the same data.', 'Starten, um sie um dieselben Daten neu zu erstellen.'],
  ['Check the log or restart it.', 'Das Log prüfen oder neu starten.'],
  ['The server is running, but nothing listens on (.+).', 'Der Server läuft, aber auf @1 lauscht nichts.'],
  [
    'The password of the running server was changed outside this app. Enter it, or restart the instance to use the password in redis.conf.',
    'Das Passwort des laufenden Servers wurde außerhalb dieser App geändert. Eingeben, oder die Instanz neu starten, um das aus redis.conf zu verwenden.',
  ],
  [
    'Enter the password. If it was set outside this app with CONFIG SET, a restart runs the instance without one.',
    'Das Passwort eingeben. Wurde es außerhalb dieser App mit CONFIG SET gesetzt, läuft die Instanz nach einem Neustart ohne.',
  ],
  [
    'Allow the user "default" these commands in the ACL file or redis.conf, then restart the instance.',
    'Dem Benutzer „default“ diese Befehle in der ACL-Datei oder redis.conf erlauben, dann die Instanz neu starten.',
  ],
  [
    'Set a password, or set protected-mode to no in redis.conf, then restart the instance.',
    'Ein Passwort setzen oder protected-mode in redis.conf auf no setzen, dann die Instanz neu starten.',
  ],
  [
    'The server on (.+) runs without TLS, and redis.conf sets TLS.',
    'Der Server auf @1 läuft ohne TLS, und redis.conf setzt TLS.',
  ],
  [
    'The server on (.+) runs with TLS, and redis.conf sets none.',
    'Der Server auf @1 läuft mit TLS, und redis.conf setzt keines.',
  ],
  [
    'Restart the instance to use redis.conf, or set the former TLS settings in the file again.',
    'Die Instanz neu starten, damit redis.conf gilt, oder die früheren TLS-Einstellungen wieder in die Datei schreiben.',
  ],
  [
    'Close clients, or raise maxclients and restart the instance.',
    'Clients schließen, oder maxclients erhöhen und die Instanz neu starten.',
  ],
  [
    'The server on (.+) requires a password, and redis.conf has none that it accepts.',
    'Der Server auf @1 verlangt ein Passwort, und redis.conf hat keines, das er annimmt.',
  ],
  [
    'The server on (.+) does not accept the password that this app has.',
    'Der Server auf @1 nimmt das Passwort dieser App nicht an.',
  ],
  [
    'Memory is full and maxmemory-policy is noeviction, so Redis refuses writes.',
    'Der Speicher ist voll und maxmemory-policy ist noeviction, daher lehnt Redis Schreibzugriffe ab.',
  ],
  [
    'Raise maxmemory, choose an evicting maxmemory-policy, or delete keys.',
    'maxmemory erhöhen, eine verdrängende maxmemory-policy wählen oder Schlüssel löschen.',
  ],
  ['Correct that line in redis.conf.', 'Diese Zeile in redis.conf berichtigen.'],
  ['Correct redis.conf.', 'redis.conf berichtigen.'],
  [
    'redis.conf does not protect the port, so it is not used.',
    'redis.conf schützt den Port nicht und wird deshalb nicht verwendet.',
  ],
  [
    'Port (\\d+) is already in use by (.+), so it cannot start.',
    'Port $1 ist schon belegt: $2. Die Instanz kann nicht starten.',
  ],
  ['Another Redis server answers on port (\\d+).', 'Auf Port $1 antwortet ein anderer Redis-Server.'],
  ['Stop that server, then restart this instance.', 'Diesen Server stoppen, dann die Instanz neu starten.'],
  ['Start it again, or check the log.', 'Neu starten oder das Log prüfen.'],
  [
    'Install Docker or Podman and start it, or set DOCKER_HOST to its socket.',
    'Docker oder Podman installieren und starten, oder DOCKER_HOST auf den Socket setzen.',
  ],
  ['The Docker engine at (.+) is not responding.', 'Die Docker-Engine unter $1 antwortet nicht.'],
  ['No Docker engine was found on this computer.', 'Auf diesem Computer wurde keine Docker-Engine gefunden.'],
  ['The Docker engine at (.+) does not answer.', 'Die Docker-Engine unter $1 antwortet nicht.'],
  [
    'Check that it and its machine are running, and that your network reaches it.',
    'Prüfen, ob sie und ihr Rechner laufen und ob das Netz sie erreicht.',
  ],
  ['No Docker engine is running at (.+).', 'Unter $1 läuft keine Docker-Engine.'],
  [
    'The certificate of the Docker engine at (.+) has expired.',
    'Das Zertifikat der Docker-Engine unter $1 ist abgelaufen.',
  ],
  [
    'The certificate of the Docker engine at (.+) is not valid yet.',
    'Das Zertifikat der Docker-Engine unter $1 ist noch nicht gültig.',
  ],
  [
    'The certificate of the Docker engine at (.+) is for other names, so it was refused.',
    'Das Zertifikat der Docker-Engine unter $1 gilt für andere Namen und wurde deshalb abgelehnt.',
  ],
  [
    'The certificate of the Docker engine at (.+) is not from the authority in ca.pem, so it was refused.',
    'Das Zertifikat der Docker-Engine unter $1 stammt nicht von der Zertifizierungsstelle in ca.pem und wurde deshalb abgelehnt.',
  ],
  [
    'The Docker engine at (.+) refuses the certificate of this computer: it has expired.',
    'Die Docker-Engine unter $1 lehnt das Zertifikat dieses Computers ab: Es ist abgelaufen.',
  ],
  [
    'The Docker engine at (.+) refuses the certificate of this computer.',
    'Die Docker-Engine unter $1 lehnt das Zertifikat dieses Computers ab.',
  ],
  [
    'The certificates for (.+) cannot be used: key.pem is not the key of cert.pem.',
    'Die Zertifikate für $1 sind nicht verwendbar: key.pem ist nicht der Schlüssel von cert.pem.',
  ],
  [
    'The certificates for (.+) cannot be used: one of the files is damaged or locked.',
    'Die Zertifikate für $1 sind nicht verwendbar: Eine der Dateien ist beschädigt oder gesperrt.',
  ],
  [
    'What answers at (.+) does not speak TLS as a Docker engine does.',
    'Was unter $1 antwortet, spricht nicht TLS wie eine Docker-Engine.',
  ],
  [
    "Issue a new one there. If it is valid, correct this computer's clock.",
    'Dort ein neues ausstellen. Ist es gültig, die Uhr dieses Computers richtig stellen.',
  ],
  [
    'Compare the clocks of both machines and correct the wrong one.',
    'Die Uhren beider Rechner vergleichen und die falsche richtig stellen.',
  ],
  [
    'Use a name or an address that it has, or issue it for this one. Otherwise another machine answers in its place.',
    'Einen Namen oder eine Adresse daraus verwenden oder es für diese ausstellen. Sonst antwortet dort ein anderer Rechner.',
  ],
  [
    'Copy ca.pem from that machine again if its certificates were renewed. Otherwise another machine answers in its place.',
    'ca.pem von diesem Rechner neu kopieren, wenn seine Zertifikate erneuert wurden. Sonst antwortet dort ein anderer Rechner.',
  ],
  [
    'Issue a new cert.pem and key.pem there. If they are valid, correct the clock of that machine.',
    'Dort neue Dateien cert.pem und key.pem ausstellen. Sind sie gültig, die Uhr jenes Rechners richtig stellen.',
  ],
  [
    'Use a cert.pem and key.pem that its authority has issued for clients.',
    'cert.pem und key.pem verwenden, die ihre Zertifizierungsstelle für Clients ausgestellt hat.',
  ],
  ['Copy both from the same place again.', 'Beide noch einmal vom selben Ort kopieren.'],
  [
    'ca.pem, cert.pem and key.pem must be PEM files, and key.pem needs no passphrase.',
    'ca.pem, cert.pem und key.pem müssen PEM-Dateien sein, key.pem ohne Passphrase.',
  ],
  ['Check the port: Docker uses 2376 for TLS.', 'Den Port prüfen: Docker verwendet 2376 für TLS.'],
  ['The Docker engine at (.+) cannot be reached \\((.+)\\).', 'Die Docker-Engine unter $1 ist nicht erreichbar ($2).'],
  [
    'This user may not use the Docker engine at (.+) \\(permission denied\\).',
    'Dieser Benutzer darf die Docker-Engine unter $1 nicht verwenden (Zugriff verweigert).',
  ],
  [
    'Join the docker group with (".+"), then sign out and in again.',
    'Mit $1 der Gruppe docker beitreten, dann ab- und wieder anmelden.',
  ],
  [
    'Start Docker Desktop, or the service with (".+"). If DOCKER_HOST is set, check it.',
    'Docker Desktop starten oder den Dienst mit $1. Ist DOCKER_HOST gesetzt, auch das prüfen.',
  ],
  ['No redis-server or valkey-server program was found.', 'Kein Programm redis-server oder valkey-server gefunden.'],
  ['The program was found but cannot run.', 'Das Programm wurde gefunden, kann aber nicht laufen.'],
  ['Run it in a terminal to see why: (.+)', 'Den Grund in einem Terminal ansehen: $1'],
  ['The program (.+) no longer exists.', 'Das Programm $1 gibt es nicht mehr.'],
  [
    'Reinstall redis-server with your package manager, then start the instance.',
    'redis-server mit der Paketverwaltung neu installieren, dann die Instanz starten.',
  ],
  [
    'Redis stopped unexpectedly: it crashed, was killed, or the computer rebooted.',
    'Redis endete unerwartet: Absturz, von außen beendet, oder der Computer wurde neu gestartet.',
  ],
  [
    'It may be busy or hung. Check its log, or restart it.',
    'Sie ist vielleicht ausgelastet oder hängt. Ihr Log prüfen oder neu starten.',
  ],
  [
    'Check that it is running. If DOCKER_HOST is set, check it.',
    'Prüfen, ob sie läuft. Ist DOCKER_HOST gesetzt, auch das prüfen.',
  ],
];
