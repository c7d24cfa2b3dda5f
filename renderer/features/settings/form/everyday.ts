/** The most used settings. A group that has some of them hides its other settings behind a button. */
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
