/**
 * Directives that a scratch server without data does not copy from an instance: they name its files, its addresses, its
 * users, other servers, or code to run.
 */
const leftOut: ReadonlySet<string> = new Set([
  ...['include', 'loadmodule', 'rename-command', 'user', 'aclfile', 'requirepass', 'masteruser', 'masterauth'],
  ...['replicaof', 'slaveof', 'bind', 'bind-source-addr', 'port', 'unixsocket', 'unixsocketperm', 'protected-mode'],
  ...['dir', 'dbfilename', 'logfile', 'pidfile', 'daemonize', 'supervised', 'syslog-enabled', 'syslog-ident'],
  ...['syslog-facility', 'crash-log-enabled', 'crash-memcheck-enabled', 'enable-module-command'],
  ...['enable-debug-command', 'enable-protected-configs', 'acl-pubsub-default'],
]);

/** Whether a scratch server ignores a directive of an instance, so that its value cannot be tried there. */
export function isLeftOut(directive: string): boolean {
  // A directive of a module has a dot in its name.
  return leftOut.has(directive) || /^(tls|cluster)-|\./.test(directive);
}
