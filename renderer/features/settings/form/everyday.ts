/** What people come for. In a group that has any of these the others wait behind one press. */
export const everyday: ReadonlySet<string> = new Set([
  'maxmemory',
  'maxmemory-policy',
  'save',
  'appendonly',
  'appendfsync',
  'stop-writes-on-bgsave-error',
  'port',
  'bind',
  'protected-mode',
  'tcp-backlog',
  'tcp-keepalive',
  'timeout',
  'databases',
  'requirepass',
  'maxclients',
  'loglevel',
]);
