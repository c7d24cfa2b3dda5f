import { isUnreadable, readStateBytesNow } from '../../platform/files/state-file.ts';
import { decoded } from './conf-file.ts';
import { type ConfPlace, pathHere, serverPath } from './conf-place.ts';
import { directiveLines, directiveValue, parseRedisConf, type RedisConf } from './redis-conf.ts';

/**
 * Whether a server that starts on a configuration asks its clients for a password. An ACL file, or a line
 * `user default`, replaces what `requirepass` says of that user.
 * @see https://github.com/redis/redis/blob/7.0/src/acl.c ACLLoadUsersAtStartup
 */
export function needsPassword(conf: RedisConf, place: ConfPlace): boolean {
  const byDirective = Boolean(directiveValue(conf, 'requirepass'));
  const path = aclFile(conf, place);
  const users = path === null ? conf : readUsers(path);
  if (users === null) return byDirective;
  const rules = directiveLines(users, 'user').findLast(({ args }) => args[0] === 'default')?.args;
  // A file of users without this one gives it back its defaults.
  if (rules === undefined) return path === null ? byDirective : false;
  return rules.slice(1).reduce(passwordAfter, true);
}

/** The ACL file, as this computer has it; null where there is none. */
export function aclFile(conf: RedisConf, place: ConfPlace): string | null {
  const path = directiveValue(conf, 'aclfile') || null;
  return path === null ? null : pathHere(place, serverPath(place, place.cwd, path));
}

/** Null where it cannot be read. Its lines are those that redis.conf would have. */
function readUsers(path: string): RedisConf | null {
  try {
    const bytes = readStateBytesNow(path);
    return bytes === null ? null : parseRedisConf(decoded(bytes).text);
  } catch (error) {
    if (isUnreadable(error)) return null;
    throw error;
  }
}

/** Whether a password is needed after one more rule of a user, who begins with none that would let anyone in. */
function passwordAfter(needed: boolean, rule: string): boolean {
  if (rule === 'nopass') return false;
  return needed || /^[>#]|^(resetpass|reset)$/.test(rule);
}
