import { ORPCError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/websocket';
import type { Services } from '../services/services.ts';
import type { RpcContext } from './context.ts';
import { isEnvelope } from './envelope.ts';
import { router } from './router.ts';

/** The connection to one client. Both functions are called only while it is open. */
export interface Wire {
  send(message: string): void;
  /** Ends the connection, because a message did not come from our client. */
  refuse(): void;
}

export interface Connection {
  receive(message: unknown): void;
  /** Call it when the other side is gone: it aborts every open call, so that the producers end. */
  closed(): void;
}

const handler = new RPCHandler<RpcContext>(router, {
  interceptors: [
    async ({ next }) => {
      const result = await next().catch((error: unknown) => {
        if (error instanceof ORPCError) throw error;
        throw new ORPCError('BAD_REQUEST', { message: 'The app could not read a request of this page.' });
      });
      if (result.matched) return result;
      throw new ORPCError('NOT_FOUND', {
        message: 'This page and the app have different versions. Reload the page.',
      });
    },
  ],
});

/**
 * Serves the contract over one wire. Uses oRPC's WebSocket handler for every wire, because the bytes are the same and
 * only that handler returns a promise per message: its MessagePort handler leaves a malformed message as an unhandled
 * rejection, which ends a Node program.
 */
export function openConnection(services: Services, wire: Wire): Connection {
  const load = { open: 0 };
  let open = true;
  const socket = {
    send: (message: unknown) => {
      if (open && typeof message === 'string') wire.send(message);
    },
    addEventListener: () => undefined,
  };
  const end = () => {
    if (!open) return;
    open = false;
    handler.close(socket);
  };
  const refuse = () => {
    end();
    wire.refuse();
  };
  return {
    receive(message) {
      if (!open) return;
      if (!isEnvelope(message)) return refuse();
      load.open += 1;
      // Counted on arrival: later calls of the same burst must not refuse this one.
      const { open: openNow } = load;
      handler
        .message(socket, message, { context: { services, load: { open: openNow } } })
        .catch((error: unknown) => {
          if (!open) return;
          services.log.error('a connection was ended', error);
          refuse();
        })
        .finally(() => {
          load.open -= 1;
        });
    },
    closed: end,
  };
}
