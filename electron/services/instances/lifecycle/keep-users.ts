import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { writeDurably } from '../../platform/files/durable-write.ts';
import { ensureFolder } from '../../platform/home/ensure-folder.ts';
import { configuredUsers, needsPassword } from '../../redis/conf/acl-users.ts';
import { quoteArg } from '../../redis/conf/conf-args.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import { type EffectiveConf, readEffectiveConf } from '../../redis/conf/effective-conf.ts';
import { directiveValue } from '../../redis/conf/redis-conf.ts';
import type { RedisLink } from '../../redis/connection/redis-link.ts';
import type { ManagedInstance } from '../registry/catalogue.ts';
import type { WaitDeps } from './wait-while-alive.ts';

/** A halted server gets its signal only after this: it resumes then. */
const ASK_MS = 5000;
/** A sentence names no more. */
const MAX_NAMED = 5;
/** Rules of an unchanged default user; Redis 6 and Valkey have other names for some. */
const OPEN = /^(on|~\*|&\*|\+@all|all(keys|channels|commands|dbs))$/;

interface UserTask {
  readonly instance: ManagedInstance;
  readonly link: RedisLink;
  /** The configuration of the next start; omitted: the current effective configuration. */
  readonly conf?: EffectiveConf;
  readonly op: Pick<OperationContext, 'warn'>;
}

/**
 * Saves the users of a server that is about to end and that its next start will not have: those made with ACL SETUSER.
 * Their lines go to a file beside redis.conf, readable by this user only, and a warning names them. Never prevents the
 * end: a server that cannot answer, or may not, has none as far as is known.
 * @see https://redis.io/docs/latest/commands/acl-list/
 */
export async function keepUsers(
  { environment }: Pick<WaitDeps, 'environment'>,
  { instance, link, conf: given, op }: UserTask,
): Promise<void> {
  const place = confPlaceOf(instance);
  const conf = given ?? (await readEffectiveConf(place).catch(() => null));
  if (conf === null || conf.unread.length > 0) return;
  const configured = configuredUsers(conf, place);
  if (configured === null) return;
  const askMs = Math.min(ASK_MS, environment.readyTimeoutMs / 4);
  const [reply] = await link.batch(askMs, [['ACL', 'LIST']]).catch(() => [null]);
  if (!Array.isArray(reply)) return;
  const lost = reply
    .map(String)
    .filter((line) => isLost(line, configured, needsPassword(conf, place)))
    .map((line) => ({ line, name: line.split(' ')[1] ?? '' }));
  if (lost.length === 0) return;
  const inAclFile = Boolean(directiveValue(conf, 'aclfile'));
  // Redis reads quotes in redis.conf, and none in an ACL file.
  const written = (line: string) => (inAclFile ? line : line.split(' ').map(quoteArg).join(' '));
  const text = `${lost.map(({ line }) => written(line)).join('\n')}\n`;
  // The same users give the same name, so that restarts do not add files.
  const file = `users-${createHash('sha256').update(text).digest('hex').slice(0, 8)}.acl`;
  const names = lost.slice(0, MAX_NAMED).map(({ name }) => name);
  if (lost.length > names.length) names.push(`${lost.length - names.length} more`);
  const who = `Users that only the running ${instance.id} has, and its next start does not: ${names.join(', ')}.`;
  try {
    ensureFolder(dirname(place.file));
    await writeDurably(join(dirname(place.file), file), text);
  } catch (error) {
    op.warn(`${who} Their lines could not be saved (${error instanceof Error ? error.message : error}).`);
    return;
  }
  const target = inAclFile ? 'the ACL file' : 'redis.conf';
  op.warn(
    `${who} Their lines, with the hashes of their passwords, are in ${file} beside redis.conf. Append them to ${target} to have these users again.`,
  );
}

/** @param password whether the next start requires one of the default user */
function isLost(line: string, configured: ReadonlySet<string>, password: boolean): boolean {
  const [first, name, ...rules] = line.split(' ');
  if (first !== 'user' || name === undefined || configured.has(name)) return false;
  return name !== 'default' || !isUnchanged(rules, password);
}

/** Whether these are the rules of the default user as Redis makes it at its start. */
function isUnchanged(rules: readonly string[], password: boolean): boolean {
  const own = rules.filter((rule) => !/^(#|nopass$|sanitize-payload$)/.test(rule));
  const asksPassword = !rules.includes('nopass');
  return own.every((rule) => OPEN.test(rule)) && own.includes('on') && asksPassword === password;
}
