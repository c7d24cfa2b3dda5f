/** The parts of the action `server`, in the order of its help. */
export const serverSections = [
  'slow-log',
  'latency',
  'clients',
  'memory',
  'persistence',
  'replication',
  'acl',
  'moment',
] as const;
