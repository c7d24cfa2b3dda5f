import type { RedisLink } from '../../redis/connection/redis-link.ts';

/** The position of the first key among the words of a command, by name in capitals. */
export type KeyPlaces = ReadonlyMap<string, number>;

const ANSWER_MS = 5000;
const LONGEST_NAME = 1024;

/** From COMMAND. @throws LinkError, or the server's own error if it refuses COMMAND */
export async function readKeyPlaces(link: RedisLink): Promise<KeyPlaces> {
  const reply = await link.call(ANSWER_MS, 'COMMAND');
  const places = new Map<string, number>();
  if (!Array.isArray(reply)) return places;
  for (const entry of reply) {
    const [name, , , first] = Array.isArray(entry) ? entry : [];
    if (typeof first === 'number' && first > 0) places.set(String(name).toUpperCase(), first);
  }
  return places;
}

/** The first key of a command; null if it has none, or one whose name is no short text. */
export function keyOf(places: KeyPlaces, words: readonly Buffer[], database: number) {
  const place = places.get(words[0]?.toString('latin1').toUpperCase() ?? '');
  const name = place === undefined ? undefined : words[place];
  if (name === undefined || name.length === 0 || name.length > LONGEST_NAME) return null;
  const key = name.toString('utf8');
  return Buffer.from(key).equals(name) ? { database, key } : null;
}
