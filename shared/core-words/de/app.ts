import type { Patterns } from '../../core-sentence.ts';

/** Failures of the app itself: files, home, updates, alerts, benchmark, console and charts; and sentences of all areas. */
export const app: Patterns = [
  // Sentences of all areas
  ['Try again.', 'Erneut versuchen.'],
  ['Try again when it responds.', 'Erneut versuchen, wenn wieder eine Antwort kommt.'],
  ['Try again; nothing was changed.', 'Erneut versuchen; nichts wurde geändert.'],
  ['Nothing was changed.', 'Nichts wurde geändert.'],
  ['Nothing was lost.', 'Nichts ging verloren.'],
  ['Everything was rolled back.', 'Alles wurde zurückgesetzt.'],
  ['This is a bug in the app: please report it.', 'Das ist ein Fehler der App: bitte melden.'],
  [
    'Something went wrong inside the app; the log has the details.',
    'In der App ging etwas schief; Einzelheiten stehen im Log.',
  ],
  ['Repair it first.', 'Zuerst reparieren.'],
  ['Create it first.', 'Zuerst erstellen.'],
  ['Choose another one.', 'Einen anderen wählen.'],
  ['Wait for it.', 'Warten.'],
  [
    'Check its log, and try again when it responds.',
    'Das Log prüfen, und erneut versuchen, wenn der Server antwortet.',
  ],
  ['The connection was closed.', 'Die Verbindung wurde geschlossen.'],
  // Files and home
  [
    '(.+) belongs to another user, so it cannot be changed.',
    '$1 gehört einem anderen Benutzer und kann daher nicht geändert werden.',
  ],
  [
    '(.+) belongs to (.+), and sudo runs this command as root: it would leave files there that their owner cannot read. Run it without sudo.',
    '$1 gehört $2, und sudo führt diesen Befehl als root aus: Er würde dort Dateien hinterlassen, die ihr Eigentümer nicht lesen kann. Ohne sudo ausführen.',
  ],
  [
    'Whether (.+) runs is unknown, so nothing was changed.',
    'Ob $1 läuft, ist nicht bekannt; es wurde nichts geändert.',
  ],
  ['The folder (.+) cannot be written \\((.+)\\).', 'In den Ordner $1 kann nicht geschrieben werden ($2).'],
  ['The folder (.+) does not exist.', 'Den Ordner $1 gibt es nicht.'],
  ['The file (.+) does not exist.', 'Die Datei $1 gibt es nicht.'],
  [
    'The folder (.+) was moved or deleted while this app was running, so nothing is written there.',
    'Der Ordner $1 wurde verschoben oder gelöscht, während diese App lief, daher wird dort nichts geschrieben.',
  ],
  [
    'Another folder took the place of (.+) while this app was running, so nothing is written there.',
    'Ein anderer Ordner nahm den Platz von $1 ein, während diese App lief, daher wird dort nichts geschrieben.',
  ],
  [
    'Put it back in its place, or end the app and start it again with VROOLI_HOME set to the new place.',
    'Den Ordner zurücklegen, oder die App beenden und mit VROOLI_HOME auf den neuen Ort wieder starten.',
  ],
  ['Another client has been writing (.+) for ([\\d,.]+) s.', 'Ein anderer Client schreibt $1 seit $2 s.'],
  [
    '(.+) cannot be read: its disk has not answered for ([\\d,.]+) s.',
    '$1 ist nicht lesbar: Die Platte antwortet seit $2 s nicht.',
  ],
  ['Check its network mount or disk.', 'Das Netzlaufwerk oder die Platte prüfen.'],
  [
    'Check the owner and permissions of these files, then try again.',
    'Eigentümer und Rechte dieser Dateien prüfen, dann erneut versuchen.',
  ],
  ['Some data could not be deleted: (.+).', 'Einige Daten ließen sich nicht löschen: $1.'],
  [
    '(.+) was written by a newer version of this app \\(format (.+); this version writes (.+)\\).',
    '$1 stammt von einer neueren Version dieser App (Format $2; diese Version schreibt $3).',
  ],
  [
    '(.+) was written by version (.+) of this app \\(format (.+); this version writes (.+)\\).',
    '$1 stammt von Version $2 dieser App (Format $3; diese Version schreibt $4).',
  ],
  [
    'Install that version or a newer one, or choose another home with VROOLI_HOME.',
    'Diese Version oder eine neuere installieren, oder mit VROOLI_HOME einen anderen Datenordner wählen.',
  ],
  [
    'Install that version to change preferences, or move the file away to begin with the defaults.',
    'Diese Version installieren, um App-Einstellungen zu ändern, oder die Datei verschieben, um mit den Vorgaben zu beginnen.',
  ],
  ['Install that version to keep passwords.', 'Diese Version installieren, um Passwörter aufzuheben.'],
  ['Its files are unchanged.', 'Die Dateien sind unverändert.'],
  ['Running instances are not affected.', 'Laufende Instanzen sind nicht betroffen.'],
  ['Give the absolute path of a folder.', 'Den absoluten Pfad eines Ordners angeben.'],
  ['folder: (.+) exists already.', 'folder: $1 gibt es schon.'],
  ['Install one first.', 'Zuerst eines installieren.'],
  ['Redis cannot run on this computer yet.', 'Redis kann auf diesem Computer noch nicht laufen.'],
  [
    'The process runtime needs a redis-server or valkey-server program, and none was found.',
    'Die Runtime „Prozess“ braucht ein Programm redis-server oder valkey-server, und keines wurde gefunden.',
  ],
  ['The (.+) runtime cannot be used: (.+)', 'Die Runtime $1 ist nicht verwendbar: @2'],
  ['(.+) has owner (.+), mode (.+)', '$1 hat den Eigentümer $2, Modus $3'],
  ['owner (.+), mode (.+)', 'Eigentümer $1, Modus $2'],
  ['access denied', 'Zugriff verweigert'],
  ['Run: (.+)', 'Ausführen: $1'],
  ['it has ([\\d,.]+) bytes?, which is too large for this file', 'Sie hat $1 Bytes, das ist zu groß für diese Datei'],
  ['it holds zero bytes', 'Sie enthält nur Nullbytes'],
  ['it is a symbolic link to itself', 'Das ist ein symbolischer Link auf sich selbst'],
  ['it is (.+), not a file', 'Das ist keine Datei, sondern @1'],
  ['the disk reports (.+)', 'Die Platte meldet $1'],
  ['its disk has not answered for ([\\d,.]+) s', 'Die Platte antwortet seit $1 s nicht'],
  ['a folder', 'ein Ordner'],
  ['a socket', 'ein Socket'],
  ['a device', 'ein Gerät'],
  ['a FIFO', 'ein FIFO'],
  ['something else', 'etwas anderes'],
  ['Check its disk.', 'Die Platte prüfen.'],
  ['(.+) has (.+), which is not a regular file.', '$1 hat $2, aber nicht als normale Datei.'],
  ['(.+) is not a folder.', '$1 ist kein Ordner.'],
  ['(.+) is not an absolute path.', '$1 ist kein absoluter Pfad.'],
  ['folder: (.+) is not a folder.', 'folder: $1 ist kein Ordner.'],
  ['folder: (.+) is not an absolute path.', 'folder: $1 ist kein absoluter Pfad.'],
  [
    'Another client has been writing the list of engines for ([\\d,.]+) s.',
    'Ein anderer Client schreibt die Liste der Engines seit $1 s.',
  ],
  [
    'Another client has been writing the port registry for ([\\d,.]+) s.',
    'Ein anderer Client schreibt das Verzeichnis der Ports seit $1 s.',
  ],
  [
    'Another client has been writing the passwords for ([\\d,.]+) s.',
    'Ein anderer Client schreibt die Passwörter seit $1 s.',
  ],
  [
    'Another client has been writing the preferences for ([\\d,.]+) s.',
    'Ein anderer Client schreibt die App-Einstellungen seit $1 s.',
  ],
  // Updates and alerts
  ['There is no newer version to download.', 'Es gibt keine neuere Version zum Herunterladen.'],
  ['No downloaded version is ready to be installed.', 'Keine heruntergeladene Version ist bereit zum Installieren.'],
  ['This alert is already resolved.', 'Diese Warnung ist schon vorbei.'],
  [
    'The end of the time must be a time after the start, at most 24 hours later.',
    'Das Ende des Zeitraums muss nach dem Anfang liegen, höchstens 24 Stunden später.',
  ],
  // Search
  ['Invalid regular expression (.+): (.+).', 'Ungültiger regulärer Ausdruck $1: $2.'],
  ['The regular expression is not valid: (.+).', 'Der reguläre Ausdruck ist ungültig: $1.'],
  ['Correct it and search again.', 'Berichtigen und erneut suchen.'],
  [
    'To search for these characters literally, search for them as text.',
    'Um diese Zeichen selbst zu suchen, als Text suchen.',
  ],
  [
    'The regular expression took longer than ([\\d,.]+) seconds.',
    'Der reguläre Ausdruck brauchte länger als $1 Sekunden.',
  ],
  [
    'Write a simpler one, without repetitions inside repetitions.',
    'Einen einfacheren schreiben, ohne Wiederholungen in Wiederholungen.',
  ],
  ['The regular expression (.+) takes too long.', 'Der reguläre Ausdruck $1 dauert zu lange.'],
  [
    'Simplify it: nested repetitions such as \\(a\\+\\)\\+ cause this.',
    'Vereinfachen: Verschachtelte Wiederholungen wie (a+)+ sind der Grund.',
  ],
  // Benchmark
  ['The benchmark of (.+) gave no result: (.+)', 'Der Benchmark von $1 ergab kein Ergebnis: @2'],
  [
    'This benchmark needs up to (.+) of memory, and a scratch server can have (.+).',
    'Dieser Benchmark braucht bis zu $1 Speicher, und ein Testserver kann $2 haben.',
  ],
  ['Use smaller values or fewer requests.', 'Kleinere Werte oder weniger Anfragen verwenden.'],
  [
    'A comparison of fewer rounds has no useful confidence interval.',
    'Ein Vergleich mit weniger Runden hat kein brauchbares Konfidenzintervall.',
  ],
  [
    'A comparison runs on scratch servers, because it must not change the instance.',
    'Ein Vergleich läuft auf Testservern, weil er die Instanz nicht ändern darf.',
  ],
  ['Leave out live, or compare nothing.', 'Ohne „live“ ausführen oder nichts vergleichen.'],
  ['Leave out live, or the traffic.', 'Ohne „live“ oder ohne die Aufzeichnung ausführen.'],
  [
    'Recorded traffic is replayed on scratch servers only, because it would change the data of the instance.',
    'Aufgezeichnete Befehle werden nur auf Testservern wiederholt, weil sie die Daten der Instanz ändern würden.',
  ],
  ['There is nothing to compare with.', 'Es gibt nichts zum Vergleichen.'],
  [
    'Give a directive with another value, or an image.',
    'Eine Direktive mit einem anderen Wert oder ein Image angeben.',
  ],
  [
    '(.+) already has that value, so there is nothing to compare.',
    '$1 hat diesen Wert schon, daher gibt es nichts zu vergleichen.',
  ],
  ['(.+) is already (.+), so there is nothing to compare.', '$1 ist schon $2, daher gibt es nichts zu vergleichen.'],
  [
    '(.+) cannot be compared on a scratch server: no redis-server or valkey-server program was found.',
    '$1 lässt sich nicht auf einem Testserver vergleichen: Kein Programm redis-server oder valkey-server wurde gefunden.',
  ],
  [
    '(.+) cannot be compared: a scratch server has no network, no users, no modules and its own files.',
    '$1 lässt sich nicht vergleichen: Ein Testserver hat kein Netz, keine Benutzer, keine Module und eigene Dateien.',
  ],
  ['Choose a directive that changes how Redis works.', 'Eine Direktive wählen, die ändert, wie Redis arbeitet.'],
  [
    '(.+) runs as a (.+) and has no image, so versions cannot be compared.',
    '$1 läuft als @2 und hat kein Image, daher lassen sich keine Versionen vergleichen.',
  ],
  [
    'Compare settings, or an instance that runs in a container.',
    'Einstellungen vergleichen, oder eine Instanz in einem Container.',
  ],
  [
    '(.+) runs on another machine, and a scratch server needs Docker on this computer, which does not answer.',
    '$1 läuft auf einem anderen Rechner, und ein Testserver braucht Docker auf diesem Computer, das nicht antwortet.',
  ],
  ['"(.+)" is not an image name such as redis:7-alpine.', '„$1“ ist kein Name eines Images wie redis:7-alpine.'],
  ['no test could run', 'Kein Test konnte laufen'],
  ['no test was chosen', 'Kein Test war gewählt'],
  // Console, messages and clients
  ['This console is closed.', 'Diese Konsole ist geschlossen.'],
  ['The console was closed.', 'Die Konsole wurde geschlossen.'],
  ['Open it again.', 'Erneut öffnen.'],
  ['(.+) consoles are open.', '$1 Konsolen sind offen.'],
  ['Close some of them first.', 'Zuerst einige davon schließen.'],
  ['A command of this console is running.', 'Ein Befehl dieser Konsole läuft.'],
  ['There is no command.', 'Es gibt keinen Befehl.'],
  ['(.+) is not sent: (.+).', '$1 wird nicht gesendet: @2.'],
  ['it would turn this connection into a replica', 'Diese Verbindung würde zu einem Replikat'],
  ['this console needs a reply to each command', 'Diese Konsole braucht auf jeden Befehl eine Antwort'],
  ['This reply is no longer kept.', 'Diese Antwort wird nicht mehr aufgehoben.'],
  ['Send the command again.', 'Den Befehl erneut senden.'],
  ['(.+) sent a reply to (.+) that cannot be read: (.+).', '$1 sendete auf $2 eine Antwort, die nicht lesbar ist: $3.'],
  [
    'Client (.+) is a connection of this app, which would only connect again.',
    'Client $1 ist eine Verbindung dieser App, die sich nur neu verbinden würde.',
  ],
  ['Choose a client of another program.', 'Einen Client eines anderen Programms wählen.'],
  ['"(.+)" is not the ID of a stream entry.', '„$1“ ist keine ID eines Stream-Eintrags.'],
  ['The stream has no such consumer group.', 'Der Stream hat diese Consumer-Gruppe nicht.'],
  ['It may have been deleted: read the stream again.', 'Sie wurde vielleicht gelöscht: den Stream erneut lesen.'],
  // The rest of a sentence is foreign
  ['(.+) failed: exit code (.+)', '$1 ist gescheitert: Exit-Code $2'],
  ['(.+) failed: (.+)', '$1 ist gescheitert: @2'],
  ['(.+) refuses ([A-Z\\d][A-Z\\d -]*): (.+)', '$1 lehnt $2 ab: $3'],
  ['(.+) refuses ([A-Z\\d][A-Z\\d -]*)', '$1 lehnt $2 ab'],
  ['(.+) refused the change: (.+).', '$1 lehnte die Änderung ab: $2.'],
];
