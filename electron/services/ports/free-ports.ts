import { connect, createServer } from 'node:net';
import { blocksLoopback, type ListeningSocket, listeningSockets } from './listening-sockets.ts';

/**
 * Whether a server could listen at the port of 127.0.0.1. Where the system lists its listening sockets, nothing is tried:
 * to bind the port, even for a moment, would make a server fail that starts at this moment.
 */
export async function isPortFree(port: number): Promise<boolean> {
  const sockets = await listeningSockets();
  return sockets === null ? canBind(port) : !sockets.some((one) => one.port === port && blocksLoopback(one));
}

function canBind(port: number): Promise<boolean> {
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
  const sockets = await listeningSockets();
  const used = usedIn(sockets);
  for (let port = start; port <= end; port += 1) {
    if (!reserved.has(port) && (sockets === null ? await canBind(port) : !used.has(port))) return port;
  }
  return null;
}

/** All free ports from `start` to `end` that are not in `reserved`, in order. */
export async function freePorts(start: number, end: number, reserved: ReadonlySet<number>): Promise<readonly number[]> {
  const sockets = await listeningSockets();
  const used = usedIn(sockets);
  const range = Array.from({ length: end - start + 1 }, (_, index) => start + index).filter(
    (port) => !reserved.has(port),
  );
  if (sockets !== null) return range.filter((port) => !used.has(port));
  const free = await Promise.all(range.map(canBind));
  return range.filter((_, index) => free[index]);
}

function usedIn(sockets: readonly ListeningSocket[] | null): ReadonlySet<number> {
  return new Set((sockets ?? []).filter(blocksLoopback).map(({ port }) => port));
}
