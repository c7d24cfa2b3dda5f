import type { RedisLink } from '../redis/redis-link.ts';

/** How long writes stay held if we were killed, and how often that is put off, ms. */
const PAUSE_MS = 10_000;
const AGAIN_MS = 4000;
const ANSWER_MS = 5000;

/**
 * Holds back writes of all clients, while reads go on, so that what is saved now is what is there at the end. If this
 * program dies they go on by themselves. Before Redis 6.2 writes cannot be held alone: then nothing is.
 * @returns how to let them go on
 */
export async function pauseWrites(link: RedisLink): Promise<() => Promise<void>> {
  const pause = () => link.call(ANSWER_MS, 'CLIENT', 'PAUSE', String(PAUSE_MS), 'WRITE');
  const paused = await pause().then(
    () => true,
    () => false,
  );
  if (!paused) return async () => undefined;
  const timer = setInterval(() => void pause().catch(() => undefined), AGAIN_MS);
  return async () => {
    clearInterval(timer);
    await link.call(ANSWER_MS, 'CLIENT', 'UNPAUSE').catch(() => undefined);
  };
}
