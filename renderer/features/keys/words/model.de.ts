import type { Translation } from '../../../../shared/translation.ts';
import type * as english from './model.ts';

export const translation: Translation<typeof english> = {
  sortedSet: 'Sorted Set',
  noExpiry: 'Kein Ablauf',
  withinAnHour: 'Binnen einer Stunde',
  wordsOrMore: (words) => `${words} oder mehr`,
  offline: 'Ohne Verbindung nicht verfügbar',
  elements: {
    string: ['Byte', 'Bytes'],
    list: ['Element', 'Elemente'],
    set: ['Member', 'Member'],
    zset: ['Member', 'Member'],
    hash: ['Feld', 'Felder'],
    stream: ['Eintrag', 'Einträge'],
    module: ['Byte', 'Bytes'],
  },
  file: 'Datei',
  backupOf: (title, instance) => `Backup ${title} von ${instance}`,
  totals: (keys, databases) => `${keys} in ${databases}`,
  soFar: (totals) => `bisher ${totals}`,
  expiredNow: 'abgelaufen',
  readOnlyBackup: 'Schreibgeschütztes Backup',
  readOnlyFile: 'Schreibgeschützte Datei',
  ofTime: (what, at) => `${what} von ${at}`,
  noFork: 'kein Fork',
  oneFork: 'ein Fork',
  manyForks: (count) => `${count} Forks`,
  cost: (forked, seconds) => `${forked}, ${seconds} s des Hauptthreads`,
  searchKinds: { contains: 'Enthält', glob: 'Glob', regex: 'Regex' },
  expiredChoice: 'Abgelaufen',
  emptyKey: '(leerer Schlüssel)',
};
