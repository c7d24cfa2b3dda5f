export const hitRate = 'Hit rate';
export const ofLookups = 'of lookups';
export const expiredAndEvicted = 'Expired and evicted';
export const ofOneCore = 'of one core';
export const lastFork = 'last fork';
export const changesSinceSave = 'Changes since save';
export const lastFork2 = 'Last fork';
export const forASave = 'for a save';
export const keysWithAnExpiry = 'Keys with an expiry';
export const willExpire = 'will expire';
export const residentToUsed = 'resident to used';
export const residentMemory = 'Resident memory';
export const slowLog = 'Slow log';
export const inAllDatabases = 'in all databases';
export const readTheChartHistory = 'Read the chart history';
export const readTheSamplingInterval = 'Read the sampling interval';
export const noChange = 'no change';
export const container = 'container';
export const readTheDatabasesOfId = (id: string) => `Read the databases of ${id}`;
export const titles = {
  memory: 'Memory',
  operations: 'Operations',
  clients: 'Clients',
  keys: 'Keys',
  network: 'Network',
  latency: 'Latency',
  fragmentation: 'Fragmentation',
  replicas: 'Replicas',
};
export const labels = {
  used: 'used',
  peak: 'peak',
  limit: 'limit',
  ops: 'ops',
  connected: 'connected',
  blocked: 'blocked',
  expired: 'expired',
  evicted: 'evicted',
  in: 'in',
  out: 'out',
  unsaved: 'unsaved',
  resident: 'resident',
  entries: 'entries',
};
export const appeared = 'new';
export const disappeared = 'gone';
