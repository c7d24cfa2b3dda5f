import type { FlushPreview } from '../../../../shared/contract/backup.ts';
import { AppError } from '../../../../shared/contract/errors.ts';
import { notRunning } from '../../instances/status/not-running.ts';
import { requireInstance } from '../../instances/status/status-by-id.ts';
import { cleanText } from '../../platform/files/clean-text.ts';
import { freeBytes } from '../../platform/files/disk-space.ts';
import type { RedisLink } from '../../redis/connection/redis-link.ts';
import type { RenamedCommands } from '../../redis/connection/renamed-commands.ts';
import { parseClientList } from '../../redis/info/client-list.ts';
import { keyspace, parseInfo } from '../../redis/info/info.ts';
import { OWN_CONNECTION_NAME } from '../../redis/own-use/own-counters.ts';
import type { BackupDeps } from '../store/backup-deps.ts';
import { folderOf } from '../store/folder-of.ts';
import { estimatedDumpBytes } from './save-running.ts';

const ANSWER_MS = 5000;
const MAX_CLIENTS = 50;
const MAX_TEXT = 200;

/** The command that removes the keys of one database, or of all. */
export type FlushCommand = 'FLUSHALL' | 'FLUSHDB';
type FlushRefusal = FlushPreview['refused'][number];

/**
 * What a flush would remove, who is connected, what its safety backup needs, and whether the server lets this app do it.
 * @throws AppError NOT_FOUND, NOT_RUNNING
 */
export async function flushPreview(deps: BackupDeps, id: string): Promise<FlushPreview> {
  const instance = await requireInstance(deps, id);
  const link = instance.entry?.state === 'running' ? await deps.observer.link(instance) : null;
  if (!link) {
    const state = instance.entry?.state ?? 'missing';
    throw notRunning(instance, `${id} cannot be flushed: it is ${state}. Start it first.`);
  }
  const [info, list] = await link.batch(ANSWER_MS, [
    ['INFO', 'keyspace'],
    ['CLIENT', 'LIST'],
  ]);
  const renamed = instance.entry?.address?.renamed;
  const refused = await Promise.all([refusalOf(link, renamed, 'FLUSHALL'), refusalOf(link, renamed, 'FLUSHDB')]);
  return {
    instance: id,
    databases: keyspace(parseInfo(info instanceof Error ? '' : String(info))).map(({ index, keys, expires }) => {
      return { index, keys, expires };
    }),
    clients: list instanceof Error ? null : clientsOf(String(list)),
    estimatedBytes: await estimatedDumpBytes(link).catch(() => null),
    freeBytes: await freeBytes(folderOf(deps, id).path),
    refused: refused.filter((one) => one !== null),
  };
}

/**
 * Checks before anything is saved or removed that the server has the command and permits it.
 * @throws AppError COMMAND_UNAVAILABLE with the reason and the other way
 */
export async function requireFlushCommand(
  id: string,
  link: RedisLink,
  renamed: RenamedCommands | undefined,
  command: FlushCommand,
): Promise<void> {
  const refusal = await refusalOf(link, renamed, command);
  if (refusal === null) return;
  const why = {
    disabled: `"rename-command" in redis.conf disables ${command}`,
    'renamed-elsewhere': `the server does not know ${command}: it was renamed outside of redis.conf`,
    'not-permitted': `its access rules (ACL) do not permit ${command}`,
  }[refusal.why];
  const message = `${id} cannot be flushed: ${why}. Nothing was changed. Delete the keys in Keys instead, which needs no ${command} and can be undone, or permit the command.`;
  throw new AppError('COMMAND_UNAVAILABLE', message, { command });
}

/** Null if the server would run it, and where that cannot be found out: then the flush itself finds out. */
async function refusalOf(
  link: RedisLink,
  renamed: RenamedCommands | undefined,
  command: FlushCommand,
): Promise<FlushRefusal | null> {
  const name = renamed?.[command] ?? command;
  // `rename-command FLUSHALL ""` disables it.
  if (name === '') return { command, why: 'disabled', said: null };
  const [known, user] = await link.batch(ANSWER_MS, [
    ['COMMAND', 'INFO', name],
    ['ACL', 'WHOAMI'],
  ]);
  if (Array.isArray(known) && known.length === 1 && known[0] === null) {
    return { command, why: 'renamed-elsewhere', said: null };
  }
  if (typeof user !== 'string') return null;
  // Redis 7.0 and later: https://redis.io/docs/latest/commands/acl-dryrun/
  const [allowed] = await link.batch(ANSWER_MS, [['ACL', 'DRYRUN', user, name]]);
  if (typeof allowed !== 'string' || allowed === 'OK') return null;
  return { command, why: 'not-permitted', said: cleanText(allowed).slice(0, MAX_TEXT) };
}

/** Clients of other programs, by name or else by host, most connections first. */
function clientsOf(list: string): NonNullable<FlushPreview['clients']> {
  const counts = new Map<string, number>();
  for (const { name, address } of parseClientList(list)) {
    if (name === OWN_CONNECTION_NAME) continue;
    const shown = cleanText(name || address.replace(/:\d+$/, '')).slice(0, MAX_TEXT);
    counts.set(shown, (counts.get(shown) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([, one], [, other]) => other - one);
  return sorted.slice(0, MAX_CLIENTS).map(([name, count]) => ({ name, count }));
}
