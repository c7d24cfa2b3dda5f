import type { Patterns } from '../../core-sentence.ts';

/** Failures of keys, their values, their comparison and their restore. */
export const keys: Patterns = [
  // One key
  ['Database ([\\d,.]+) has no key "(.+)".', 'Datenbank $1 hat keinen Schlüssel „$2“.'],
  ['Database ([\\d,.]+) of (.+) already has a key "(.+)".', 'Datenbank $1 von $2 hat schon einen Schlüssel „$3“.'],
  ['Neither side has a key "(.+)" in database ([\\d,.]+).', 'Keine Seite hat einen Schlüssel „$1“ in Datenbank $2.'],
  [
    'No backup and no running instance has a key "(.+)" in database ([\\d,.]+).',
    'Kein Backup und keine laufende Instanz hat einen Schlüssel „$1“ in Datenbank $2.',
  ],
  ['No backup has a key "(.+)" in database ([\\d,.]+).', 'Kein Backup hat einen Schlüssel „$1“ in Datenbank $2.'],
  ['1 backup could not be read.', '1 Backup war nicht lesbar.'],
  ['([\\d,.]+) backups could not be read.', '$1 Backups waren nicht lesbar.'],
  ['The running instance was not read: (.+)', 'Die laufende Instanz wurde nicht gelesen: @1'],
  ['It may have expired or been deleted.', 'Er ist vielleicht abgelaufen oder gelöscht.'],
  ['Check the name and the database.', 'Den Namen und die Datenbank prüfen.'],
  ['Check the names, the pattern and the database.', 'Die Namen, das Muster und die Datenbank prüfen.'],
  [
    'Choose another name, or delete that key first.',
    'Einen anderen Namen wählen oder diesen Schlüssel zuerst löschen.',
  ],
  ['Open the key again.', 'Den Schlüssel erneut öffnen.'],
  ['Open it again, and repeat the change.', 'Erneut öffnen und die Änderung wiederholen.'],
  ['Open the list again, and repeat the change.', 'Die Liste erneut öffnen und die Änderung wiederholen.'],
  [
    'Another client changed the key meanwhile, so nothing was written.',
    'Ein anderer Client änderte den Schlüssel inzwischen, daher wurde nichts geschrieben.',
  ],
  ['Element ([\\d,.]+) of the list has changed meanwhile.', 'Element $1 der Liste hat sich inzwischen geändert.'],
  [
    'The field no longer exists: it expired or was deleted.',
    'Das Feld gibt es nicht mehr: Es ist abgelaufen oder gelöscht.',
  ],
  [
    'The key is a (.+), and this change needs a (.+).',
    'Der Schlüssel ist vom Typ $1, und diese Änderung braucht den Typ $2.',
  ],
  ['"(.+)" is not a score.', '„$1“ ist kein Score.'],
  ['(.+) has passed, and Redis would delete the key.', '$1 ist vorbei, und Redis würde den Schlüssel löschen.'],
  ['Choose a later time, or delete the key.', 'Einen späteren Zeitpunkt wählen oder den Schlüssel löschen.'],
  [
    '(.+) has no expiry for single fields: Redis 7.4 and Valkey 9 introduced it.',
    '$1 hat keinen Ablauf für einzelne Felder: Den gibt es ab Redis 7.4 und Valkey 9.',
  ],
  ['Set the expiry of the whole key instead.', 'Stattdessen den Ablauf des ganzen Schlüssels setzen.'],
  ['The key has about (.+).', 'Der Schlüssel hat etwa $1.'],
  [
    'The app keeps the former value of a changed key, and that is limited to (.+).',
    'Die App hebt den vorherigen Wert eines geänderten Schlüssels auf, und das ist auf $1 begrenzt.',
  ],
  ['Use redis-cli for this key.', 'redis-cli für diesen Schlüssel verwenden.'],
  ['Use redis-cli or a backup.', 'redis-cli oder ein Backup verwenden.'],
  [
    'Only the first part of this value was read, so writing it would lose the rest.',
    'Nur der erste Teil dieses Wertes ist gelesen; beim Schreiben ginge der Rest verloren.',
  ],
  [
    'The value of the module (.+) has more than 64 MB, and Redis gives it only as a whole.',
    'Der Wert des Moduls $1 hat mehr als 64 MB, und Redis liefert ihn nur als Ganzes.',
  ],
  [
    'This page has more than 32 MB, and (.+) does not permit EVAL, with which the app cuts long elements.',
    'Diese Seite hat mehr als 32 MB, und $1 erlaubt EVAL nicht, womit die App lange Elemente kürzt.',
  ],
  ['Read fewer elements, or use redis-cli.', 'Weniger Elemente lesen oder redis-cli verwenden.'],
  [
    'The position is not one that a page of this value gave.',
    'Die Position stammt nicht von einer Seite dieses Wertes.',
  ],
  ['Read the value from its start.', 'Den Wert von Anfang an lesen.'],
  // Undo
  [
    'Nothing was undone, because (.+) has changed in the meantime.',
    'Nichts wurde rückgängig gemacht, weil $1 inzwischen geändert wurde.',
  ],
  [
    'Nothing was undone, because other clients have changed all ([\\d,.]+) keys since \\((.+)\\).',
    'Nichts wurde rückgängig gemacht, weil andere Clients seitdem alle $1 Schlüssel geändert haben ($2).',
  ],
  [
    'Nothing was undone, because other clients have changed the key since \\((.+)\\).',
    'Nichts wurde rückgängig gemacht, weil andere Clients den Schlüssel seitdem geändert haben ($1).',
  ],
  ['The former values are kept for ([\\d,.]+) days.', 'Die vorherigen Werte werden $1 Tage aufgehoben.'],
  [
    'The former values of this change are no longer kept: they were restored, are older than ([\\d,.]+) days, or later changes needed their room.',
    'Die vorherigen Werte dieser Änderung sind nicht mehr da: Sie wurden wiederhergestellt, sind älter als $1 Tage, oder spätere Änderungen brauchten den Platz.',
  ],
  // Sources, comparison and restore
  ['The source was closed.', 'Die Quelle wurde geschlossen.'],
  [
    'The connection to the source was lost while its keys were read.',
    'Die Verbindung zur Quelle ging verloren, während die Schlüssel gelesen wurden.',
  ],
  [
    'The file of these keys was deleted or moved while it was open, so their values cannot be read.',
    'Die Datei dieser Schlüssel wurde gelöscht oder verschoben, während sie offen war, daher sind die Werte nicht lesbar.',
  ],
  [
    'The file of these keys was changed while it was open, so its values may be wrong.',
    'Die Datei dieser Schlüssel wurde geändert, während sie offen war, daher sind die Werte vielleicht falsch.',
  ],
  [
    'Restore the keys again to read the file as it is now.',
    'Die Schlüssel erneut wiederherstellen, um die Datei zu lesen, wie sie jetzt ist.',
  ],
  ['A value of the file cannot be read: (.+).', 'Ein Wert der Datei ist nicht lesbar: @1.'],
  ['Choose another backup, or leave its key out.', 'Ein anderes Backup wählen oder den Schlüssel auslassen.'],
  [
    "A copy of its data may need (.+), and the disk of this app's home has (.+) free.",
    'Eine Kopie der Daten braucht vielleicht $1, und auf dem Datenträger des App-Ordners sind $2 frei.',
  ],
  ['Free some space, or compare a backup.', 'Platz schaffen oder ein Backup vergleichen.'],
  ['The value cannot be read: (.+).', 'Der Wert ist nicht lesbar: @1.'],
  ['Other keys of the file are not affected.', 'Andere Schlüssel der Datei sind nicht betroffen.'],
  ['The comparison was closed.', 'Der Vergleich wurde geschlossen.'],
  ['(.+) has none of the chosen keys.', '$1 hat keinen der gewählten Schlüssel.'],
  ['Choose every key.', 'Alle Schlüssel wählen.'],
  [
    'Keys that the source lacks can be deleted only if every key is restored.',
    'Schlüssel, die der Quelle fehlen, lassen sich nur löschen, wenn alle Schlüssel wiederhergestellt werden.',
  ],
  [
    'After this change, (.+) of keys \\((.+)\\) can no longer be undone, because the former values of all changes together need too much disk.',
    'Nach dieser Änderung ist Folgendes nicht mehr rückgängig zu machen, weil die früheren Werte aller Änderungen zusammen zu viel Platz brauchen: @1 an Schlüsseln ($2).',
  ],
  ['([\\d,.]+) earlier change', '$1 frühere Änderung'],
  ['([\\d,.]+) earlier changes', '$1 frühere Änderungen'],
  [
    '(.+) of keys can no longer be undone, because the former values of all changes together need too much disk \\(undo-space in Preferences\\).',
    'Nicht mehr rückgängig zu machen, weil die früheren Werte aller Änderungen zusammen zu viel Platz brauchen (undo-space in den Einstellungen): @1 an Schlüsseln.',
  ],
  [
    'Raise the limit in Preferences \\(undo-space\\), or free disk space.',
    'Die Grenze in den Einstellungen erhöhen (undo-space) oder Platz schaffen.',
  ],
  [
    'The key cannot be changed here, because the change could not be undone: the value on the server takes (.+), and an undo can restore at most (.+) \\(proto-max-bulk-len, client-query-buffer-limit\\).',
    'Der Schlüssel lässt sich hier nicht ändern, weil die Änderung nicht rückgängig zu machen wäre: Der Wert auf dem Server belegt $1, und „Rückgängig“ stellt höchstens $2 wieder her (proto-max-bulk-len, client-query-buffer-limit).',
  ],
  [
    'The key cannot be changed here, because the change could not be undone: the value on the server takes (.+), and the server sends at most (.+) \\(client-output-buffer-limit\\), so the value cannot be kept for an undo.',
    'Der Schlüssel lässt sich hier nicht ändern, weil die Änderung nicht rückgängig zu machen wäre: Der Wert auf dem Server belegt $1, und der Server sendet höchstens $2 (client-output-buffer-limit), daher lässt er sich nicht aufheben.',
  ],
  [
    'The key "(.+)" needs (.+), and the server sends at most (.+) \\(client-output-buffer-limit\\).',
    'Der Schlüssel „$1“ braucht $2, und der Server sendet höchstens $3 (client-output-buffer-limit).',
  ],
  [
    'Raise that limit, or compare a backup of this instance.?',
    'Diese Grenze erhöhen oder ein Backup dieser Instanz vergleichen.',
  ],
  [
    'Raise that limit, or use redis-cli for this key.',
    'Diese Grenze erhöhen oder redis-cli für diesen Schlüssel verwenden.',
  ],
];
