import { logMessage } from '../log/log-message.ts';

/** Why a server did not load data or a module, from its log. */
export type ModuleFailure =
  /** The data has values of a type that no loaded module has. */
  | { readonly kind: 'type'; readonly type: string }
  /** A module was not loaded; the reason is the rest of a sentence. */
  | { readonly kind: 'load'; readonly file: string; readonly reason: string };

/**
 * Finds the failure in the log of a server that has ended.
 * @see https://github.com/redis/redis/blob/7.0/src/rdb.c rdbLoadObject, https://github.com/redis/redis/blob/7.0/src/module.c moduleLoad
 */
export function moduleFailure(log: string): ModuleFailure | null {
  const type = /no matching module(?: type)? '([^'\n]{1,9})'/.exec(log)?.[1];
  if (type !== undefined) return { kind: 'type', type };
  const file = /Can't load module from ([^\n]+?): server aborting/.exec(log)?.[1];
  if (file !== undefined) return { kind: 'load', file, reason: loadReason(log, file) };
  // The stack trace of the server's bug report names the function in which a module was loaded.
  const crashed = /^(\S+)\(RedisModule_OnLoad\b/m.exec(log)?.[1];
  const signal = /crashed by signal:? (\d+)/.exec(log)?.[1];
  if (crashed === undefined || signal === undefined) return null;
  return { kind: 'load', file: crashed, reason: `it crashed the server while it was loaded (signal ${signal})` };
}

/** What the server and the module itself logged about it. */
function loadReason(log: string, file: string): string {
  const lines = log.split('\n').map(logMessage);
  const end = lines.findLastIndex((line) => line.startsWith(`Can't load module from ${file}`));
  const server = lines[end - 1] ?? '';
  const found = server.startsWith(`Module ${file} `) ? server.slice(`Module ${file} `.length) : '';
  if (found.includes('execute permissions')) return 'its file is not executable, which Redis requires';
  if (found.includes('does not export'))
    return 'it is a library but not a Redis module (RedisModule_OnLoad is missing)';
  const failed = /^failed to load: (.*)$/.exec(found)?.[1];
  if (failed !== undefined) return linkerReason(failed, file);
  const own = ownMessages(lines.slice(0, Math.max(0, end - 1)));
  return own === '' ? 'it refused to start and gave no reason' : `it refused to start: ${own}`;
}

/** The linker repeats the path. */
function linkerReason(text: string, file: string): string {
  const reason = text.startsWith(`${file}: `) ? text.slice(file.length + 2) : text;
  return reason.replace(/\.$/, '');
}

/** The last lines before the failure in the form of a module's own message: `<name> text`. */
function ownMessages(lines: readonly string[]): string {
  const own: string[] = [];
  for (const line of lines.toReversed()) {
    const message = /^<[^>\n]+> (.+)$/.exec(line)?.[1];
    if (message === undefined) break;
    own.unshift(message.replace(/\.$/, ''));
  }
  return own.slice(-3).join('; ');
}
