import { openClient } from '../redis/connection/open-client.ts';
import type { Reply } from './format-reply.ts';

/** A connection to type commands into, where there is no redis-cli: a command, its reply, and nothing else. */
export interface PlainConsole {
  /** The server's own refusal comes back as an Error. Rejects when the connection is lost. */
  send(words: readonly string[]): Promise<Reply>;
  /** Why it does not send this command, as a sentence; null for what it can send. */
  refuses(words: readonly string[]): string | null;
  /** Which database the commands go to. */
  database(): number;
  close(): void;
}

/** Their replies do not come one a command, or change how every later one is written. */
const beyond = new Set(['SUBSCRIBE', 'PSUBSCRIBE', 'SSUBSCRIBE', 'MONITOR', 'SYNC', 'PSYNC', 'HELLO']);

/** @throws Error when nothing answers, or the password or database is refused */
export async function openPlainConsole(target: {
  readonly host: string;
  readonly port: number;
  /** A Unix socket, in place of host and port. */
  readonly path?: string;
  readonly password: string | null;
  readonly database: number;
}): Promise<PlainConsole> {
  // Loaded late: with redis-cli there, which is nearly always, nobody needs it.
  const { ReplyError } = await import('ioredis');
  const client = await openClient(target, target.database, 'vrooli-redis-console');
  let { database } = target;
  return {
    async send([command = '', ...args]) {
      const reply: Reply = await client.call(command, ...args).catch((error: unknown) => {
        // What the server itself answered is a reply; a lost connection is none.
        if (error instanceof ReplyError) return error;
        throw error;
      });
      if (command.toUpperCase() === 'SELECT' && reply === 'OK') database = Number(args[0]);
      return reply;
    },
    refuses([command = '', first = '']) {
      const name = command.toUpperCase();
      const silent = name === 'CLIENT' && first.toUpperCase() === 'REPLY';
      if (!beyond.has(name) && !silent) return null;
      return `${silent ? 'CLIENT REPLY' : name} needs redis-cli: this small console only shows one reply to each command.`;
    },
    database: () => database,
    close: () => client.disconnect(),
  };
}
