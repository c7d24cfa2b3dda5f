import { ORPCError } from '@orpc/server';
import type { Logger } from '../services/platform/log/logger.ts';
import { toClientError } from './client-error.ts';
import type { RpcContext } from './context.ts';

/** Far more than a page has open at the same time; more requests are a flood. */
const MAX_OPEN = 256;

/** Refuses a call on a connection with too many open calls, instead of queueing it. */
export function refuseFlood(context: RpcContext): void {
  if (context.load && context.load.open > MAX_OPEN) {
    throw new ORPCError('TOO_MANY_REQUESTS', {
      message: `More than ${MAX_OPEN} requests of this page are open at the same time. Wait until some have been answered.`,
    });
  }
}

export function isStream(output: unknown): output is AsyncIterable<unknown> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output;
}

/**
 * A stream whose failures become client errors like those of a call: a generator throws only when it is read, after its
 * procedure has returned.
 */
export async function* guardStream(
  stream: AsyncIterable<unknown>,
  log: Logger,
  procedure: string,
  signal: AbortSignal | undefined,
  home: string | null = null,
): AsyncGenerator<unknown> {
  try {
    yield* stream;
  } catch (error) {
    if (signal?.aborted) return;
    throw toClientError(error, log, procedure, home);
  }
}
