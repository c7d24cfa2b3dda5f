import type { Patterns } from '../../core-sentence.ts';

/** Failures of instances: start, stop, state, operations and flush. */
export const instances: Patterns = [
  // Start and stop
  [
    '(.+) could not start: another program used port ([\\d,.]+) at that moment. The port is free now: start (.+) again.',
    '$1 konnte nicht starten: Ein anderes Programm belegte Port $2 in diesem Moment. Der Port ist jetzt frei: $3 noch einmal starten.',
  ],
  [
    '(.+) could not start: port ([\\d,.]+) is already in use by (.+) \\(pid ([\\d,.]+)\\).',
    '$1 konnte nicht starten: Port $2 ist schon belegt, von $3 (PID $4).',
  ],
  [
    '(.+) could not start: port ([\\d,.]+) is already in use by a program of another user.',
    '$1 konnte nicht starten: Port $2 ist schon belegt, von einem Programm eines anderen Benutzers.',
  ],
  [
    '(.+) could not start: port ([\\d,.]+) is already in use by pid ([\\d,.]+).',
    '$1 konnte nicht starten: Port $2 ist schon belegt, von PID $3.',
  ],
  [
    '(.+) could not start: port ([\\d,.]+) is already in use by the container (.+).',
    '$1 konnte nicht starten: Port $2 ist schon belegt, vom Container $3.',
  ],
  [
    '(.+) could not start: port ([\\d,.]+) of (.+) is already in use.',
    '$1 konnte nicht starten: Port $2 von $3 ist schon belegt.',
  ],
  [
    '(.+) could not start: port ([\\d,.]+) is already in use by (.+).',
    '$1 konnte nicht starten: Port $2 ist schon belegt, von $3.',
  ],
  ['(.+) could not start: (.+).', '$1 konnte nicht starten: @2.'],
  [
    'Stop that program, or choose another port for (.+).',
    'Das Programm beenden oder einen anderen Port für $1 wählen.',
  ],
  [
    'Stop the program that uses it there, or choose another port for (.+).',
    'Das Programm dort beenden oder einen anderen Port für $1 wählen.',
  ],
  ['Stop that program and try again.', 'Das Programm beenden und erneut versuchen.'],
  ['Stop that program.', 'Das Programm beenden.'],
  ['Check that the program exists and is executable.', 'Prüfen, ob es das Programm gibt und ob es ausführbar ist.'],
  ['(.+) exited immediately after its start.', '$1 endete sofort nach dem Start.'],
  ['(.+) did not answer within ([\\d,.]+) s.', '$1 hat nicht innerhalb von $2 s geantwortet.'],
  [
    '(.+) did not stop within ([\\d,.]+) s and keeps running: it may still be saving, or cannot save.',
    '$1 endete nicht innerhalb von $2 s und läuft weiter: Vielleicht wird noch gespeichert, oder Speichern ist nicht möglich.',
  ],
  [
    "(.+) was asked to stop ([\\d,.]+) s ago, but a client's script or function keeps it busy.",
    '$1 sollte vor $2 s enden, ist aber mit dem Skript oder der Funktion eines Clients beschäftigt.',
  ],
  ['Nothing was killed; it stops as soon as it can.', 'Nichts wurde erzwungen; die Instanz endet, sobald sie kann.'],
  [
    'End the script with SCRIPT KILL or FUNCTION KILL, then stop (.+) again.',
    'Das Skript mit SCRIPT KILL oder FUNCTION KILL beenden, dann $1 erneut stoppen.',
  ],
  [
    'To stop it now, kill it: data that is not on disk is lost.',
    'Um nicht zu warten, sofort beenden: Daten, die nicht auf der Platte sind, gehen verloren.',
  ],
  [
    '(.+) was asked to save its keys ([\\d,.]+) s ago and has neither answered nor written anything since: it hangs.',
    '$1 sollte vor $2 s die Schlüssel speichern und hat seitdem weder geantwortet noch geschrieben: Die Instanz hängt.',
  ],
  ['Nothing was destroyed or killed.', 'Nichts wurde gelöscht oder erzwungen.'],
  [
    'To destroy it anyway, kill it first; data that is not on disk is lost.',
    'Um sie trotzdem zu löschen, zuerst sofort beenden; Daten, die nicht auf der Platte sind, gehen verloren.',
  ],
  ['(.+) was not started because the app was closed.', '$1 wurde nicht gestartet, weil die App geschlossen wurde.'],
  [
    '(.+) was not started: (.+) says dbfilename (.+), which does not exist, while (.+) holds (.+): (.+) would start empty.',
    '$1 wurde nicht gestartet: In @2 steht dbfilename $3, das es nicht gibt, aber in $4 liegt $5: $6 würde leer starten.',
  ],
  [
    '(.+) was not started: (.+) says dir (.+), which has no data: the data is in (.+).',
    '$1 wurde nicht gestartet: In @2 steht dir $3, dort liegen keine Daten: Sie liegen in $4.',
  ],
  ['(.+) was not started: (.+)', '$1 wurde nicht gestartet: @2'],
  ['(.+) was not restarted and keeps running: (.+)', '$1 wurde nicht neu gestartet und läuft weiter: @2'],
  ['(.+) holds no settings.', '$1 enthält keine Einstellungen.'],
  [
    '(.+) says daemonize yes: the container would exit as soon as Redis moves to the background.',
    'In @1 steht daemonize yes: Der Container endet, sobald Redis in den Hintergrund geht.',
  ],
  [
    '(.+): Redis starts only if it can read every included file.',
    '@1: Redis startet nur, wenn alle eingebundenen Dateien lesbar sind.',
  ],
  [
    '(.+) includes (.+), which (.+): Redis starts only if it can read every included file.',
    '@1 bindet $2 ein: @3; Redis startet nur, wenn alle eingebundenen Dateien lesbar sind.',
  ],
  [
    'Redis would start with its defaults: on port 6379, on all addresses and without a password.',
    'Redis würde mit seinen Vorgaben starten: auf Port 6379, an allen Adressen und ohne Passwort.',
  ],
  [
    'Restore them from the history of the settings, or from a copy of the file.',
    'Aus dem Verlauf der Einstellungen oder einer Kopie der Datei wiederherstellen.',
  ],
  [
    'Set dbfilename to the file with the data, or move that file away, and start again.',
    'dbfilename auf die Datei mit den Daten setzen oder diese Datei verschieben, dann erneut starten.',
  ],
  [
    'Set dir to that folder, or move the data, and start again.',
    'dir auf diesen Ordner setzen oder die Daten verschieben, dann erneut starten.',
  ],
  ['Set it to no and start again.', 'Auf no setzen und erneut starten.'],
  ['Correct the line and start again.', 'Die Zeile berichtigen und erneut starten.'],
  ['Add the file or remove the line.', 'Die Datei anlegen oder die Zeile entfernen.'],
  ['Add the included file or remove the line.', 'Die eingebundene Datei anlegen oder die Zeile entfernen.'],
  [
    '(.+) redis.conf says appendonly no, but the AOF in (.+) is newer than the dump.',
    '$1 In redis.conf steht appendonly no, aber das AOF in $2 ist neuer als der Dump.',
  ],
  [
    'Repair it with redis-check-aof, or move it away to start from the dump.',
    'Mit redis-check-aof reparieren, oder verschieben, um mit dem Dump zu starten.',
  ],
  [
    '(.+) keeps running: it saves to (.+)/(.+), but its redis.conf names (.+)/(.+), and the data could not be moved there \\((.+)\\).',
    '$1 läuft weiter: Gespeichert wird in $2/$3, aber redis.conf nennt $4/$5, und die Daten ließen sich nicht dorthin verschieben ($6).',
  ],
  ['The next start would not load it.', 'Der nächste Start würde sie nicht laden.'],
  [
    'Correct dir and dbfilename, or accept the loss.',
    'dir und dbfilename berichtigen oder den Verlust in Kauf nehmen.',
  ],
  ['(.+) keeps running.', '$1 läuft weiter.'],
  ['Take a backup first, or accept the loss.', 'Zuerst sichern oder den Verlust in Kauf nehmen.'],
  ['(.+) was cancelled because the app was closed.', '$1 wurde abgebrochen, weil die App geschlossen wurde.'],
  [
    'The data of (.+) could not be loaded before its start: (.+).',
    'Die Daten von $1 ließen sich vor dem Start nicht laden: @2.',
  ],
  ['(.+) restarted with ([\\d,.]+) keys of ([\\d,.]+) keys.', '$1 startete mit $2 von $3 Schlüsseln neu.'],
  ['This app was suspended while it stopped (.+).', 'Diese App war angehalten, während sie $1 stoppte.'],
  [
    'The previous data was restored, but the last writes that (.+) accepted may be missing.',
    'Die vorherigen Daten sind wieder da, aber die letzten Schreibzugriffe auf $1 fehlen vielleicht.',
  ],
  [
    'The previous data was restored, and (.+) runs with it again.',
    'Die vorherigen Daten sind wieder da, und $1 läuft wieder damit.',
  ],
  ['The previous data was restored, and (.+) is stopped.', 'Die vorherigen Daten sind wieder da, und $1 ist gestoppt.'],
  ['The new tenant (.+) was removed.', 'Der neue Mandant $1 wurde entfernt.'],
  ['The previous data was restored.', 'Die vorherigen Daten sind wieder da.'],
  ['(.+) is running but refuses this app: (.+)', '$1 läuft, weist aber diese App ab: @2'],
  ['The copy of (.+) on (.+) stopped responding: (.+)', 'Die Kopie von $1 auf $2 antwortet nicht mehr: @3'],
  [
    '(.+) stopped responding: (.+) Check its log, and try again when it responds.',
    '$1 antwortet nicht mehr: @2 Das Log prüfen, und es erneut versuchen, wenn es antwortet.',
  ],
  ['The operation was undone.', 'Die Operation wurde rückgängig gemacht.'],
  [
    'The operation will be undone when the engine answers again.',
    'Der Vorgang wird rückgängig gemacht, sobald die Engine wieder antwortet.',
  ],
  [
    'The operation will be undone when the instance runs again.',
    'Die Operation wird rückgängig gemacht, sobald die Instanz wieder läuft.',
  ],
  ['(.+) took longer than ([\\d,.]+) s and was undone.', '$1 dauerte länger als $2 s und wurde rückgängig gemacht.'],
  ['The drain was cancelled.', 'Das Verschieben aller Mandanten wurde abgebrochen.'],
  ['Already moved, and not moved back: (.+).', 'Schon umgezogen und nicht zurückgeholt: $1.'],
  ['(.+) was cancelled and undone.', '$1 wurde abgebrochen und rückgängig gemacht.'],
  ['The container of (.+) no longer exists.', 'Den Container von $1 gibt es nicht mehr.'],
  // State
  ['(.+) is not installed as a process.', '$1 ist nicht als Prozess installiert.'],
  ['(.+) is not installed.', '$1 ist nicht installiert.'],
  ['(.+) is already installed as the container (.+).', '$1 ist bereits als Container $2 installiert.'],
  ['main is already installed with (.+).', 'main ist bereits mit $1 installiert.'],
  [
    'To change this, uninstall main \\(its data is kept\\) and install it again.',
    'Um das zu ändern, main deinstallieren (die Daten bleiben) und erneut installieren.',
  ],
  ['Install it first.', 'Zuerst installieren.'],
  [
    '(.+) is not running, so its server cannot check the password.',
    '$1 läuft nicht, daher kann der Server das Passwort nicht prüfen.',
  ],
  ['(.+) is not running.', '$1 läuft nicht.'],
  ['Start it to ask its server.', 'Starten, um den Server zu fragen.'],
  ['Start it to run a benchmark.', 'Starten, um einen Benchmark auszuführen.'],
  ['Start it to see its INFO output.', 'Starten, um die INFO-Ausgabe zu sehen.'],
  ['Start it to send commands.', 'Starten, um Befehle zu senden.'],
  ['Start it first.', 'Zuerst starten.'],
  ['Start (.+) first.', 'Zuerst $1 starten.'],
  ['Stop it first.', 'Zuerst stoppen.'],
  ['Start it, or measure (.+) itself.', 'Starten, oder $1 selbst messen.'],
  ['Check its log.', 'Das Log prüfen.'],
  ['See its log for details.', 'Einzelheiten stehen im Log.'],
  [
    '(.+) could not start: Redis rejects line (\\d+) of its configuration \\((.*)\\): (.+).',
    '$1 konnte nicht starten: Redis lehnt Zeile $2 der Konfiguration ab ($3): $4.',
  ],
  ['Correct that line in (.+), then start (.+) again.', 'Diese Zeile in $1 korrigieren, dann $2 wieder starten.'],
  ['Its log says: (.+)', 'Im Log steht: $1'],
  ['Read its log, and try again.', 'Das Log lesen und erneut versuchen.'],
  [
    '(.+) is running but not responding, so its data is unknown.',
    '$1 läuft, antwortet aber nicht, daher sind die Daten unbekannt.',
  ],
  [
    '(.+) is running but not responding, so its settings are unknown.',
    '$1 läuft, antwortet aber nicht, daher sind die Einstellungen unbekannt.',
  ],
  ['(.+) is running but does not report its settings now.', '$1 läuft, meldet aber seine Einstellungen gerade nicht.'],
  ['(.+) is running but not responding.', '$1 läuft, antwortet aber nicht.'],
  [
    '(.+) is stopped, so its file cannot be compared with a running server.',
    '$1 ist gestoppt, daher lässt sich die Datei nicht mit einem laufenden Server vergleichen.',
  ],
  [
    '(.+) is stopped, so its keys with values of (.+) are unknown, and Redis would not start with them.',
    '$1 ist gestoppt, daher sind die Schlüssel mit Werten von $2 unbekannt, und Redis würde mit ihnen nicht starten.',
  ],
  ['Fix that first \\(see its log\\), or restart it.', 'Zuerst das beheben (siehe Log) oder neu starten.'],
  ['Fix that first \\(see its log\\), or stop it.', 'Zuerst das beheben (siehe Log) oder stoppen.'],
  ['Fix that first, or stop it.', 'Zuerst das beheben oder stoppen.'],
  ['Fix the cause, or stop it first.', 'Die Ursache beheben oder zuerst stoppen.'],
  ['(.+) has no redis.conf.', '$1 hat keine redis.conf.'],
  ['(.+) has no redis.conf to copy from.', '$1 hat keine redis.conf, die sich kopieren lässt.'],
  [
    '(.+) has no redis.conf, so there is nothing to export.',
    '$1 hat keine redis.conf, daher gibt es nichts zu exportieren.',
  ],
  [
    'Put the old file back, or reinstall the instance; its data is kept.',
    'Die alte Datei zurücklegen oder die Instanz neu installieren; die Daten bleiben.',
  ],
  ['(.+) has no container.', '$1 hat keinen Container.'],
  ['Start it to recreate it.', 'Starten, um ihn neu zu erstellen.'],
  ['There is no instance "(.+)".', 'Es gibt keine Instanz „$1“.'],
  ['Managed instances: (.+) and ([\\d,.]+) more.', 'Verwaltete Instanzen: $1 und $2 weitere.'],
  ['Managed instances: (.+).', 'Verwaltete Instanzen: $1.'],
  [
    'It was destroyed, and can be recovered from Recently deleted until (.+).',
    'Sie wurde gelöscht und lässt sich bis $1 unter „Kürzlich gelöscht“ zurückholen.',
  ],
  ['Could not read INFO of (.+): (.+)', 'INFO von $1 war nicht lesbar: @2'],
  ['(.+) does not answer: (.+)', '$1 antwortet nicht: @2'],
  [
    '(.+) has reached its memory limit \\(maxmemory\\) and refuses writes.',
    '$1 hat die Speichergrenze (maxmemory) erreicht und lehnt Schreibzugriffe ab.',
  ],
  [
    'Raise the limit in its settings, or delete unneeded keys.',
    'Die Grenze in den Einstellungen erhöhen oder nicht benötigte Schlüssel löschen.',
  ],
  [
    '(.+) refuses writes because it cannot save its data.',
    '$1 lehnt Schreibzugriffe ab, weil sich die Daten nicht speichern lassen.',
  ],
  ['(.+) is a replica and refuses writes.', '$1 ist ein Replikat und lehnt Schreibzugriffe ab.'],
  ['Change the keys of its master.', 'Die Schlüssel des Masters ändern.'],
  ['Change the keys of its master instead.', 'Stattdessen die Schlüssel des Masters ändern.'],
  [
    '(.+) is a replica of (.+), which decides which keys (.+) holds.',
    '$1 ist ein Replikat von $2; dieser Master bestimmt, welche Schlüssel $3 hat.',
  ],
  [
    '(.+) is a replica of (.+), which decides which keys (.+) holds: (.+) instead, or end the replication first: remove replicaof from the settings of (.+), or send it REPLICAOF NO ONE.',
    '$1 ist ein Replikat von $2; dieser Master bestimmt, welche Schlüssel $3 hat: Stattdessen @4, oder zuerst die Replikation beenden: replicaof aus den Einstellungen von $5 entfernen oder REPLICAOF NO ONE senden.',
  ],
  [
    '(.+) is a replica, which decides which keys (.+) holds: (.+) instead, or end the replication first: remove replicaof from the settings of (.+), or send it REPLICAOF NO ONE.',
    '$1 ist ein Replikat; der Master bestimmt, welche Schlüssel $2 hat: Stattdessen @3, oder zuerst die Replikation beenden: replicaof aus den Einstellungen von $4 entfernen oder REPLICAOF NO ONE senden.',
  ],
  [
    '(.+) is set to read-only in this app, so its keys are not changed.',
    '$1 ist in dieser App schreibgeschützt, daher werden die Schlüssel nicht geändert.',
  ],
  ['Turn the switch off first.', 'Zuerst den Schreibschutz ausschalten.'],
  // Operations
  ['(.+) is busy: the app on (.+) works on it.', '$1 ist beschäftigt: Die App auf $2 arbeitet daran.'],
  [
    '(.+) is busy: another operation in progress \\((.+), pid ([\\d,.]+)\\).',
    '$1 ist beschäftigt: Eine andere Operation läuft ($2, PID $3).',
  ],
  ['(.+) is busy: another operation in progress.', '$1 ist beschäftigt: Eine andere Operation läuft.'],
  ['(.+) is busy: (.+) in progress \\((.+), pid ([\\d,.]+)\\).', '$1 ist beschäftigt: $2 läuft ($3, PID $4).'],
  ['(.+) is busy: (.+) in progress.', '$1 ist beschäftigt: $2 läuft.'],
  ['Wait for it, or cancel it there.', 'Warten oder dort abbrechen.'],
  ['Wait until it has finished.', 'Warten, bis sie fertig ist.'],
  [
    'Wait until it has finished; a minute after that computer is gone, this one can continue.',
    'Warten, bis sie fertig ist; eine Minute nachdem jener Computer weg ist, kann dieser weitermachen.',
  ],
  ['The operation was cancelled.', 'Die Operation wurde abgebrochen.'],
  ['Operation (.+) not found in this process.', 'Die Operation $1 gibt es in diesem Prozess nicht.'],
  [
    'There is nothing to undo for (.+): nothing was restored or flushed, or its safety backup was deleted.',
    'Für $1 gibt es nichts rückgängig zu machen: Nichts wurde wiederhergestellt oder geleert, oder das Sicherheits-Backup ist gelöscht.',
  ],
  [
    'Check what undo would restore now, and try again.',
    'Prüfen, was jetzt rückgängig gemacht würde, und erneut versuchen.',
  ],
  // Flush
  ['(.+) cannot be flushed: it is (.+).', '$1 kann nicht geleert werden: @2.'],
  ['(.+) cannot be flushed: (.+).', '$1 kann nicht geleert werden: @2.'],
  ['missing', 'fehlt'],
  [
    'Delete the keys in Keys instead, which needs no (.+) and can be undone, or permit the command.',
    'Stattdessen die Schlüssel unter „Schlüssel“ löschen; das braucht kein $1 und lässt sich rückgängig machen. Oder den Befehl erlauben.',
  ],
  ['(.+) was not flushed: there was no data to save.', '$1 wurde nicht geleert: Es gab keine Daten zu sichern.'],
  [
    '(.+) stopped responding while its keys were removed: (.+) The keys may be gone.',
    '$1 antwortete nicht mehr, während die Schlüssel gelöscht wurden: @2 Die Schlüssel sind vielleicht weg.',
  ],
  [
    'Undo restores them from the safety backup (.+).',
    '„Rückgängig“ stellt sie aus dem Sicherheits-Backup $1 wieder her.',
  ],
  ['(.+) has no database ([\\d,.]+).', '$1 hat keine Datenbank $2.'],
  [
    '(.+) has no database ([\\d,.]+): "databases" in its settings limits their number.',
    '$1 hat keine Datenbank $2: „databases“ in den Einstellungen begrenzt ihre Zahl.',
  ],
  ['(.+) is not a database of (.+): 0 to ([\\d,.]+), or all.', '$1 ist keine Datenbank von $2: 0 bis $3, oder alle.'],
  ['There is no database (.+).', 'Es gibt keine Datenbank $1.'],
  ['Choose a database from 0 to ([\\d,.]+).', 'Eine Datenbank von 0 bis $1 wählen.'],
  // What a replica refuses
  ['(.+) cannot be flushed. Flush the master', 'den Master leeren ($1 kann nicht geleert werden)'],
  ['nothing can be restored into (.+). Restore into the master', 'im Master wiederherstellen (in $1 geht es nicht)'],
  [
    'a setting that removes keys of (.+) cannot be applied. Change the settings of the master',
    'die Einstellungen des Masters ändern (eine Einstellung, die Schlüssel von $1 entfernt, geht nicht)',
  ],
];
