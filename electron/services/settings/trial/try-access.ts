import { isAppError } from '../../../../shared/contract/errors.ts';
import type { Access } from '../../../../shared/contract/settings.ts';
import { fileValue } from '../../redis/conf/conf-values.ts';
import { directiveLines, type RedisConf } from '../../redis/conf/redis-conf.ts';
import { LinkError } from '../../redis/connection/link-failure.ts';
import type { ScratchServer } from '../../scratch/scratch-server.ts';

const ANSWER_MS = 5000;

/** How a client comes to the instance. */
export interface Peer {
  /** By a loopback address or a socket, from where the server itself runs. */
  readonly isLocal: boolean;
  /** The version of Redis that the instance runs; null where it is not known. */
  readonly version: string | null;
}

/**
 * Tries two connections to a scratch server that runs on a new file: one without a password, as any client has it, and
 * ours. The scratch server listens on a socket, where protected mode does not hold: that is computed from the file.
 */
export async function tryAccess(server: ScratchServer, conf: RedisConf, peer: Peer): Promise<Access> {
  const password = fileValue(conf, 'requirepass') || null;
  const isOpen = await letsAnyoneIn(server);
  if (isOpen && !peer.isLocal && enforcesProtectedMode(conf, peer))
    return { app: 'protected-mode', clients: 'refused' };
  const clients = isOpen ? 'open' : 'password';
  return { app: await tryOurs(server, password, clients), clients };
}

/**
 * Until 6.2 Redis ignored protected mode where an address was bound.
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
    // Two, as one of them may be disabled.
    const replies = await link.batch(ANSWER_MS, [['PING'], ['EXISTS', 'vrooli']]);
    return !replies.some((reply) => reply instanceof Error && reply.message.startsWith('NOAUTH'));
  } finally {
    link.close();
  }
}

/** Where only the container's own client reaches it. */
async function letsOwnClientIn(server: ScratchServer): Promise<boolean> {
  try {
    await server.call(ANSWER_MS, 'PING');
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
    await link.call(ANSWER_MS, 'INFO', 'server');
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
