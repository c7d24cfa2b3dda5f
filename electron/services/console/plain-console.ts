import { openClient } from '../redis/connection/open-client.ts';
import type { Reply } from './format-reply.ts';

/** A minimal console for when redis-cli is missing: one reply per command. */
export interface PlainConsole {
  /** Resolves to an Error for an error reply. Rejects when the connection is lost. */
  send(words: readonly string[]): Promise<Reply>;
  /** Why a command is not supported, as a sentence; null if it is. */
  refuses(words: readonly string[]): string | null;
  /** The selected database. */
  database(): number;
  close(): void;
}

/** Commands that send several replies, or change the protocol of later ones. */
const unsupported = new Set(['SUBSCRIBE', 'PSUBSCRIBE', 'SSUBSCRIBE', 'MONITOR', 'SYNC', 'PSYNC', 'HELLO']);

/** @throws Error when the server is unreachable or refuses the password or database */
export async function openPlainConsole(target: {
  readonly host: string;
  readonly port: number;
  /** A Unix socket, instead of host and port. */
  readonly path?: string;
  readonly password: string | null;
  readonly database: number;
}): Promise<PlainConsole> {
  // Loaded lazily: redis-cli is usually available.
  const { ReplyError } = await import('ioredis');
  const client = await openClient(target, target.database, 'vrooli-redis-console');
  let { database } = target;
  return {
    async send([command = '', ...args]) {
      const reply: Reply = await client.call(command, ...args).catch((error: unknown) => {
        // An error reply is a reply; a lost connection is not.
        if (error instanceof ReplyError) return error;
        throw error;
      });
      if (command.toUpperCase() === 'SELECT' && reply === 'OK') database = Number(args[0]);
      return reply;
    },
    refuses([command = '', first = '']) {
      const name = command.toUpperCase();
      const suppressesReplies = name === 'CLIENT' && first.toUpperCase() === 'REPLY';
      if (!unsupported.has(name) && !suppressesReplies) return null;
      return `${suppressesReplies ? 'CLIENT REPLY' : name} needs redis-cli: this console supports only one reply per command.`;
    },
    database: () => database,
    close: () => client.disconnect(),
  };
}
