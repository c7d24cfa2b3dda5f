import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { onTestFinished } from 'vitest';
import type { Api } from '../../shared/contract/contract.ts';
import { MessagePortMain } from './message-port-main.ts';

/** A channel between page and main process: the page's end, and the main process's end as an Electron port. */
export function openChannel() {
  const { port1, port2 } = new MessageChannel();
  onTestFinished(() => port1.close());
  return { page: port1, main: new MessagePortMain(port2) };
}

/** A client of the contract on the page's end. */
export function portClient(page: ReturnType<typeof openChannel>['page']): Api {
  const api: Api = createORPCClient(new RPCLink({ port: page as unknown as globalThis.MessagePort }));
  page.start();
  return api;
}
