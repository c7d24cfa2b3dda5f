import type { AclLogEntry, AclReport, AclUser } from '../../../../shared/contract/server.ts';
import { askAll, boundedText, runningServer, type ServerDeps } from '../ask-server.ts';

const MAX_RULES = 1000;
const MAX_TEXT = 300;
const MAX_USERS = 500;
const LOG_ENTRIES = '128';

/** Users and refused commands of a server. @throws AppError NOT_FOUND, NOT_RUNNING */
export async function aclReport(deps: ServerDeps, id: string): Promise<AclReport> {
  const { link } = await runningServer(deps, id);
  const { users, log, self } = await askAll(id, link, {
    users: ['ACL', 'LIST'],
    log: ['ACL', 'LOG', LOG_ENTRIES],
    self: ['ACL', 'WHOAMI'],
  });
  const listed = users.refused || !Array.isArray(users.reply) ? [] : users.reply.map(String);
  return {
    id,
    at: new Date().toISOString(),
    ownUser: typeof self.reply === 'string' ? boundedText(self.reply, MAX_TEXT) : null,
    users: { value: users.refused ? null : listed.slice(0, MAX_USERS).flatMap(userOf), refused: users.refused },
    userCount: listed.length,
    log: { value: log.refused ? null : logEntries(log.reply), refused: log.refused },
  };
}

/**
 * `user alice on #9f86d0… ~cache:* &* -@all +get`. Only the number of passwords is kept, never a hash.
 * @see https://redis.io/docs/latest/commands/acl-list/
 */
export function userOf(line: string): AclUser[] {
  const [first, name, ...rules] = line.split(' ');
  if (first !== 'user' || name === undefined) return [];
  const plain = rules.filter((rule) => !isPassword(rule));
  const of = (test: (rule: string) => boolean) => boundedText(plain.filter(test).join(' '), MAX_RULES);
  return [
    {
      name: boundedText(name, MAX_TEXT),
      enabled: rules.includes('on'),
      noPassword: rules.includes('nopass'),
      passwords: rules.filter((rule) => rule.startsWith('#')).length,
      commands: of((rule) => /^[+-]/.test(rule)),
      // A selector of Redis 7, `(~temp:* +get)`, has keys and commands of its own.
      keys: of((rule) => /^(~|%|allkeys|resetkeys|\()/.test(rule)),
      channels: of((rule) => /^(&|allchannels|resetchannels)/.test(rule)),
    },
  ];
}

/** `#` is a hash; `>`, `<` and `!` set or remove one and are never listed, but would be secret. */
function isPassword(rule: string): boolean {
  return /^[#><!]/.test(rule);
}

/** A list of entries, each with alternating names and values. @see https://redis.io/docs/latest/commands/acl-log/ */
function logEntries(reply: unknown): AclLogEntry[] {
  if (!Array.isArray(reply)) return [];
  return reply.flatMap((entry: unknown) => {
    if (!Array.isArray(entry)) return [];
    const fields = new Map<unknown, unknown>();
    for (let index = 0; index + 1 < entry.length; index += 2) fields.set(entry[index], entry[index + 1]);
    const text = (name: string) => boundedText(fields.get(name) ?? '', MAX_TEXT);
    const number = (name: string) => Math.max(0, Number(fields.get(name) ?? 0) || 0);
    const reason = text('reason');
    return [
      {
        count: Math.round(number('count')),
        reason,
        context: text('context'),
        object: reason === 'auth' ? '' : text('object'),
        user: text('username'),
        ageSeconds: number('age-seconds'),
        client: clientOf(text('client-info')),
      },
    ];
  });
}

/** Name and address, from a line like those of CLIENT LIST. */
function clientOf(info: string): string {
  const name = /(?:^| )name=(\S+)/.exec(info)?.[1];
  const address = /(?:^| )addr=(\S+)/.exec(info)?.[1];
  return [name, address].filter((part) => part !== undefined).join(' ');
}
