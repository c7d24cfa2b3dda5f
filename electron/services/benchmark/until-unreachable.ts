import { createConnection } from 'node:net';
import { errorCode } from '../platform/files/file-errors.ts';
import type { RedisTarget } from '../redis/connection/redis-link.ts';

const RETRY_MS = 500;

/**
 * Watches a server by an idle connection. Aborts once nothing listens at its address any more; a server that only
 * closes the connection, as `timeout` or a restart does, is tried again.
 * @returns the signal, and a function that ends the watch
 */
export function untilUnreachable(target: Pick<RedisTarget, 'host' | 'port' | 'path'>) {
  const gone = new AbortController();
  const { host, port, path } = target;
  let closeNow: () => void = () => undefined;
  const watch = () => {
    const socket = path === undefined ? createConnection({ host, port }) : createConnection({ path });
    let failure: string | undefined;
    let retry: NodeJS.Timeout | undefined;
    socket.once('error', (error) => {
      failure = errorCode(error);
    });
    socket.once('close', () => {
      if (failure === 'ECONNREFUSED' || failure === 'ENOENT') gone.abort();
      else retry = setTimeout(watch, RETRY_MS);
    });
    // A server sends nothing unasked, except that it has too many clients.
    socket.resume();
    closeNow = () => {
      clearTimeout(retry);
      socket.removeAllListeners('close').destroy();
    };
  };
  watch();
  return { signal: gone.signal, close: () => closeNow() };
}
