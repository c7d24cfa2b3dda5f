import type { Translation } from '../../../../shared/translation.ts';
import type * as english from './branch.ts';

export const translation: Translation<typeof english> = {
  oneHour: '1 Stunde',
  oneDay: '24 Stunden',
  oneWeek: '7 Tage',
  keepPermanently: 'Nie: dauerhaft behalten',
  branchFrom: (origin) => `Branch von ${origin}`,
  createBranch: 'Branch erstellen',
  aBranchIsACopy: (origin) =>
    `Ein Branch ist ein neuer Mandant mit einer Kopie der Schlüssel von ${origin}. Änderungen darin lassen ${origin} unverändert.`,
  expiresAfter: 'Läuft ab nach',
  thenItIsKeptFor7Days: 'Danach liegt er 7 Tage unter „Kürzlich gelöscht“.',
  settingsCopied: (from) =>
    `Von ${from} kopiert: Speichergrenze, Verdrängung, Persistenz, Zahl der Datenbanken, Runtime und Image. Hat ${from} ein Passwort, erhält der Branch ein neues. Benutzer und Replikation werden nicht kopiert.`,
  branch: 'Branch',
  expired: 'Abgelaufen',
  branchOf: (origin, at) => `Branch von ${origin}, ${at}`,
  expiresOn: (at) => `Läuft ab: ${at}.`,
  idIsExtended: (id) => `${id} läuft in 24 h ab`,
  idIsKept: (id) => `${id} bleibt dauerhaft`,
  extendId: (id) => `${id} verlängern`,
};
