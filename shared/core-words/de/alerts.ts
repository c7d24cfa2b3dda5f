import type { Patterns } from '../../core-sentence.ts';

/** Details of alerts and events. */
export const alerts: Patterns = [
  [
    '(.+) of (.+) used; Redis refuses writes. Raise maxmemory or delete keys.',
    '$1 von $2 belegt; Redis lehnt Schreibzugriffe ab. maxmemory erhöhen oder Schlüssel löschen.',
  ],
  ['(.+) of (.+) used. Raise maxmemory or delete keys.', '$1 von $2 belegt. maxmemory erhöhen oder Schlüssel löschen.'],
  [
    '(.+) per second \\((.+)\\), because memory is full. Raise maxmemory if you need these keys.',
    '$1 pro Sekunde ($2), weil der Speicher voll ist. maxmemory erhöhen, wenn diese Schlüssel gebraucht werden.',
  ],
  [
    '([\\d,]+) lookups? in (\\d+) min; the alert threshold is (\\d+) %. Keys may expire too early, be evicted, or be requested under the wrong name.',
    '$1 Zugriffe in $2 min; gewarnt wird unter $3 %. Schlüssel laufen vielleicht zu früh ab, werden verdrängt oder unter falschem Namen gelesen.',
  ],
  [
    'New writes are lost when Redis stops. The log shows the reason; often the disk is full.',
    'Neue Schreibzugriffe gehen verloren, wenn Redis endet. Das Log nennt den Grund; oft ist die Platte voll.',
  ],
  [
    'The data on disk is out of date. The log shows the reason; often the disk is full.',
    'Die Daten auf der Platte sind veraltet. Das Log nennt den Grund; oft ist die Platte voll.',
  ],
  [
    'The AOF keeps growing. The log shows the reason; often the disk is full.',
    'Das AOF wächst weiter. Das Log nennt den Grund; oft ist die Platte voll.',
  ],
  [
    'A crash would lose ([\\d,]+) changes?. Back it up, or configure more frequent saves.',
    'Ein Absturz verlöre $1 Änderungen. Sichern oder häufigeres Speichern einstellen.',
  ],
  ['Its only backups are dated in the future.', 'Alle Backups sind in der Zukunft datiert.'],
  ['Back it up or add a schedule.', 'Sichern oder einen Zeitplan anlegen.'],
  ['It has no backup yet.', 'Noch ohne Backup.'],
  ['The last backup is 1 hour old.', 'Das letzte Backup ist 1 Stunde alt.'],
  ['The last backup is (\\d+) hours old.', 'Das letzte Backup ist $1 Stunden alt.'],
  ['The last backup is (\\d+) days old.', 'Das letzte Backup ist $1 Tage alt.'],
  ['A scheduled backup was due 1 hour ago.', 'Ein geplantes Backup war vor 1 Stunde fällig.'],
  ['A scheduled backup was due (\\d+) hours ago.', 'Ein geplantes Backup war vor $1 Stunden fällig.'],
  ['A scheduled backup was due (\\d+) days ago.', 'Ein geplantes Backup war vor $1 Tagen fällig.'],
  [
    'It was copied from (.+?). It moves to Recently deleted at (.+). Extend it, or keep it permanently.',
    'Kopiert von $1. Er kommt am $2 zu „Kürzlich gelöscht“. Verlängern oder dauerhaft behalten.',
  ],
  [
    'It ran (.+) late because the app was not running or the computer was asleep. (.+)',
    'Um $1 verspätet, weil die App nicht lief oder der Computer schlief. $2',
  ],
  ['(.+?): (.+) Take another backup and verify it.', '$1: $2 Ein weiteres Backup aufnehmen und prüfen.'],
  [
    'Docker is not responding, so the state of ([\\d,]+) instances? is unknown: (.+). Start Docker.',
    'Docker antwortet nicht, daher ist der Zustand von $1 Instanzen unbekannt: $2. Docker starten.',
  ],
  [
    'The machine (.+) is not responding, so the state of ([\\d,]+) instances? is unknown: (.+).',
    'Der Rechner $1 antwortet nicht, daher ist der Zustand von $2 Instanzen unbekannt: $3.',
  ],
  ['It lasted (.+).', 'Dauer: $1.'],
  // Events
  ['It is running.', 'Läuft.'],
  [
    'It exceeded the memory limit of its container and was killed. Docker restarted it.',
    'Die Speichergrenze des Containers wurde überschritten und der Prozess beendet. Docker hat neu gestartet.',
  ],
  [
    'It exceeded the memory limit of its container and was killed.',
    'Die Speichergrenze des Containers wurde überschritten und der Prozess beendet.',
  ],
  ['It ended with exit code (.+). Docker restarted it.', 'Ende mit Exit-Code $1. Docker hat neu gestartet.'],
  ['Redis restarted between two samples.', 'Redis hat zwischen zwei Messungen neu gestartet.'],
  ['It no longer exists.', 'Nicht mehr vorhanden.'],
  [
    'It crashed or was killed \\(exit code (.+)\\). Writes since the last save are lost.',
    'Abgestürzt oder beendet (Exit-Code $1). Schreibzugriffe seit dem letzten Speichern sind verloren.',
  ],
  ['It crashed or was killed.', 'Abgestürzt oder beendet.'],
  ['Another program shut it down.', 'Ein anderes Programm hat die Instanz beendet.'],
  [
    'From ([\\d,]+) keys? to ([\\d,]+) keys? \\((.+) %\\): deleted, expired or evicted.',
    'Von $1 auf $2 Schlüssel ($3 %): gelöscht, abgelaufen oder verdrängt.',
  ],
  [
    'From ([\\d,]+) keys? to ([\\d,]+) keys? \\((.+) %\\) in (.+): deleted, expired or evicted.',
    'Von $1 auf $2 Schlüssel ($3 %) in $4: gelöscht, abgelaufen oder verdrängt.',
  ],
  ['It took ([\\d.]+) ms.', 'Dauer: $1 ms.'],
  ['It took ([\\d.]+) ms, the longest of (\\d+).', 'Dauer: $1 ms, der längste von $2.'],
  ['(.+), can be undone for 10 minutes', '$1, 10 Minuten lang rückgängig zu machen'],
  ['(.+) freed', '$1 frei geworden'],
  ['(.+) freed: (.+)', '$1 frei geworden: $2'],
  ['It was unreachable for (.+).', 'Nicht erreichbar für $1.'],
  ['(.+) was unreachable for (.+).', '$1 war nicht erreichbar für $2.'],
  ['Docker is not responding.', 'Docker antwortet nicht.'],
];
