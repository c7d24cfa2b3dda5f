export const setUpTls = (id: string) => `Set up TLS of ${id}`;
export const setUpTlsShort = 'Set up TLS…';
export const certificateRenewed = (id: string) => `The certificate of ${id} is renewed`;
export const tlsIsOn = (id: string) => `TLS of ${id} is set up`;
export const tlsIsOff = (id: string) => `TLS of ${id} is off`;
export const undo = 'Undo';
export const tls = 'TLS';
export const on = 'On';
export const off = 'Off';
export const plainPort = 'Port without TLS';
export const close = 'Close';
export const keep = 'Keep';
export const closeExplained = (port: number | null) =>
  `Port ${port ?? ''} accepts TLS only. Clients that connect without it are refused.`;
export const keepExplained = 'Clients connect as before, and others with TLS on a port beside it.';
export const tlsPort = 'TLS port';
export const aFreePort = 'A free port';
export const requireCertificates = 'Require client certificates';
export const requireExplained =
  'Only programs with a certificate from this authority connect. Export one for each program.';
export const introduction =
  'A certificate authority of this instance issues the certificate. The settings are tried on a scratch server first, and reverted if a connection from outside fails.';
export const readTls = (id: string) => `Read the TLS of ${id}`;
export const checkTheChange = 'Check the change';
export const portFrom1 = 'Enter a port from 1 to 65535.';
export const nothingChanges = 'Nothing changes.';
export const afterwards = (tls: number | null, plain: number | null) =>
  tls === null
    ? `TLS is off, and port ${plain} is open without it.`
    : plain === null
      ? `TLS on port ${tls}; nothing is open without TLS.`
      : `TLS on port ${tls}; port ${plain} stays open without TLS.`;
export const newCertificate = 'A new certificate is issued; it is valid for 397 days.';
export const restartsOnce = 'The instance restarts once, and its clients reconnect.';
export const recreates = 'The container is recreated around the same data, and its clients reconnect.';
export const withoutRestart = 'It applies without a restart.';
export const apply = 'Apply';
export const setUp = 'Set up TLS';
export const switchOff = 'Switch TLS off';
export const change = 'Change…';
export const renew = 'Renew';
export const stateOff = 'TLS is off.';
export const stateOn = (port: number | null, expires: string) => `TLS on port ${port}, certificate until ${expires}.`;
export const stateUnknown = (port: number | null) => `TLS on port ${port}.`;
