import type { Patterns } from '../../core-sentence.ts';

/** Results of diagnostics and what to do about them. */
export const checks: Patterns = [
  [
    '(.+) was damaged. It was set aside as (.+), and the app continues with a new file.',
    '$1 war beschädigt und wurde als $2 beiseitegelegt; die App arbeitet mit einer neuen Datei weiter.',
  ],
  ['(.+) cannot be read: (.+).', '$1 ist nicht lesbar: @2.'],
  ['Back up and rebuild it.', 'Sichern und neu aufbauen.'],
  ['Move it away; the app creates a new one.', 'Die Datei verschieben; die App erstellt eine neue.'],
  [
    '([\\d,]+) data files? (?:is|are) kept but not loaded, (.+) in (.+): (.+). A start deletes those older than 7 days, except the newest of each name.',
    '$1 Datendateien sind aufbewahrt, aber nicht geladen, $2 in $3: $4. Ein Start löscht die, die älter als 7 Tage sind, außer der neuesten jedes Namens.',
  ],
  ['To load one, import it as a backup and restore it.', 'Zum Laden als Backup importieren und wiederherstellen.'],
  ['The security checklist leaves out (.+?): (.+).', 'Die Sicherheitsprüfung lässt $1 aus: @2.'],
  ['Could not be checked: (.+).', 'Konnte nicht geprüft werden: $1.'],
  ['Try again.', 'Erneut versuchen.'],
  ['No instance is installed yet.', 'Noch ist keine Instanz installiert.'],
  ['Install main.', 'main installieren.'],
  ['running', 'läuft'],
  ['running on port (\\d+)', 'läuft auf Port $1'],
  ['stopped', 'gestoppt'],
  ['stopped on port (\\d+)', 'gestoppt, Port $1'],
  [
    'Start the master, or correct replicaof and masterauth in its settings.',
    'Den Master starten, oder replicaof und masterauth in den Einstellungen berichtigen.',
  ],
  ['Test it.', 'Testen.'],
  ['Not tested yet.', 'Noch nicht getestet.'],
  ['Reached at (.+?): (.+)', 'Am $1 erreicht: $2'],
  ['Restart the Docker engine. Test it.', 'Die Docker-Engine neu starten, dann testen.'],
  ['Some attempts failed to run at (.+).', 'Einige Versuche konnten am $1 nicht ausgeführt werden.'],
  ['The last test, at (.+), did not include (.+).', 'Der letzte Test am $1 umfasste nicht: $2.'],
  ['([\\d,]+) attempts, all blocked, at (.+)', '$1 Versuche, alle abgewiesen, am $2'],
  ['(.+) free on the disk of (.+).', '$1 frei auf der Platte von $2.'],
  [
    'Free some space: delete old backups, or move other files.',
    'Platz schaffen: alte Backups löschen oder andere Dateien verschieben.',
  ],
  ['Port (\\d+) is in use by (.+), so (.+) cannot start.', 'Port $1 ist belegt: $2. $3 kann nicht starten.'],
  [
    'Port (\\d+) is in use by (.+), so main cannot be installed there.',
    'Port $1 ist belegt: $2. main kann dort nicht installiert werden.',
  ],
  [
    'Stop that program, or install main on another port.',
    'Das Programm beenden oder main auf einem anderen Port installieren.',
  ],
  [
    'Stop that program, or choose another port in the settings.',
    'Das Programm beenden oder in den Einstellungen einen anderen Port wählen.',
  ],
  ['With a password: (.+).', 'Mit Passwort: $1.'],
  [
    'Without a password and reachable at (.+?): (.+). Other computers may read and change all data.',
    'Ohne Passwort und unter $1 erreichbar: $2. Andere Computer können alle Daten lesen und ändern.',
  ],
  [
    'Without a password: (.+). Every user and program of this computer can read and change the data.',
    'Ohne Passwort: $1. Jeder Benutzer und jedes Programm dieses Computers kann die Daten lesen und ändern.',
  ],
  [
    'Set a password: requirepass in the settings of the instance.',
    'Ein Passwort setzen: requirepass in den Einstellungen der Instanz.',
  ],
  ['On addresses of this computer only: (.+).', 'Nur auf Adressen dieses Computers: $1.'],
  ['Beyond 127.0.0.1: (.+).', 'Über 127.0.0.1 hinaus: $1.'],
  [
    'Set bind to 127.0.0.1 unless other computers need the instance.',
    'bind auf 127.0.0.1 setzen, wenn kein anderer Computer die Instanz braucht.',
  ],
  ['Protected mode is on: (.+).', 'Protected Mode ist an: $1.'],
  [
    'Protected mode is off: (.+). Do not switch it on without a password for (.+): a container would refuse every client, this app included.',
    'Protected Mode ist aus: $1. Nicht ohne Passwort für $2 einschalten: Ein Container würde jeden Client abweisen, auch diese App.',
  ],
  ['Protected mode is off: (.+).', 'Protected Mode ist aus: $1.'],
  [
    'Set a password for (.+), then switch protected-mode on.',
    'Ein Passwort für $1 setzen, dann protected-mode einschalten.',
  ],
  [
    'Switch protected-mode on, after a password is set.',
    'protected-mode einschalten, sobald ein Passwort gesetzt ist.',
  ],
  ['Reachable from other computers without encryption: (.+).', 'Von anderen Computern unverschlüsselt erreichbar: $1.'],
  ['Set up TLS, which closes the plain port.', 'TLS einrichten; das schließt den unverschlüsselten Port.'],
  [
    'TLS is on: (.+). No plain port can be reached from other computers.',
    'TLS ist an: $1. Kein unverschlüsselter Port ist von anderen Computern erreichbar.',
  ],
  [
    'No instance can be reached from other computers, so no connection needs TLS.',
    'Keine Instanz ist von anderen Computern erreichbar, daher braucht keine Verbindung TLS.',
  ],
  [
    'A connection succeeded: (.+). It was tried from this computer, so a firewall may still refuse other computers.',
    'Eine Verbindung gelang: $1. Sie wurde von diesem Computer aus versucht; eine Firewall kann andere Computer trotzdem abweisen.',
  ],
  [
    'Refused from a network namespace, as the firewall of this computer would refuse another computer: (.+).',
    'Aus einem Netzwerk-Namensraum abgewiesen, wie die Firewall dieses Computers einen anderen abweisen würde: $1.',
  ],
  [
    'A connection from a network namespace succeeded, as one of another computer would: (.+).',
    'Eine Verbindung aus einem Netzwerk-Namensraum gelang, wie die eines anderen Computers: $1.',
  ],
  [
    'Nothing was tried: no instance runs on a port, or this computer has no other address.',
    'Nichts wurde versucht: Keine Instanz läuft auf einem Port, oder dieser Computer hat keine andere Adresse.',
  ],
  [
    'Tried ([\\d,]+) address(?:es)? of this computer besides 127.0.0.1: none answers.',
    'Adressen dieses Computers neben 127.0.0.1: $1 versucht, keine antwortet.',
  ],
  [
    'Close the port in the firewall of this computer, or set bind to 127.0.0.1.',
    'Den Port in der Firewall dieses Computers schließen oder bind auf 127.0.0.1 setzen.',
  ],
  ['The schedules cannot be read, so none runs.', 'Die Zeitpläne sind nicht lesbar, daher läuft keiner.'],
  ['Mend their file.', 'Ihre Datei reparieren.'],
  [
    'Scheduled, but without a verified backup of the last 7 days: (.+).',
    'Mit Zeitplan, aber ohne geprüftes Backup der letzten 7 Tage: $1.',
  ],
  [
    'Keep the app open at the planned times, and verify the backups.',
    'Die App zu den geplanten Zeiten geöffnet lassen und die Backups prüfen.',
  ],
  [
    'Every instance has a schedule and a verified backup of the last 7 days.',
    'Jede Instanz hat einen Zeitplan und ein geprüftes Backup der letzten 7 Tage.',
  ],
  [
    'No schedule: (.+). Without a verified backup of the last 7 days: (.+).',
    'Kein Zeitplan: $1. Ohne geprüftes Backup der letzten 7 Tage: $2.',
  ],
  ['No schedule: (.+).', 'Kein Zeitplan: $1.'],
  ['Schedule backups.', 'Backups planen.'],
  ['No running instance could be asked.', 'Keine laufende Instanz konnte gefragt werden.'],
  [
    'No refused access in ACL LOG, and no client of another computer: (.+).',
    'Kein abgewiesener Zugriff in ACL LOG und kein Client eines anderen Computers: $1.',
  ],
  [
    'Find the program with the wrong password or user. ACL LOG RESET clears the list.',
    'Das Programm mit falschem Passwort oder Benutzer suchen. ACL LOG RESET leert die Liste.',
  ],
  ['Check that you know these computers.', 'Prüfen, ob diese Computer bekannt sind.'],
  [
    'No problems with memory, persistence, backups or schedules.',
    'Keine Probleme mit Speicher, Persistenz, Backups oder Zeitplänen.',
  ],
  ['(.+) has a folder but no (.+).', '$1 hat einen Ordner, aber keine laufende Einheit ($2).'],
  ['Recreate it around its data.', 'Um die vorhandenen Daten neu erstellen.'],
];
