import { AppError } from '../../../shared/contract/errors.ts';
import { PROJECT_FILE, type ProjectFile } from '../../../shared/contract/project.ts';
import { checkValue } from '../redis/conf/check-value.ts';
import type { Values } from '../redis/conf/conf-values.ts';
import { isSecret } from '../redis/conf/secrets.ts';
import { factsOf } from '../redis/directives/catalogue.ts';

/** Groups whose directives change how one Redis works, and nothing of the computer or the network. */
const ownGroups: ReadonlySet<string> = new Set([
  'Memory',
  'Persistence',
  'Databases',
  'Clients',
  'Logging',
  'Server',
  'Data structures',
]);

/** Harmless directives of other groups. */
const alsoOwn: ReadonlySet<string> = new Set(['tcp-backlog', 'tcp-keepalive', 'timeout', 'acllog-max-len']);

/** Directives of those groups that reach outside the instance: the system's log, its scheduler, its processes. */
const reachOutside: ReadonlySet<string> = new Set([
  ...['oom-score-adj', 'oom-score-adj-values', 'disable-thp'],
  ...['syslog-enabled', 'syslog-ident', 'syslog-facility', 'crash-log-enabled', 'crash-memcheck-enabled'],
  ...['set-proc-title', 'proc-title-template', 'ignore-warnings'],
  ...['server_cpulist', 'bio_cpulist', 'aof_rewrite_cpulist', 'bgsave_cpulist'],
]);

/**
 * The settings of a project file by their current names, in the format of CONFIG GET. A repository is foreign: its file
 * may set how its own Redis works, but load no code, open no address, and name no path, user or secret.
 * @throws AppError BAD_VALUE naming the field
 */
export function projectSettings(given: ProjectFile['settings']): Values {
  const settings: Record<string, string> = {};
  for (const [name, value] of Object.entries(given ?? {})) {
    const facts = factsOf(name);
    const directive = facts?.name ?? name;
    const allowed =
      facts !== null &&
      facts.applied !== 'app' &&
      !isSecret(facts) &&
      !reachOutside.has(directive) &&
      (ownGroups.has(facts.group) || alsoOwn.has(directive));
    if (!allowed) {
      const why = facts === null ? 'this app does not know it' : 'it reaches outside of the project’s own Redis';
      throw refusedField(
        `settings.${name}`,
        'a directive such as maxmemory, save or notify-keyspace-events',
        `${why}. Remove it from the file, and set it for this tenant alone if it is needed`,
      );
    }
    if (Object.hasOwn(settings, directive))
      throw refusedField(`settings.${name}`, 'each directive once', `${directive} is set twice`);
    const text = typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
    checkValue(directive, text);
    settings[directive] = text;
  }
  return settings;
}

/**
 * @param field its name, or the name of the file if the whole file is refused
 * @param why the reason, without a full stop
 */
export function refusedField(field: string, expected: string, why: string): AppError<'BAD_VALUE'> {
  const refused = field === PROJECT_FILE ? '' : `${field} of `;
  return new AppError('BAD_VALUE', `${refused}vrooli-redis.json cannot be used: ${why}.`, { field, expected });
}
