import type { Translation } from './translation.ts';
import type * as english from './words.ts';

export const translation: Translation<typeof english> = {
  weekdays: ['Sonntag', 'Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag'],
  everyHours: (hours) => (hours === 1 ? 'Jede Stunde' : `Alle ${hours} Stunden`),
  dailyAt: (at) => `Täglich um ${at}`,
  weeklyOn: (day, at) => `Wöchentlich am ${day} um ${at}`,
  byCron: (expression) => `Nach Cron: ${expression}`,
  keepsAll: 'behält alle',
  keepsOnlyTheNewest: 'behält nur das neueste geprüfte',
  keeps: (parts) => `behält ${parts}`,
  theLast: (count) => (count === 1 ? 'das letzte' : `die letzten ${count}`),
  days: (count) => (count === 1 ? '1 Tag' : `${count} Tage`),
  weeks: (count) => (count === 1 ? '1 Woche' : `${count} Wochen`),
  months: (count) => (count === 1 ? '1 Monat' : `${count} Monate`),
  appGetsIn: 'diese App hat Zugang',
  appIsRefused: 'diese App wird abgewiesen',
  accessOfClients: {
    open: 'Clients verbinden sich ohne Passwort',
    password: 'Clients brauchen ein Passwort',
    refused: 'Protected Mode weist alle Clients ab',
  },
  access: (app, clients) => `${app}; ${clients}.`,
  replica: (of, link) => `Replikat${of}${link}`,
  ofMaster: (address) => ` von ${address}`,
  linkUp: ', verbunden',
  linkDown: ', Verbindung unterbrochen',
  sizeIsDoubtful: (number, bytes, meant) => `${number} bedeutet ${bytes}. Ist ${meant} gemeint?`,
  bytes: (count) => (count === '1' ? '1 Byte' : `${count} Bytes`),
};
