import type { RedisLink } from '../../redis/connection/redis-link.ts';
import type { OperationContext } from './operation-context.ts';

/** After this wait the operation reports that the server may hang. */
const MAY_HANG_MS = 3000;

/**
 * A connection for an operation. A cancel ends its calls even when the server does not reply. While a call waits, the
 * operation reports the wait and its start.
 */
export function cancellableLink(
  link: RedisLink,
  id: string,
  { signal, progress }: Pick<OperationContext, 'signal' | 'progress'>,
): RedisLink {
  async function waitWhileAlive<T>(reply: Promise<T>): Promise<T> {
    // Calls after a cancel belong to its undo.
    if (signal.aborted) return reply;
    const sentAt = new Date();
    const reportWait = () => progress(null, `waiting for ${id} to answer, since ${sentAt.toTimeString().slice(0, 8)}`);
    const timer = setTimeout(reportWait, MAY_HANG_MS);
    let cancel = () => {};
    const cancelled = new Promise<never>((_, reject) => {
      cancel = () => reject(signal.reason);
      signal.addEventListener('abort', cancel, { once: true });
    });
    try {
      return await Promise.race([reply, cancelled]);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
    }
  }
  return {
    ...link,
    ask: (...args) => waitWhileAlive(link.ask(...args)),
    call: (...args) => waitWhileAlive(link.call(...args)),
    callBuffer: (...args) => waitWhileAlive(link.callBuffer(...args)),
    batch: (...args) => waitWhileAlive(link.batch(...args)),
  };
}
