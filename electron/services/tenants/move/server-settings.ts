import type { RedisLink } from '../../redis/connection/redis-link.ts';

const ANSWER_MS = 10_000;

/** Settings of a server by name, as CONFIG GET gives them; without those that it does not know. */
export type ServerSettings = Readonly<Record<string, string>>;

/** @throws the server's error */
export async function readSettings(link: RedisLink, names: readonly string[]): Promise<ServerSettings> {
  const replies = await link.batch(
    ANSWER_MS,
    names.map((name) => ['CONFIG', 'GET', name] as const),
  );
  const found: Record<string, string> = {};
  for (const reply of replies) {
    if (reply instanceof Error) throw reply;
    if (Array.isArray(reply) && reply.length >= 2) found[String(reply[0])] = String(reply[1]);
  }
  return found;
}

/** @throws the server's error */
export async function setSettings(link: RedisLink, settings: ServerSettings): Promise<void> {
  const replies = await link.batch(
    ANSWER_MS,
    Object.entries(settings).map(([name, value]) => ['CONFIG', 'SET', name, value] as const),
  );
  for (const reply of replies) if (reply instanceof Error) throw reply;
}
