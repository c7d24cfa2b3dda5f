import { isAppError } from '../../../../shared/contract/errors.ts';
import type { Access } from '../../../../shared/contract/settings.ts';
import { type KeptPassword, passwordFor } from '../../passwords/kept-password.ts';
import { fileValue } from '../../redis/conf/conf-values.ts';
import { directiveLines, type RedisConf } from '../../redis/conf/redis-conf.ts';
import { LinkError } from '../../redis/connection/link-failure.ts';
import type { ScratchServer } from '../../scratch/scratch-server.ts';

const REPLY_TIMEOUT_MS = 5000;

/** How a client connects to the instance. */
export interface Peer {
  /** Over loopback or a socket on the server's own host. */
  readonly isLocal: boolean;
  /** The Redis version of the instance; null if unknown. */
  readonly version: string | null;
  /** The password that a person entered for the instance. */
  readonly keptPassword?: KeptPassword | undefined;
}

/**
 * Tries two connections to a scratch server with the new file: one without a password, and the app's own. The scratch
 * server listens on a socket, where protected mode does not apply, so that is derived from the file.
 */
export async function tryAccess(server: ScratchServer, conf: RedisConf, peer: Peer): Promise<Access> {
  const password = passwordFor(fileValue(conf, 'requirepass') || null, peer.keptPassword);
  const isOpen = await letsAnyoneIn(server);
  if (isOpen && !peer.isLocal && enforcesProtectedMode(conf, peer))
    return { app: 'protected-mode', clients: 'refused' };
  const clients = isOpen ? 'open' : 'password';
  return { app: await tryOurs(server, password, clients), clients };
}

/**
 * Redis up to 6.2 ignores protected mode if `bind` is set.
 * @see https://github.com/redis/redis/blob/7.0/src/networking.c clientAcceptHandler
 */
function enforcesProtectedMode(conf: RedisConf, { version }: Peer): boolean {
  if ((fileValue(conf, 'protected-mode') ?? 'yes').toLowerCase() !== 'yes') return false;
  return version === null || Number.parseInt(version, 10) >= 7 || directiveLines(conf, 'bind').length === 0;
}

async function letsAnyoneIn(server: ScratchServer): Promise<boolean> {
  const link = server.connect(null);
  if (link === null) return letsOwnClientIn(server);
  try {
    // Two commands, because one of them may be disabled.
    const replies = await link.batch(REPLY_TIMEOUT_MS, [['PING'], ['EXISTS', 'vrooli']]);
    return !replies.some((reply) => reply instanceof Error && reply.message.startsWith('NOAUTH'));
  } finally {
    link.close();
  }
}

/** For a server that only the redis-cli in its container can reach. */
async function letsOwnClientIn(server: ScratchServer): Promise<boolean> {
  try {
    await server.call(REPLY_TIMEOUT_MS, 'PING');
    return true;
  } catch (error) {
    return !(error instanceof LinkError);
  }
}

async function tryOurs(
  server: ScratchServer,
  password: string | null,
  clients: Access['clients'],
): Promise<Access['app']> {
  const link = server.connect(password);
  if (link === null) return clients === 'open' || password !== null ? 'ok' : 'password-required';
  try {
    await link.call(REPLY_TIMEOUT_MS, 'INFO', 'server');
    return 'ok';
  } catch (error) {
    if (isAppError(error, 'COMMAND_UNAVAILABLE')) return 'command-unavailable';
    if (!(error instanceof LinkError)) throw error;
    switch (error.failure) {
      case 'password-required':
      case 'wrong-password':
      case 'no-permission':
        return error.failure;
      default:
        throw error;
    }
  } finally {
    link.close();
  }
}
