import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { WebSocket } from 'ws';
import type { Api } from '../../shared/contract/contract.ts';
import type { RunningServe } from './start-serve.ts';

export interface ServeClient {
  readonly api: Api;
  readonly close: () => void;
}

/** A client of the contract that opens the printed link like a browser: first for the cookie, then for the WebSocket. */
export async function connectServe(serve: Pick<RunningServe, 'url'>): Promise<ServeClient> {
  const { host, origin } = new URL(serve.url);
  const opened = await fetch(serve.url, { redirect: 'manual' });
  const cookie = opened.headers.getSetCookie()[0]?.split(';')[0];
  if (!cookie) throw new Error(`the link of serve gave no cookie, but status ${opened.status}`);
  const socket = new WebSocket(`ws://${host}/rpc`, { headers: { Cookie: cookie, Origin: origin } });
  // Tests kill the server on purpose, so its end is not an error.
  socket.on('error', () => undefined);
  const api: Api = createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }));
  return { api, close: () => socket.terminate() };
}
