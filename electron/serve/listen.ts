import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError } from '../../shared/contract/errors.ts';
import { errorCode } from '../services/platform/files/file-errors.ts';
import { portOwner } from '../services/ports/port-owner.ts';

/** The default port of `serve`, beside Redis's 6379 and the instances' 6380 to 6399. */
const USUAL_PORT = 6378;

const HOSTS = ['127.0.0.1', 'localhost', '::1'];

/** @throws AppError BAD_VALUE for a host that other computers could reach */
export function checkHost(host: string): void {
  if (HOSTS.includes(host)) return;
  throw new AppError(
    'BAD_VALUE',
    `--host: "${host}" could be reached from other computers. The app is served to this computer only: leave --host out, or use 127.0.0.1.`,
    { field: '--host', expected: HOSTS.join(', ') },
  );
}

/**
 * Listens on this computer only.
 * @param port omitted: the default port, or any free one if that is taken, so that two servers can run side by side
 * @returns the port
 * @throws AppError BAD_VALUE for a host that other computers could reach, PORT_TAKEN
 */
export async function listen(server: Server, host: string, port: number | undefined): Promise<number> {
  checkHost(host);
  try {
    return await tryPort(server, host, port ?? USUAL_PORT);
  } catch (error) {
    const code = errorCode(error);
    if (port === undefined && (code === 'EADDRINUSE' || code === 'EACCES')) return tryPort(server, host, 0);
    if (code === 'EADDRINUSE') {
      const by = await portOwner(port ?? USUAL_PORT);
      throw new AppError(
        'PORT_TAKEN',
        `Port ${port} is already in use by ${by ?? 'a program of another user'}. Choose another one with --port, or leave --port out to use a free one.`,
        { port: port ?? USUAL_PORT, by, free: null },
        { cause: error },
      );
    }
    if (code === 'EACCES' || code === 'ERR_SOCKET_BAD_PORT' || code === 'EADDRNOTAVAIL') {
      throw new AppError(
        'BAD_VALUE',
        `--port: ${port} on ${host} may not be used (${code}). Give a port from 1024 to 65535, or leave --port out.`,
        { field: '--port', expected: 'a port from 1024 to 65535' },
        { cause: error },
      );
    }
    throw error;
  }
}

function tryPort(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
