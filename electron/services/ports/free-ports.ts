import { connect, createServer } from 'node:net';

/** Whether a server of ours could listen on 127.0.0.1 at this port now: binds it for a moment. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** Whether something accepts connections at this port, on 127.0.0.1 by default. */
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

/** The first port from `start` to `end` that nobody listens on and that is not in `reserved`; null when none is left. */
export async function nextFreePort(start: number, end: number, reserved: ReadonlySet<number>): Promise<number | null> {
  for (let port = start; port <= end; port += 1) {
    if (!reserved.has(port) && (await isPortFree(port))) return port;
  }
  return null;
}

/** All from `start` to `end` that nobody listens on and that are not in `reserved`, in order. */
export async function freePorts(start: number, end: number, reserved: ReadonlySet<number>): Promise<readonly number[]> {
  const range = Array.from({ length: end - start + 1 }, (_, index) => start + index);
  const free = await Promise.all(range.map(async (port) => !reserved.has(port) && (await isPortFree(port))));
  return range.filter((_, index) => free[index]);
}
