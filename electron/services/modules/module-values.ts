import type { ModuleValues } from '../../../shared/contract/modules.ts';
import type { FoundKeyName } from '../keyspace/edit/edit-deps.ts';
import { bufferOf, listOf } from '../keyspace/values/bounded-reply.ts';
import type { KeyConnection } from '../keyspace/values/key-connection.ts';
import { keyspace, parseInfo } from '../redis/info/info.ts';

/** Keys of one SCAN, and of one batch of TYPE: more would delay other clients. */
const PAGE_KEYS = 1000;
const plainTypes = new Set(['string', 'list', 'set', 'zset', 'hash', 'stream', 'none']);

/** Keys with values of modules. */
export interface FoundValues {
  /** The keys of each type. */
  readonly keys: ReadonlyMap<string, readonly FoundKeyName[]>;
  /** False if the time was up before all keys were read. */
  readonly isComplete: boolean;
}

/**
 * Finds the keys whose type belongs to a module, by SCAN and TYPE over all databases.
 * @param open a connection to a database, which this closes
 * @throws AppError COMMAND_UNAVAILABLE, NOT_RUNNING; the error of the server
 */
export async function findModuleValues(
  open: (database: number) => Promise<KeyConnection>,
  {
    signal,
    limitMs,
    progress,
  }: {
    readonly signal?: AbortSignal;
    readonly limitMs?: number;
    readonly progress?: (fraction: number) => void;
  } = {},
): Promise<FoundValues> {
  const keys = new Map<string, FoundKeyName[]>();
  const until = performance.now() + (limitMs ?? Number.POSITIVE_INFINITY);
  const first = await open(0);
  const databases = await first
    .call('INFO', 'keyspace')
    .then((text) => keyspace(parseInfo(String(text))))
    .finally(() => first.close());
  const total = databases.reduce((sum, one) => sum + one.keys, 0);
  let seen = 0;
  for (const { index } of databases) {
    const connection = await open(index);
    try {
      for (let cursor = '0'; ; ) {
        signal?.throwIfAborted();
        if (performance.now() > until) return { keys, isComplete: false };
        const [next, page] = listOf(await connection.call('SCAN', cursor, 'COUNT', PAGE_KEYS));
        const names = listOf(page).map((name) => bufferOf(name));
        const types = await connection.pipeline(names.map((name) => ['TYPE', name] as const));
        for (const [at, reply] of types.entries()) {
          const type = reply instanceof Error ? 'none' : String(reply);
          const name = names[at];
          if (name === undefined || plainTypes.has(type)) continue;
          const found = keys.get(type) ?? [];
          keys.set(type, found);
          found.push({ database: index, key: name });
        }
        seen += names.length;
        progress?.(Math.min(1, seen / Math.max(1, total)));
        cursor = String(next);
        if (cursor === '0') break;
      }
    } finally {
      connection.close();
    }
  }
  return { keys, isComplete: true };
}

/** The number of keys of each type, most first. */
export function valueCounts({ keys }: Pick<FoundValues, 'keys'>): ModuleValues[] {
  return [...keys]
    .map(([type, names]) => ({ type, keys: distinct(names) }))
    .sort((a, b) => b.keys - a.keys || a.type.localeCompare(b.type));
}

/** SCAN may give a key twice. */
function distinct(names: readonly FoundKeyName[]): number {
  return new Set(names.map(({ database, key }) => `${database} ${key.toString('latin1')}`)).size;
}
