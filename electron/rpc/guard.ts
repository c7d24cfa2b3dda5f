import { ORPCError } from '@orpc/server';
import type { Logger } from '../services/platform/log/logger.ts';
import { toClientError } from './client-error.ts';
import type { RpcContext } from './context.ts';

/** More than any view has open at once by far; beyond it somebody floods us. */
const MOST_OPEN = 256;

/** Refuses a call on a connection that has too many open, instead of piling them up. */
export function refuseFlood(context: RpcContext): void {
  if (context.load && context.load.open > MOST_OPEN) {
    throw new ORPCError('TOO_MANY_REQUESTS', {
      message: `More than ${MOST_OPEN} requests of one view are open at once. Wait until some have been answered.`,
    });
  }
}

export function isStream(output: unknown): output is AsyncIterable<unknown> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output;
}

/**
 * A stream whose failures go through the same funnel as those of a call: a generator throws only when it is read,
 * long after the procedure that made it has returned.
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
