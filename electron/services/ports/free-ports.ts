import { connect, createServer } from 'node:net';

/** Binds the port on 127.0.0.1 for a moment to see whether a server could listen there. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** Whether a program accepts connections at this port. */
export function isListening(port: number, host = '127.0.0.1', timeoutMs = 500): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host });
    const end = (listening: boolean) => {
      socket.destroy();
      resolve(listening);
    };
    socket.setTimeout(timeoutMs, () => end(false));
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}

/** The first free port from `start` to `end` that is not in `reserved`; null when there is none. */
export async function nextFreePort(start: number, end: number, reserved: ReadonlySet<number>): Promise<number | null> {
  for (let port = start; port <= end; port += 1) {
    if (!reserved.has(port) && (await isPortFree(port))) return port;
  }
  return null;
}

/** All free ports from `start` to `end` that are not in `reserved`, in order. */
export async function freePorts(start: number, end: number, reserved: ReadonlySet<number>): Promise<readonly number[]> {
  const range = Array.from({ length: end - start + 1 }, (_, index) => start + index);
  const free = await Promise.all(range.map(async (port) => !reserved.has(port) && (await isPortFree(port))));
  return range.filter((_, index) => free[index]);
}
