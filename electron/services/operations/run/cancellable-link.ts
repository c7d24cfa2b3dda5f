import type { RedisLink } from '../../redis/connection/redis-link.ts';
import type { OperationContext } from './operation-context.ts';

/** A server that lets a call wait for so long may hang: the user is told, ms. */
const MAY_HANG_MS = 3000;

/**
 * A connection for an operation: its calls end when that is cancelled, whether the server answers or not, and while one
 * waits for its answer the operation says so, and since when.
 */
export function cancellableLink(
  link: RedisLink,
  id: string,
  { signal, progress }: Pick<OperationContext, 'signal' | 'progress'>,
): RedisLink {
  async function waitWhileAlive<T>(answer: Promise<T>): Promise<T> {
    // What is asked after a cancel belongs to its undoing.
    if (signal.aborted) return answer;
    const asked = new Date();
    const told = () => progress(null, `waiting for ${id} to answer, since ${asked.toTimeString().slice(0, 8)}`);
    const timer = setTimeout(told, MAY_HANG_MS);
    let cancel = () => {};
    const cancelled = new Promise<never>((_, reject) => {
      cancel = () => reject(signal.reason);
      signal.addEventListener('abort', cancel, { once: true });
    });
    try {
      return await Promise.race([answer, cancelled]);
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
