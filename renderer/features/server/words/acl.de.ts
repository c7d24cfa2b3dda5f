import type { Translation } from '../../../../shared/translation.ts';
import type * as english from './acl.ts';

export const translation: Translation<typeof english> = {
  users: 'Benutzer',
  ownUser: (name) => `Diese App verbindet sich als ${name}.`,
  user: 'Benutzer',
  enabled: 'Aktiv',
  password: 'Passwort',
  noPassword: 'keines nötig',
  commands: 'Befehle',
  keys: 'Schlüssel',
  channels: 'Kanäle',
  yes: 'Ja',
  no: 'Nein',
  noUsers: 'Der Server nennt keine Benutzer.',
  log: 'Abgelehnte Befehle und Anmeldungen',
  nothingRefused: 'Der Server hat seit dem Start oder ACL LOG RESET nichts abgelehnt.',
  last: 'Zuletzt',
  times: 'Anzahl',
  reason: 'Grund',
  object: 'Objekt',
  context: 'Wo',
  client: 'Client',
  ago: (time) => `vor ${time}`,
  passwordsStay: 'Passwörter und ihre Hashes verlassen nie die Serverseite der App.',
};
