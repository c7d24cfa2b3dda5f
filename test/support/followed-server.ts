import type { Redis } from 'ioredis';
import { onTestFinished } from 'vitest';
import { followServer } from '../../electron/services/keyspace/live/follow-server.ts';
import type { LiveOptions, LiveState } from '../../electron/services/keyspace/live/live-events.ts';
import { rdbType } from '../../electron/services/redis/data/rdb-format.ts';
import { MapKeySink } from './map-key-sink.ts';
import { patience } from './patience.ts';
import { waitFor } from './wait-for.ts';

/** A live feed of a test, with its index. */
export interface FollowedServer {
  /** The index that a person would see now. */
  readonly index: MapKeySink;
  readonly state: LiveState | null;
  /** Every phase, method and problem so far. */
  readonly history: readonly string[];
  until(what: string, condition: (state: LiveState) => boolean, timeoutMs?: number): Promise<LiveState>;
  end(): Promise<void>;
}

/** Follows a server of 127.0.0.1 until the test ends. */
export function follow(
  target: Partial<LiveOptions['target']> & { readonly port: number },
  options: Partial<LiveOptions> = {},
): FollowedServer {
  const ended = new AbortController();
  const history: string[] = [];
  let index = new MapKeySink();
  let next = index;
  let state: LiveState | null = null;
  const events = {
    begin: () => {
      next = new MapKeySink();
      // The first copy is shown while it is read.
      if (!state || state.live.copies === 0) index = next;
      return next;
    },
    complete: () => {
      index = next;
    },
    changed: (now: LiveState) => {
      state = now;
      const line = `${now.live.method} ${now.phase}${now.problem ? ` ${now.problem}` : ''}`;
      if (history.at(-1) !== line) history.push(line);
    },
  };
  const done = followServer(
    {
      target: { host: '127.0.0.1', password: null, ...target },
      dataFolder: null,
      isOnThisComputer: true,
      availableMemory: async () => null,
      ...options,
    },
    events,
    ended.signal,
  );
  const end = async () => {
    ended.abort();
    await done;
  };
  onTestFinished(end);
  return {
    get index() {
      return index;
    },
    get state() {
      return state;
    },
    history,
    until: (what, condition, timeoutMs = patience.waitMs) =>
      waitFor(`the feed: ${what}`, () => (state !== null && condition(state) ? state : null), {
        timeoutMs,
        everyMs: 5,
      }).catch((error: unknown) => {
        throw new Error(`${String(error)}; ${history.join(' > ')}; ${JSON.stringify(state)}`);
      }),
    end,
  };
}

/** Every key of an index as `database key type expiry`, in order. */
export function indexLines(index: MapKeySink, databases: number): string[] {
  const lines: string[] = [];
  for (let database = 0; database < databases; database++) {
    index.forEach(database, (key, { type, expireAtMs }) => {
      lines.push(`${database} ${Buffer.from(key).toString('latin1')} ${rdbType(type)?.type} ${expireAtMs}`);
    });
  }
  return lines.sort();
}

/** The same of a server, by SCAN. */
export async function serverLines(client: Redis, databases: number): Promise<string[]> {
  const lines: string[] = [];
  for (let database = 0; database < databases; database++) {
    await client.select(database);
    for (let cursor = '0'; ; ) {
      const [next, keys] = (await client.scanBuffer(cursor, 'COUNT', 1000)) as unknown as [Buffer, Buffer[]];
      const pipeline = client.pipeline();
      for (const key of keys) pipeline.type(key).call('PEXPIRETIME', key);
      const replies = (await pipeline.exec()) ?? [];
      for (const [position, key] of keys.entries()) {
        const type = String(replies[2 * position]?.[1]);
        const expiry = Number(replies[2 * position + 1]?.[1]);
        if (type !== 'none') lines.push(`${database} ${key.toString('latin1')} ${type} ${expiry}`);
      }
      cursor = String(next);
      if (cursor === '0') break;
    }
  }
  return lines.sort();
}
