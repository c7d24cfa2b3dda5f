import type { Patterns } from '../../core-sentence.ts';

/** Failures of backups, restores and schedules. */
export const backups: Patterns = [
  // Take
  ['(.+) already has a backup "(.+)".', '$1 hat schon ein Backup „$2“.'],
  ['(.+) of (.+) has a backup "(.+)" already.', '$1 von $2 hat schon ein Backup „$3“.'],
  ['(.+) has no backup "(.+)".', '$1 hat kein Backup „$2“.'],
  ['List its backups to see their names.', 'Die Namen stehen in der Liste der Backups.'],
  ['Choose another name, or delete that backup.', 'Einen anderen Namen wählen oder dieses Backup löschen.'],
  [
    '(.+) cannot be archived: its data folder cannot be read from here.',
    '$1 kann nicht archiviert werden: Der Ordner mit den Daten ist von hier nicht lesbar.',
  ],
  ['Take a snapshot, which uses its connection.', 'Einen Snapshot aufnehmen, der die Verbindung benutzt.'],
  [
    '(.+) has nothing to back up: it is stopped and has no data on disk.',
    'Bei $1 gibt es nichts zu sichern: Die Instanz ist gestoppt und hat keine Daten auf der Platte.',
  ],
  [
    '(.+) has nothing to copy: it is stopped and has no data on disk.',
    'Bei $1 gibt es nichts zu kopieren: Die Instanz ist gestoppt und hat keine Daten auf der Platte.',
  ],
  [
    '(.+) could not save its data: its log gives the reason.',
    '$1 konnte die Daten nicht speichern: Den Grund nennt das Log.',
  ],
  ['(.+) could not save its data: (.+).', '$1 konnte die Daten nicht speichern: @2.'],
  [
    'Check the disk space and the permissions of its data folder, then try again.',
    'Plattenplatz und Rechte des Ordners mit den Daten prüfen, dann erneut versuchen.',
  ],
  [
    'Until a save succeeds, (.+) refuses writes \\(stop-writes-on-bgsave-error\\).',
    'Bis ein Speichern gelingt, lehnt $1 Schreibzugriffe ab (stop-writes-on-bgsave-error).',
  ],
  [
    'Fix the cause \\(disk space, or permissions of its data folder\\) and try again.',
    'Die Ursache beheben (Plattenplatz oder Rechte des Ordners mit den Daten) und erneut versuchen.',
  ],
  [
    '(.+) saved again before the dump of this backup could be identified.',
    '$1 speicherte erneut, bevor der Dump dieses Backups zu erkennen war.',
  ],
  [
    '(.+) accepted writes after each of ([\\d,.]+) saves, because its write pause expired each time.',
    '$1 nahm nach jedem von $2 Speichervorgängen Schreibzugriffe an, weil die Schreibpause jedes Mal ablief.',
  ],
  ['Try again when this computer is less busy.', 'Erneut versuchen, wenn dieser Computer weniger ausgelastet ist.'],
  ['(.+) did not send its data: (.+).', '$1 hat die Daten nicht gesendet: @2.'],
  ['(.+) refuses to save: (.+).', '$1 lehnt das Speichern ab: @2.'],
  ['The disk is full: (.+) of (.+) was not backed up.', 'Die Platte ist voll: $1 von $2 wurde nicht gesichert.'],
  [
    'The disk is full: the backup (.+) was not restored, and (.+) of (.+) has its old data.',
    'Die Platte ist voll: Das Backup $1 wurde nicht wiederhergestellt, und $2 von $3 hat die alten Daten.',
  ],
  [
    'The data was loaded but could not be saved as a snapshot: (.+).',
    'Die Daten wurden geladen, ließen sich aber nicht als Snapshot speichern: @1.',
  ],
  ['The data of (.+) could not be saved: (.+).', 'Die Daten von $1 ließen sich nicht speichern: @2.'],
  // Verify and restore
  [
    'The backup "(.+)" of (.+) failed verification: (.+) Do not rely on it.',
    'Die Prüfung des Backups „$1“ von $2 ist gescheitert: @3 Nicht darauf verlassen.',
  ],
  ['it could not be loaded', 'Es ließ sich nicht laden.'],
  ['Take another backup.', 'Ein weiteres Backup aufnehmen.'],
  ['The backup "(.+)" of (.+) is damaged: (.+)', 'Das Backup „$1“ von $2 ist beschädigt: @3'],
  [
    'The backup "(.+)" of (.+) can no longer be restored: it was deleted more than ten minutes ago.',
    'Das Backup „$1“ von $2 lässt sich nicht mehr zurückholen: Es wurde vor mehr als zehn Minuten gelöscht.',
  ],
  [
    'The benchmark result of (.+) can no longer be restored: it was deleted more than ten minutes ago.',
    'Das Benchmark-Ergebnis von $1 lässt sich nicht mehr zurückholen: Es wurde vor mehr als zehn Minuten gelöscht.',
  ],
  [
    'The backup "(.+)" cannot be loaded here: it has RDB version (.+), which Redis (.+) cannot load.',
    'Das Backup „$1“ lässt sich hier nicht laden: Es hat RDB-Version $2, die Redis $3 nicht laden kann.',
  ],
  ['The backup "(.+)" cannot be loaded here: (.+).', 'Das Backup „$1“ lässt sich hier nicht laden: @2.'],
  ['The backup "(.+)" cannot be restored here: (.+).', 'Das Backup „$1“ lässt sich hier nicht wiederherstellen: @2.'],
  [
    'Install the Redis version that wrote it, or a newer one.',
    'Die Redis-Version installieren, die es geschrieben hat, oder eine neuere.',
  ],
  [
    'The backup "(.+)" cannot be restored into (.+): (.+) keys of it have a value of the type (.+), and (.+) does not load the modules (.+) and (.+).',
    'Das Backup „$1“ lässt sich nicht in $2 wiederherstellen: $3 Schlüssel haben einen Wert vom Typ $4, und $5 lädt die Module $6 und $7 nicht.',
  ],
  [
    'The backup "(.+)" cannot be restored into (.+): (.+) keys? of it (?:have|has) a value of the type (.+), and (.+) does not load the module (.+).',
    'Das Backup „$1“ lässt sich nicht in $2 wiederherstellen: $3 Schlüssel mit einem Wert vom Typ $4, und $5 lädt das Modul $6 nicht.',
  ],
  [
    'The backup "(.+)" cannot be restored into (.+): (.+) keys? of it (?:have|has) a value of the type (.+), and (.+) loads no module.',
    'Das Backup „$1“ lässt sich nicht in $2 wiederherstellen: $3 Schlüssel mit einem Wert vom Typ $4, und $5 lädt kein Modul.',
  ],
  [
    'The backup "(.+)" cannot be restored into (.+): it has data of the type (.+), and (.+) does not load the modules (.+) and (.+).',
    'Das Backup „$1“ lässt sich nicht in $2 wiederherstellen: Es hat Daten vom Typ $3, und $4 lädt die Module $5 und $6 nicht.',
  ],
  [
    'The backup "(.+)" cannot be restored into (.+): it has data of the type (.+), and (.+) does not load the module (.+).',
    'Das Backup „$1“ lässt sich nicht in $2 wiederherstellen: Es hat Daten vom Typ $3, und $4 lädt das Modul $5 nicht.',
  ],
  [
    'The backup "(.+)" cannot be restored into (.+): it has data of the type (.+), and (.+) loads no module.',
    'Das Backup „$1“ lässt sich nicht in $2 wiederherstellen: Es hat Daten vom Typ $3, und $4 lädt kein Modul.',
  ],
  ['It was taken with the modules (.+) and (.+).', 'Aufgenommen mit den Modulen $1 und $2.'],
  ['It was taken with the module (.+).', 'Aufgenommen mit dem Modul $1.'],
  ['Load the module into (.+), then try again.', 'Das Modul in $1 laden, dann erneut versuchen.'],
  ['Load the module there first.', 'Das Modul zuerst dort laden.'],
  ['Or restore into a new tenant instead.', 'Oder stattdessen in einem neuen Mandanten wiederherstellen.'],
  ['Restore into a new tenant instead.', 'Stattdessen in einem neuen Mandanten wiederherstellen.'],
  ['Restore another backup.', 'Ein anderes Backup wiederherstellen.'],
  [
    'The backup "(.+)" uses its AOF (.+), as its manifest records.',
    'Das Backup „$1“ verwendet das AOF $2, wie sein Manifest angibt.',
  ],
  [
    'The backup "(.+)" uses its RDB (.+), as its manifest records.',
    'Das Backup „$1“ verwendet die RDB $2, wie sein Manifest angibt.',
  ],
  [
    'To use other data of the archive, export the backup, import the file and choose the other data.',
    'Für andere Daten des Archivs das Backup exportieren, die Datei importieren und die anderen Daten wählen.',
  ],
  [
    'The backup "(.+)" was not loaded completely into (.+): ([\\d,.]+) keys? (?:was|were) expected and ([\\d,.]+) loaded.',
    'Das Backup „$1“ wurde nicht vollständig in $2 geladen: $3 Schlüssel erwartet, $4 geladen.',
  ],
  ['The backup (.+) of (.+) cannot be restored: (.+).', 'Das Backup $1 von $2 lässt sich nicht wiederherstellen: @3.'],
  [
    'Nothing can be restored into (.+): this user cannot write to its data folder, (.+), which is in a Docker volume.',
    'In $1 lässt sich nichts wiederherstellen: Dieser Benutzer darf nicht in den Ordner mit den Daten schreiben, $2 in einem Docker-Volume.',
  ],
  [
    'Nothing can be restored into (.+): this user cannot write to its data folder, (.+).',
    'In $1 lässt sich nichts wiederherstellen: Dieser Benutzer darf nicht in den Ordner mit den Daten schreiben, $2.',
  ],
  [
    'A backup of (.+) needs about (.+) and keeps (.+) free; the disk that holds (.+) has (.+).',
    'Ein Backup von $1 braucht etwa $2 und lässt $3 frei; die Platte mit $4 hat $5.',
  ],
  [
    'An archive of (.+) needs about (.+) and keeps (.+) free; the disk that holds (.+) has (.+).',
    'Ein Archiv von $1 braucht etwa $2 und lässt $3 frei; die Platte mit $4 hat $5.',
  ],
  [
    'A copy of the snapshot needs about (.+) and keeps (.+) free; the disk that holds (.+) has (.+).',
    'Eine Kopie des Snapshots braucht etwa $1 und lässt $2 frei; die Platte mit $3 hat $4.',
  ],
  [
    'The copy of the module needs about (.+) and keeps (.+) free; the disk that holds (.+) has (.+).',
    'Die Kopie des Moduls braucht etwa $1 und lässt $2 frei; die Platte mit $3 hat $4.',
  ],
  [
    'the scratch server of the benchmark needs about (.+) and keeps (.+) free; the disk that holds (.+) has (.+).',
    'Der Testserver des Benchmarks braucht etwa $1 und lässt $2 frei; die Platte mit $3 hat $4.',
  ],
  [
    'Exporting "(.+)" needs about (.+) and keeps (.+) free; the disk that holds (.+) has (.+).',
    'Der Export von „$1“ braucht etwa $2 und lässt $3 frei; die Platte mit $4 hat $5.',
  ],
  [
    'Importing (.+) needs about (.+) and keeps (.+) free; the disk that holds (.+) has (.+).',
    'Der Import von $1 braucht etwa $2 und lässt $3 frei; die Platte mit $4 hat $5.',
  ],
  [
    'Reading (.+) needs about (.+) and keeps (.+) free; the disk that holds (.+) has (.+).',
    'Das Lesen von $1 braucht etwa $2 und lässt $3 frei; die Platte mit $4 hat $5.',
  ],
  [
    'Restoring "(.+)" needs about (.+) and keeps (.+) free; the disk that holds (.+) has (.+).',
    'Das Wiederherstellen von „$1“ braucht etwa $2 und lässt $3 frei; die Platte mit $4 hat $5.',
  ],
  [
    'Verifying "(.+)" needs about (.+) and keeps (.+) free; the disk that holds (.+) has (.+).',
    'Das Prüfen von „$1“ braucht etwa $2 und lässt $3 frei; die Platte mit $4 hat $5.',
  ],
  [
    'Give your user write permission there, or choose another folder.',
    'Dem eigenen Benutzer dort Schreibrechte geben oder einen anderen Ordner wählen.',
  ],
  [
    'Give your user write permission there, or choose another folder with VROOLI_HOME.',
    'Dem eigenen Benutzer dort Schreibrechte geben oder mit VROOLI_HOME einen anderen Ordner wählen.',
  ],
  [
    'Give your group write access and try again: (.+).',
    'Der eigenen Gruppe Schreibrechte geben und erneut versuchen: $1.',
  ],
  [
    '(.+) needs about (.+) and keeps (.+) free; the disk that holds (.+) has (.+).',
    '$1 braucht etwa $2 und lässt $3 frei; die Platte mit $4 hat $5.',
  ],
  [
    'Free some space and try again; nothing was changed.',
    'Platz schaffen und erneut versuchen; nichts wurde geändert.',
  ],
  [
    'Free some space and try again; unfinished changes are undone.',
    'Platz schaffen und erneut versuchen; halbfertige Änderungen werden rückgängig gemacht.',
  ],
  ['Free some space and try again.', 'Platz schaffen und erneut versuchen.'],
  ['Free some space, then try again.', 'Platz schaffen, dann erneut versuchen.'],
  ['Free some disk space and try again.', 'Plattenplatz schaffen und erneut versuchen.'],
  ['Free some memory and try again.', 'Arbeitsspeicher schaffen und erneut versuchen.'],
  ['The disk that holds the Docker data is full.', 'Die Platte mit den Daten von Docker ist voll.'],
  ['The disk that holds (.+) is full.', 'Die Platte mit $1 ist voll.'],
  ['The disk is full.', 'Die Platte ist voll.'],
  [
    'The scratch Redis was stopped while it loaded the data: it needs more than its limit of (.+).',
    'Das Redis zum Testen wurde beim Laden der Daten gestoppt: Es braucht mehr als seine Grenze von $1.',
  ],
  [
    'The scratch Redis was stopped while it loaded the data: it needs more than the available memory.',
    'Das Redis zum Testen wurde beim Laden der Daten gestoppt: Es braucht mehr als den verfügbaren Speicher.',
  ],
  ['The data may be intact.', 'Die Daten sind vielleicht intakt.'],
  ['It may be intact.', 'Es ist vielleicht intakt.'],
  ['The scratch server (.+) of (.+) did not start: (.+).', 'Der Testserver $1 von $2 startete nicht: @3.'],
  ['The scratch server (.+) did not start: (.+).', 'Der Testserver $1 startete nicht: @2.'],
  ['The instance was not touched.', 'Die Instanz wurde nicht berührt.'],
  [
    'No Redis can load the data: neither a redis-server program nor an image of Redis was found.',
    'Kein Redis kann die Daten laden: Weder ein Programm redis-server noch ein Image von Redis wurde gefunden.',
  ],
  [
    'Install redis-server with your package manager, or start Docker.',
    'redis-server mit der Paketverwaltung installieren oder Docker starten.',
  ],
  ['Install redis-server with your package manager.', 'redis-server mit der Paketverwaltung installieren.'],
  [
    'Install one with your package manager, or use Docker.',
    'Eines mit der Paketverwaltung installieren oder Docker verwenden.',
  ],
  [
    'The keys cannot be read: its AOF cannot be loaded: (.+).',
    'Die Schlüssel sind nicht lesbar: Das AOF lässt sich nicht laden: @1.',
  ],
  // Import and export
  ['(.+) cannot be imported: (.+).', '$1 kann nicht importiert werden: @2.'],
  ['This file cannot be imported: (.+).', 'Diese Datei kann nicht importiert werden: @1.'],
  [
    '(.+) contains (.+), and neither a redis.conf nor their dates show which one its server loaded.',
    '$1 enthält @2, und weder eine redis.conf noch die Zeitangaben zeigen, welchen der Server geladen hat.',
  ],
  [
    '(.+) contains (.+), among them parts of an AOF without the manifest that lists them.',
    '$1 enthält @2, darunter Teile eines AOF ohne das Manifest, das sie nennt.',
  ],
  ['Each part lacks the keys of the others.', 'Jedem Teil fehlen die Schlüssel der anderen.'],
  [
    'Add the manifest to import them together, or choose one.',
    'Das Manifest dazulegen, um sie zusammen zu importieren, oder eines wählen.',
  ],
  ['([\\d,.]+) data sets', '$1 Datenbestände'],
  [
    '(.+) contains one (.+), so there is no other data to choose.',
    '$1 enthält nur eines ($2), daher gibt es keine anderen Daten zu wählen.',
  ],
  ['The file contains no data set "(.+)".', 'Die Datei enthält keinen Datenbestand „$1“.'],
  ['Choose one of (.+).', 'Eines von diesen wählen: $1.'],
  ['Choose one.', 'Einen wählen.'],
  ['Leave the choice out.', 'Die Auswahl weglassen.'],
  ['(.+) is compressed with (.+), which is not supported.', '$1 ist mit $2 komprimiert, das geht nicht.'],
  ["Unpack it with (.+) '(.+)' and import the result.", "Mit $1 '$2' auspacken und das Ergebnis importieren."],
  ['(.+) already exists and is not a regular file.', '$1 gibt es schon, aber nicht als normale Datei.'],
  ['(.+) already exists.', '$1 gibt es schon.'],
  ['(.+) exists already and was not written by this app.', '$1 gibt es schon und stammt nicht von dieser App.'],
  ['(.+) exists already.', '$1 gibt es schon.'],
  [
    'Choose another folder, or confirm to replace it.',
    'Einen anderen Ordner wählen oder bestätigen, um ihn zu ersetzen.',
  ],
  [
    'Choose another folder, or confirm to replace the files.',
    'Einen anderen Ordner wählen oder bestätigen, um die Dateien zu ersetzen.',
  ],
  [
    'Choose another name, or confirm that it may be replaced.',
    'Einen anderen Namen wählen oder bestätigen, dass sie ersetzt werden darf.',
  ],
  ['Choose another name.', 'Einen anderen Namen wählen.'],
  ['The uploaded file was deleted.', 'Die hochgeladene Datei wurde gelöscht.'],
  ['Choose it again.', 'Erneut wählen.'],
  ['The export was cancelled.', 'Der Export wurde abgebrochen.'],
  ['A file belongs to no instance.', 'Eine Datei gehört zu keiner Instanz.'],
  [
    'Name the instance that its keys are restored to.',
    'Die Instanz nennen, in der ihre Schlüssel wiederhergestellt werden.',
  ],
  ['it cannot be decompressed \\((.+)\\)', 'Die Daten lassen sich nicht entpacken ($1)'],
  ['it cannot be decompressed: (.+)', 'Die Daten lassen sich nicht entpacken: $1'],
  ['it cannot be unpacked', 'Das Archiv lässt sich nicht auspacken'],
  ['it cannot be unpacked: (.+)', 'Das Archiv lässt sich nicht auspacken: $1'],
  ['it contains neither an RDB nor an AOF, only (.+)', 'Darin ist weder eine RDB noch ein AOF, nur $1'],
  ['it contains neither an RDB nor an AOF', 'Darin ist weder eine RDB noch ein AOF'],
  ['it contains no backup', 'Darin ist kein Backup'],
  ['it is neither an RDB nor an AOF', 'Das ist weder eine RDB noch ein AOF'],
  [
    'it is neither an RDB, nor an AOF, nor a tar of one, nor an exported backup',
    'Das ist weder eine RDB noch ein AOF, kein tar davon und kein exportiertes Backup',
  ],
  [
    'its decompressed content is neither an RDB, nor an AOF, nor a tar of one, nor an exported backup',
    'Der entpackte Inhalt ist weder eine RDB noch ein AOF, kein tar davon und kein exportiertes Backup',
  ],
  ['it is not a Redis snapshot', 'Das ist kein Snapshot von Redis'],
  ['it is not a regular file', 'Das ist keine normale Datei'],
  [
    'its checksum differs from the one in its manifest: the file was changed or truncated',
    'Die Prüfsumme weicht vom Manifest ab: Die Datei wurde geändert oder abgeschnitten',
  ],
  ['its content has changed since it was written', 'Der Inhalt hat sich seit dem Schreiben geändert'],
  ['it is larger than (.+)', 'Sie ist größer als $1'],
  ['its name must be a file name such as dump.rdb', 'Der Name muss ein Dateiname wie dump.rdb sein'],
  ['a backup is one file, or a dump and its .info', 'Ein Backup ist eine Datei, oder ein Dump und seine .info'],
  [
    '([\\d,.]+) uploads are already in progress; wait until one has finished',
    'Schon $1 Dateien werden hochgeladen; warten, bis eine fertig ist',
  ],
  [
    'the backup "(.+)" contains one (.+), so there is no other data to choose.',
    'Das Backup „$1“ enthält nur eines ($2), daher gibt es keine anderen Daten zu wählen.',
  ],
  ['the backup "(.+)" cannot be imported: (.+).', 'Das Backup „$1“ kann nicht importiert werden: @2.'],
  ['The file the backup "(.+)" does not exist.', 'Die Datei des Backups „$1“ gibt es nicht.'],
  [
    'The backup "(.+)" contains (.+), among them parts of an AOF without the manifest that lists them.',
    'Das Backup „$1“ enthält @2, darunter Teile eines AOF ohne das Manifest, das sie nennt.',
  ],
  [
    'The backup "(.+)" contains (.+), and neither a redis.conf nor their dates show which one its server loaded.',
    'Das Backup „$1“ enthält @2, und weder eine redis.conf noch die Zeitangaben zeigen, welchen der Server geladen hat.',
  ],
  [
    'A newer Redis wrote it in RDB version ([\\d,.]+), and Redis (.+) reads RDB version ([\\d,.]+) at most. Upgrade Redis there first',
    'Ein neueres Redis schrieb es in RDB-Version $1, und Redis $2 liest höchstens RDB-Version $3. Zuerst dort Redis aktualisieren',
  ],
  [
    '(.+) wrote it in RDB version ([\\d,.]+), and Redis (.+) reads RDB version ([\\d,.]+) at most. Upgrade Redis there first',
    '$1 schrieb es in RDB-Version $2, und Redis $3 liest höchstens RDB-Version $4. Zuerst dort Redis aktualisieren',
  ],
  [
    'it has keys in database ([\\d,.]+), and the instance has ([\\d,.]+) databases?. Raise "databases" to ([\\d,.]+) there first',
    'Es hat Schlüssel in Datenbank $1, und die Instanz hat $2 Datenbanken. Zuerst dort „databases“ auf $3 erhöhen',
  ],
  [
    'Redis (.+) cannot read the data of (.+), which (.+) wrote as Redis (.+) does.',
    'Redis $1 kann die Daten von $2 nicht lesen, die $3 wie Redis $4 schrieb.',
  ],
  [
    'Redis (.+) cannot read the data of (.+), which (.+) wrote.',
    'Redis $1 kann die Daten von $2 nicht lesen, die $3 schrieb.',
  ],
  ['Choose (.+) or a newer version.', '$1 oder eine neuere Version wählen.'],
  ['AOF could not be enabled \\((.+)\\)', 'Das AOF ließ sich nicht einschalten ($1)'],
  [
    'the AOF could not be written; the log shows the reason',
    'Das AOF ließ sich nicht schreiben; den Grund nennt das Log',
  ],
  // Schedules
  ['This schedule does not exist.', 'Diesen Zeitplan gibt es nicht.'],
  ['This schedule is already running.', 'Dieser Zeitplan läuft schon.'],
  ['Wait until it ends, then install the update.', 'Das Ende abwarten, dann die neue Version installieren.'],
  ['(.+) is still running.', '$1 läuft noch.'],
  [
    'This cron expression never matches: no year has such a day.',
    'Dieser Cron-Ausdruck trifft nie zu: Kein Jahr hat einen solchen Tag.',
  ],
  [
    'A cron expression has five fields \\((.+)\\), and this one has none.',
    'Ein Cron-Ausdruck hat fünf Felder ($1), dieser hat keines.',
  ],
  [
    'A cron expression has five fields \\((.+)\\), and this one has (.+).',
    'Ein Cron-Ausdruck hat fünf Felder ($1), dieser hat $2.',
  ],
  [
    'The (.+) is “(.+)”: use (.+), a list such as 1,2, a range such as 1-5, a step such as \\*/2, or \\* for any.',
    '@1 ist „$2“: möglich sind $3, eine Liste wie 1,2, ein Bereich wie 1-5, eine Schrittweite wie */2 oder * für alle.',
  ],
  ['minute', 'Die Minute'],
  ['hour', 'Die Stunde'],
  ['day of the month', 'Der Tag des Monats'],
  ['month', 'Der Monat'],
  ['day of the week', 'Der Wochentag'],
  ['cron: (.+).', 'cron: @1.'],
  [
    'Give a cron expression of five fields, such as "0 3 \\* \\* \\*" for 03:00 UTC every day.',
    'Einen Cron-Ausdruck mit fünf Feldern angeben, etwa „0 3 * * *“ für täglich 03:00 UTC.',
  ],
];
