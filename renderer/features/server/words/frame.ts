export const overview = 'Overview';
export const panelTitles = {
  'slow-log': 'Slow log',
  latency: 'Latency',
  clients: 'Clients',
  memory: 'Memory',
  persistence: 'Persistence',
  replication: 'Replication',
  acl: 'Access rules',
  modules: 'Modules',
  moment: 'At a time',
} as const;
export const partsOfId = (id: string) => `Parts of ${id}`;
export const refusedWhy = {
  'too-old': (command: string) => `This server does not know ${command}.`,
  'not-permitted': (command: string) => `The access rules of the server do not permit ${command}.`,
  disabled: (command: string) => `“rename-command” in redis.conf disables ${command}.`,
  'not-running': () => 'The server is not running, so only what was recorded is shown.',
  failed: (command: string) => `${command} failed.`,
} as const;
export const couldNotRead = (title: string, id: string) => `Could not read ${title} of ${id}`;
export const readPanel = (title: string, id: string) => `Read ${title} of ${id}`;
export const advice = 'The server’s advice';
export const startItToAskItsServer = 'The server reports this only while it is running.';
export const goToId = (id: string) => `Go to ${id}`;
export const copyAsCsv = 'Copy as CSV';
export const copiedAsCsv = (what: string) => `${what} copied as CSV`;
export const copyTheTable = (what: string) => `Copy ${what}`;
