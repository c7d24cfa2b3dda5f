import type { Command, KeyConnection } from '../values/key-connection.ts';

/** A key that the target has. */
export interface TargetKey {
  /** Estimated bytes in memory; null where the server does not tell. */
  readonly memoryBytes: number | null;
  /** Seconds since its last use; null where the server does not tell, or was not asked. */
  readonly idleSeconds: number | null;
}

/** Keys of one EXISTS. */
const EXISTS_KEYS = 500;

/**
 * Which keys the target has. Neither counts as a use of a key. Mostly a restore is about deleted keys, so EXISTS asks for
 * many of them at once.
 * @param withIdle whether the last use is needed
 * @returns in the order of `keys`; null where there is no key
 */
export async function findOnTarget(
  connection: KeyConnection,
  keys: readonly Buffer[],
  withIdle: boolean,
): Promise<readonly (TargetKey | null)[]> {
  const parts = Array.from({ length: Math.ceil(keys.length / EXISTS_KEYS) }, (_, part) =>
    keys.slice(part * EXISTS_KEYS, (part + 1) * EXISTS_KEYS),
  );
  const counts = await connection.pipeline(parts.map((part): Command => ['EXISTS', ...part]));
  const found: (TargetKey | null)[] = [];
  for (const [at, part] of parts.entries()) {
    const count = counts[at];
    if (count instanceof Error) throw count;
    if (Number(count) === 0) found.push(...part.map(() => null));
    else found.push(...(await detailsOf(connection, part, withIdle)));
  }
  return found;
}

async function detailsOf(
  connection: KeyConnection,
  keys: readonly Buffer[],
  withIdle: boolean,
): Promise<readonly (TargetKey | null)[]> {
  const width = withIdle ? 3 : 2;
  const replies = await connection.pipeline(
    keys.flatMap((key): Command[] => [
      ['EXISTS', key],
      ['MEMORY', 'USAGE', key, 'SAMPLES', '5'],
      ...(withIdle ? [['OBJECT', 'IDLETIME', key] as const] : []),
    ]),
  );
  return keys.map((_, at) => {
    const [exists, memory, idle] = replies.slice(at * width, (at + 1) * width);
    if (Number(exists) === 0) return null;
    const number = (reply: unknown) => (typeof reply === 'number' ? reply : null);
    return { memoryBytes: number(memory), idleSeconds: number(idle) };
  });
}
