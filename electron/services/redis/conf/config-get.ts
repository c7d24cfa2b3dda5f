import type { RedisLink } from '../connection/redis-link.ts';
import type { Values } from './conf-values.ts';

type Command = readonly [string, ...string[]];

/** One CONFIG GET per name, since Redis before 7 accepts only one, or one for all directives. */
export function configGets(names: readonly string[] | null): readonly Command[] {
  return (names ?? ['*']).map((name): Command => ['CONFIG', 'GET', name]);
}

/** Parses the replies to {@link configGets}, without directives that the server does not support. */
export function valuesOf(replies: readonly unknown[]): Values {
  const values: Record<string, string> = {};
  for (const reply of replies) {
    const flat = Array.isArray(reply) ? reply.map(String) : [];
    for (let at = 0; at + 1 < flat.length; at += 2) values[flat[at] as string] = flat[at + 1] as string;
  }
  return values;
}

/** @throws LinkError, or the server's own error */
export async function configValues(link: RedisLink, timeoutMs: number, names: readonly string[]): Promise<Values> {
  const replies = await link.batch(timeoutMs, configGets(names));
  for (const reply of replies) if (reply instanceof Error) throw reply;
  return valuesOf(replies);
}
