import { isUnreadable, readStateBytesNow } from '../../platform/files/state-file.ts';
import { decoded } from './conf-file.ts';
import { type ConfPlace, pathHere, serverPath } from './conf-place.ts';
import { directiveLines, directiveValue, parseRedisConf, type RedisConf } from './redis-conf.ts';

/**
 * Whether a server with this configuration requires a password. An ACL file, or a line `user default`, overrides
 * `requirepass`.
 * @see https://github.com/redis/redis/blob/7.0/src/acl.c ACLLoadUsersAtStartup
 */
export function needsPassword(conf: RedisConf, place: ConfPlace): boolean {
  const byDirective = Boolean(directiveValue(conf, 'requirepass'));
  const path = aclFile(conf, place);
  const users = path === null ? conf : readUsers(path);
  if (users === null) return byDirective;
  const rules = directiveLines(users, 'user').findLast(({ args }) => args[0] === 'default')?.args;
  // An ACL file without this user resets it to the defaults.
  if (rules === undefined) return path === null ? byDirective : false;
  return rules.slice(1).reduce(passwordAfter, true);
}

/** The names of the users that redis.conf or its ACL file names; null if the file is not on this computer or unreadable. */
export function configuredUsers(conf: RedisConf, place: ConfPlace): ReadonlySet<string> | null {
  const path = aclFile(conf, place);
  if (path === null && directiveValue(conf, 'aclfile')) return null;
  const users = path === null ? conf : readUsers(path);
  return users && new Set(directiveLines(users, 'user').flatMap(({ args }) => args.slice(0, 1)));
}

/** The path of the ACL file on this computer; null if there is none. */
export function aclFile(conf: RedisConf, place: ConfPlace): string | null {
  const path = directiveValue(conf, 'aclfile') || null;
  return path === null ? null : pathHere(place, serverPath(place, place.cwd, path));
}

/** Null for an unreadable file. An ACL file has the same `user` lines as redis.conf. */
function readUsers(path: string): RedisConf | null {
  try {
    const bytes = readStateBytesNow(path);
    return bytes === null ? null : parseRedisConf(decoded(bytes).text);
  } catch (error) {
    if (isUnreadable(error)) return null;
    throw error;
  }
}

/** Whether the user needs a password after one more ACL rule. A user without rules has no valid password. */
function passwordAfter(isNeeded: boolean, rule: string): boolean {
  if (/^nopass$/i.test(rule)) return false;
  return isNeeded || /^[>#]|^(resetpass|reset)$/i.test(rule);
}
