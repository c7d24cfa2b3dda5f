import { AppError } from '../../../shared/contract/errors.ts';
import type { Refusal } from '../../../shared/contract/server.ts';
import type { ManagedInstance } from '../instances/registry/catalogue.ts';
import type { InstanceDeps } from '../instances/status/instance-deps.ts';
import { notRunning } from '../instances/status/not-running.ts';
import { requireInstance } from '../instances/status/status-by-id.ts';
import { cleanText } from '../platform/files/clean-text.ts';
import { isRefusal } from '../redis/connection/link-failure.ts';
import type { LinkCommand, RedisLink } from '../redis/connection/redis-link.ts';

export const ANSWER_MS = 5000;
const MAX_SAID = 300;

export type ServerDeps = Pick<InstanceDeps, 'catalogue' | 'observer' | 'environment'>;

/** A connection to a running server. */
export interface AskedServer {
  readonly instance: ManagedInstance;
  readonly link: RedisLink;
}

/** @throws AppError NOT_FOUND, NOT_RUNNING */
export async function runningServer(deps: ServerDeps, id: string): Promise<AskedServer> {
  const instance = await requireInstance(deps, id);
  const link = instance.entry?.state === 'running' ? await deps.observer.link(instance) : null;
  if (link) return { instance, link };
  throw notRunning(instance, `${id} is not running. Start it to ask its server.`);
}

/** The replies of several commands; each that the server refuses has its reason instead. */
export type Replies<N extends string> = Readonly<
  Record<N, { readonly reply: unknown; readonly refused: Refusal | null }>
>;

/**
 * Sends commands in one write.
 * @throws AppError NOT_RUNNING if the server cannot be reached at all
 */
export async function askAll<N extends string>(
  id: string,
  link: Pick<RedisLink, 'batch'>,
  commands: Readonly<Record<N, LinkCommand>>,
): Promise<Replies<N>> {
  const names = Object.keys(commands) as N[];
  let replies: readonly unknown[];
  try {
    replies = await link.batch(
      ANSWER_MS,
      names.map((name) => commands[name]),
    );
  } catch (error) {
    throw unreachable(id, error);
  }
  const entries = names.map((name, index) => {
    const reply = replies[index];
    const refused = reply instanceof Error ? refusalOf(commands[name], reply) : null;
    return [name, { reply: refused ? null : reply, refused }];
  });
  return Object.fromEntries(entries) as Replies<N>;
}

/** The failure of a connection, which concerns all commands. */
export function unreachable(id: string, error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error;
  const message = `${id} does not answer: ${error.message}`;
  return new AppError(
    'NOT_RUNNING',
    message,
    { id, state: isRefusal(error) ? 'refused' : 'unhealthy' },
    { cause: error },
  );
}

/** Words of Redis and Valkey for an unknown command or subcommand: "ERR unknown …", "ERR Unknown subcommand …". */
const unknown = /unknown (sub)?command|Unknown subcommand|syntax error|wrong number of arguments/i;

export function refusalOf([command, ...args]: LinkCommand, error: Error): Refusal {
  const shown = [command, ...args.slice(0, 1)].join(' ').toUpperCase();
  const why = whyRefused(error);
  return { command: shown, why, said: boundedText(error.message, MAX_SAID) };
}

function whyRefused(error: Error): Refusal['why'] {
  if (/^NOPERM/.test(error.message)) return 'not-permitted';
  // The link reports a command that redis.conf renames to nothing, and one that was renamed elsewhere.
  if (error instanceof AppError && error.code === 'COMMAND_UNAVAILABLE') {
    return /does not know/.test(error.message) ? 'too-old' : 'disabled';
  }
  return unknown.test(error.message) ? 'too-old' : 'failed';
}

/** Untrusted text for a client: escapes its control characters and limits its length. */
export function boundedText(value: unknown, maxLength: number): string {
  const text = cleanText(
    typeof value === 'string' ? value : value === null || value === undefined ? '' : String(value),
  );
  return text.length <= maxLength ? text : `${text.slice(0, maxLength).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
