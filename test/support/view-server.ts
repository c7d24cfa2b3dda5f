import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { startServer, type ViewServer } from '../../electron/serve/server.ts';
import { newSession } from '../../electron/serve/session.ts';
import type { Services } from '../../electron/services/services.ts';
import type { Api } from '../../shared/contract/contract.ts';
import { freePort } from './ports.ts';
import { startServices } from './start-services.ts';
import { createTestHome, type TestHome } from './test-home.ts';

/** The real services on a separate home, closed when the test ends. */
export async function openServices(home?: TestHome, client: Services['client'] = 'browser'): Promise<Services> {
  const { env } = home ?? (await newHome());
  const services = await startServices({ env, client });
  onTestFinished(() => services.close());
  return services;
}

async function newHome(): Promise<TestHome> {
  const home = await createTestHome({ docker: false });
  onTestFinished(home.dispose);
  return home;
}

export interface RunningView extends ViewServer {
  readonly port: number;
  readonly origin: string;
  /** The cookie of a browser that has opened the link. */
  readonly cookie: string;
}

/** The web UI's server in this process, with a small view for comparisons. */
export async function openView(options: { services?: Services; port?: number; token?: string } = {}) {
  const services = options.services ?? (await openServices());
  const rendererFolder = join(services.environment.home, 'out', 'renderer');
  await mkdir(join(rendererFolder, 'assets'), { recursive: true });
  await writeFile(join(rendererFolder, 'index.html'), '<title>view</title>');
  await writeFile(join(rendererFolder, 'assets', 'index-1.js'), 'export {}');
  await writeFile(join(rendererFolder, '..', 'secret.js'), 'secret');
  const port = options.port ?? (await freePort());
  const session = { value: newSession(), keep: async () => undefined };
  const { token } = options;
  const server = await startServer({ services, rendererFolder, port, session, ...(token && { token }) });
  onTestFinished(() => server.close());
  const view: RunningView = {
    ...server,
    port,
    origin: `http://127.0.0.1:${port}`,
    cookie: `vrooli_redis_${port}=${session.value}`,
  };
  return view;
}

/**
 * Opens the WebSocket like a browser that has opened the link.
 * @param headers override the default headers; null omits one
 */
export function openSocket(view: RunningView, headers: Record<string, string | null> = {}, path = '/rpc'): WebSocket {
  const all = Object.entries({ Cookie: view.cookie, Origin: view.origin, ...headers });
  const given = Object.fromEntries(all.filter((header): header is [string, string] => header[1] !== null));
  const socket = new WebSocket(`ws://127.0.0.1:${view.port}${path}`, { headers: given });
  onTestFinished(() => socket.terminate());
  return socket;
}

/** A client of the contract over this socket. */
export function socketClient(socket: WebSocket): Api {
  return createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }));
}
