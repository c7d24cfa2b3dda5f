import type { Translation } from '../../../../shared/translation.ts';
import type * as english from './always.ts';

export const translation: Translation<typeof english> = {
  anInstance: 'einer Instanz',
  thereIsNoOtherInstanceYet: 'Es gibt noch keine andere Instanz.',
  settingsOfId: (id) => `Einstellungen von ${id}`,
  configConfigurationRedisConf: 'config konfiguration redis.conf maxmemory persistenz passwort ändern settings',
  openRedisConfOf: (id) => `redis.conf von ${id} öffnen`,
  raiseTheMemoryLimitOfId: (id) => `Speichergrenze von ${id} erhöhen …`,
  maxmemoryFullMoreOutOfMemory: 'maxmemory voll mehr speicher out of memory',
  compareTheSettingsOfIdWith: (id) => `Einstellungen von ${id} mit einer anderen Instanz vergleichen …`,
  configDifferenceSideBySide: 'config unterschied nebeneinander',
  copySettingsOfIdToOther: (id) => `Einstellungen von ${id} auf andere Instanzen übertragen …`,
  configTenantsManyTakeOverSame: 'config mandanten viele übernehmen gleich kopieren',
  settingsHistoryOfId: (id) => `Verlauf der Einstellungen von ${id} …`,
  configChangesWhoWhenRevertTake: 'config änderungen wer wann zurücknehmen undo',
  upgradeId: (id) => `Upgrade von ${id} …`,
  versionImageNewerRedis: 'version image neuer redis upgrade',
  setAPasswordForId: (id) => `Passwort von ${id} setzen …`,
  itHasAPasswordAlready: 'Es ist ein Passwort gesetzt. Ändern lässt es sich in den Einstellungen.',
  requirepassAuthSecureProtect: 'requirepass auth sicher schützen geheim',
  otherChangesReplaced: (id) => `Andere Änderungen von ${id} wurden ersetzt`,
  theyWereNotApplied: 'Sie waren nicht angewendet.',
  undo: 'Rückgängig',
  settings: 'Einstellungen',
};
