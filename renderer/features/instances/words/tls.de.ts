import type { Translation } from '../../../../shared/translation.ts';
import type * as english from './tls.ts';

export const translation: Translation<typeof english> = {
  setUpTls: (id) => `TLS von ${id} einrichten`,
  setUpTlsShort: 'TLS einrichten …',
  certificateRenewed: (id) => `Das Zertifikat von ${id} ist erneuert`,
  tlsIsOn: (id) => `TLS von ${id} ist eingerichtet`,
  tlsIsOff: (id) => `TLS von ${id} ist aus`,
  undo: 'Rückgängig',
  tls: 'TLS',
  on: 'Ein',
  off: 'Aus',
  plainPort: 'Port ohne TLS',
  close: 'Schließen',
  keep: 'Behalten',
  closeExplained: (port) => `Port ${port ?? ''} nimmt nur TLS an. Clients ohne TLS werden abgewiesen.`,
  keepExplained: 'Clients verbinden sich wie bisher, andere mit TLS auf einem Port daneben.',
  tlsPort: 'TLS-Port',
  aFreePort: 'Ein freier Port',
  requireCertificates: 'Client-Zertifikate verlangen',
  requireExplained:
    'Nur Programme mit einem Zertifikat dieser Zertifizierungsstelle verbinden sich. Für jedes Programm eines exportieren.',
  introduction:
    'Eine eigene Zertifizierungsstelle der Instanz stellt das Zertifikat aus. Die Einstellungen werden zuerst in einem Testserver probiert und zurückgenommen, wenn eine Verbindung von außen scheitert.',
  readTls: (id) => `TLS von ${id} lesen`,
  checkTheChange: 'Änderung prüfen',
  portFrom1: 'Einen Port von 1 bis 65535 angeben.',
  nothingChanges: 'Nichts ändert sich.',
  afterwards: (tls, plain) =>
    tls === null
      ? `TLS ist aus, und Port ${plain} ist ohne TLS offen.`
      : plain === null
        ? `TLS auf Port ${tls}; ohne TLS ist nichts offen.`
        : `TLS auf Port ${tls}; Port ${plain} bleibt ohne TLS offen.`,
  newCertificate: 'Ein neues Zertifikat wird ausgestellt; es gilt 397 Tage.',
  restartsOnce: 'Die Instanz startet einmal neu, und die Clients verbinden sich neu.',
  recreates: 'Der Container wird um dieselben Daten neu erstellt, und die Clients verbinden sich neu.',
  withoutRestart: 'Gilt ohne Neustart.',
  apply: 'Anwenden',
  setUp: 'TLS einrichten',
  switchOff: 'TLS ausschalten',
  change: 'Ändern …',
  renew: 'Erneuern',
  stateOff: 'TLS ist aus.',
  stateOn: (port, expires) => `TLS auf Port ${port}, Zertifikat bis ${expires}.`,
  stateUnknown: (port) => `TLS auf Port ${port}.`,
};
