import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contentHash } from '../../electron/services/redis/data/content/content-hash.ts';
import { describeNeeding } from '../support/needs.ts';
import { runManage } from '../support/run-manage.ts';
import { runProgram } from '../support/run-program.ts';
import { createTestHome, type TestHome } from '../support/test-home.ts';
import { thorough, thoroughly } from '../support/thorough.ts';

const KEYS = 200_000;
const DATABASES = [0, 1, 5] as const;
const BATCH = 5000;
const LIMIT_MS = 300_000;

/** A key of every type in turn; `cart:` is a tenth of them. One of seven expires. */
const FILL = `
  for i = ARGV[1], ARGV[2] do
    local k = (i % 10 == 0 and 'cart:' or 'item:') .. i
    local m = i % 8
    if m == 0 then redis.call('SET', k, 'value ' .. i)
    elseif m == 1 then redis.call('SET', k, i)
    elseif m == 2 then redis.call('RPUSH', k, 'a', i, 'c')
    elseif m == 3 then redis.call('SADD', k, 'one', i, 'three')
    elseif m == 4 then redis.call('ZADD', k, i / 3, 'first', 2, 'second')
    elseif m == 5 then redis.call('HSET', k, 'name', 'user ' .. i, 'age', i % 90)
    elseif m == 6 then redis.call('XADD', k, '1-1', 'field', i)
    else redis.call('PFADD', k, i, i + 1) end
    if i % 7 == 0 then redis.call('PEXPIREAT', k, 4000000000000 + i) end
  end`;

interface Item {
  readonly database: number;
  readonly key: string;
  readonly type: string;
  readonly expiresAt: string | null;
}

interface Compared {
  readonly counts: Readonly<Record<string, number>>;
  readonly items: readonly { readonly database: number; readonly key: string; readonly change: string }[];
}

describe.skipIf(!thorough)(thoroughly('keys at full size'), () => {
  describeNeeding(['redis', 'posix'], '200,000 keys of all types in three databases', () => {
    let home: TestHome;
    let client: Redis;

    const run = (...args: string[]) => runManage(args, home.env, { timeoutMs: LIMIT_MS });
    const json = async <T>(...args: string[]): Promise<T> => {
      const { code, stdout, stderr } = await run(...args, '--json');
      if (code !== 0) throw new Error(`${args.join(' ')}: exit ${code}\n${stderr}`);
      return JSON.parse(stdout) as T;
    };

    beforeAll(async () => {
      home = await createTestHome({ docker: false });
      await json('install', '--runtime', 'process');
      client = new Redis(home.port, { protocol: 2 });
      for (const [at, database] of DATABASES.entries()) {
        await client.select(database);
        for (let from = at * BATCH; from < KEYS; from += DATABASES.length * BATCH) {
          await client.eval(FILL, 0, from, Math.min(KEYS, from + BATCH) - 1);
        }
      }
      await json('backup', '--backup-name', 'b', '--verify', 'no');
    }, LIMIT_MS);
    afterAll(async () => {
      client?.disconnect();
      await home?.dispose();
    });

    const databaseOf = (key: number) => DATABASES[Math.floor(key / BATCH) % DATABASES.length] ?? 0;
    const nameOf = (key: number) => `${key % 10 === 0 ? 'cart' : 'item'}:${key}`;
    /** The given number of keys of one type, spread over all databases. */
    const some = (count: number, type: number, from: number) =>
      Array.from({ length: count }, (_, at) => (from + at * 211) * 8 + type).filter((key) => key < KEYS);

    async function each(keys: readonly number[], change: (redis: Redis, name: string) => Promise<unknown>) {
      for (const key of keys) {
        await client.select(databaseOf(key));
        await change(client, nameOf(key));
      }
    }

    /** Every key as SCAN, TYPE and PEXPIRETIME report it. */
    async function scanned(): Promise<readonly Item[]> {
      const items: Item[] = [];
      for (const database of DATABASES) {
        await client.select(database);
        const names = new Set<string>();
        let cursor = '0';
        do {
          const [next, found] = await client.scan(cursor, 'COUNT', 5000);
          for (const name of found) names.add(name);
          cursor = next;
        } while (cursor !== '0');
        const keys = [...names];
        for (let from = 0; from < keys.length; from += BATCH) {
          const part = keys.slice(from, from + BATCH);
          const pipeline = client.pipeline();
          for (const key of part) pipeline.type(key).call('PEXPIRETIME', key);
          const replies = (await pipeline.exec()) ?? [];
          for (const [at, key] of part.entries()) {
            const time = Number(replies[at * 2 + 1]?.[1]);
            const expiresAt = time < 0 ? null : new Date(time).toISOString();
            items.push({ database, key, type: String(replies[at * 2]?.[1]), expiresAt });
          }
        }
      }
      return sorted(items);
    }

    const sorted = (items: readonly Item[]) =>
      items
        .map(({ database, key, type, expiresAt }) => ({ database, key, type, expiresAt }))
        .sort((a, b) => a.database - b.database || (a.key < b.key ? -1 : 1));

    /** A digest of the content and the expiry of every key. */
    async function digests(): Promise<ReadonlyMap<string, string>> {
      const found = new Map<string, string>();
      for (const { database, key } of await scanned()) found.set(`${database} ${key}`, '');
      const names = [...found.keys()];
      for (let from = 0; from < names.length; from += BATCH) {
        const part = names.slice(from, from + BATCH);
        const pipeline = client.pipeline();
        for (const name of part) {
          const [database = '', key = ''] = name.split(' ');
          pipeline.select(Number(database)).dumpBuffer(key).call('PEXPIRETIME', key);
        }
        const replies = (await pipeline.exec()) ?? [];
        for (const [at, name] of part.entries()) {
          const dump = replies[at * 3 + 1]?.[1];
          if (!Buffer.isBuffer(dump)) throw new Error(`${name} vanished`);
          const hash = contentHash(dump[0] ?? 0, 'redis', dump, 1, dump.length - 10);
          found.set(name, `${hash} ${replies[at * 3 + 2]?.[1]}`);
        }
      }
      return found;
    }

    test('inspect › the backup, its dump, gzipped and as tar.gz › the keys, types and expiries that SCAN names', {
      timeout: 2 * LIMIT_MS,
    }, async () => {
      const expected = await scanned();
      expect(expected).toHaveLength(KEYS);
      const folder = join(home.path, 'files');
      await mkdir(folder);
      const [dump, zipped, archive] = ['b.rdb', 'b.rdb.gz', 'b.tar.gz'].map((name) => join(folder, name)) as [
        string,
        string,
        string,
      ];
      const script = 'cp "$0" "$1" && gzip -c "$1" > "$2" && tar -czf "$3" -C "$(dirname "$1")" "$(basename "$1")"';
      const saved = join(home.path, 'redis/backups/b.rdb');
      const made = await runProgram('sh', ['-c', script, saved, dump, zipped, archive], {
        env: { PATH: process.env.PATH ?? '' },
      });
      expect(made).toMatchObject({ code: 0, stderr: '' });
      for (const source of [['--backup-name', 'b'], ...[dump, zipped, archive].map((file) => ['--file', file])]) {
        const { items } = await json<{ items: readonly Item[] }>('inspect', ...source, '--limit', '0');
        expect(sorted(items), source.join(' ')).toEqual(expected);
      }
    });

    test('compare, restore of a pattern, undo › exactly the 170 differences, exactly the carts, all as before', {
      timeout: 3 * LIMIT_MS,
    }, async () => {
      const whole = await digests();
      const changed = [...some(25, 0, 5), ...some(25, 5, 9)];
      const removed = [...some(40, 2, 17), ...some(30, 4, 30)];
      const added = Array.from({ length: 30 }, (_, at) => KEYS + at * 10 + (at % 2));
      const expiring = some(20, 3, 41);
      const rewritten = [...some(20, 2, 60), ...some(20, 5, 71)];
      await each(changed, changeValue);
      await each(removed, (redis, name) => redis.del(name));
      await each(added, (redis, name) => redis.set(name, 'new'));
      await each(expiring, (redis, name) => redis.pexpireat(name, 4_100_000_000_000));
      // The same values in another encoding, which they keep although the limits return.
      await client.config('SET', 'list-max-listpack-size', '1');
      await client.config('SET', 'hash-max-listpack-entries', '1');
      await each(rewritten, rewrite);
      await client.config('SET', 'list-max-listpack-size', '128');
      await client.config('SET', 'hash-max-listpack-entries', '128');
      const other = await digests();

      const compared = await json<Compared>('compare', '--backup-name', 'b', '--with', 'live', '--limit', '0');
      expect(compared.counts).toMatchObject({ changed: 50, removed: 70, added: 30, expiryOnly: 20 });
      const named = (keys: readonly number[], change: string) =>
        keys.map((key) => `${databaseOf(key)} ${nameOf(key)} ${change}`);
      const expected = [
        ...named(changed, 'changed'),
        ...named(removed, 'removed'),
        ...named(added, 'added'),
        ...named(expiring, 'expiry'),
      ];
      expect(expected).toHaveLength(170);
      expect(compared.items.map(({ database, key, change }) => `${database} ${key} ${change}`).sort()).toEqual(
        expected.sort(),
      );

      const restore = ['restore', '--backup-name', 'b', '--pattern', 'cart:*', '--existing', 'replace'];
      await json(...restore, '--yes', 'yes');
      const isCart = (name: string) => name.includes(' cart:');
      const restored = new Map(other);
      for (const [name, digest] of whole) if (isCart(name)) restored.set(name, digest);
      expect(differences(await digests(), restored)).toEqual([]);

      await json('undo', '--yes', 'yes');
      expect(differences(await digests(), other)).toEqual([]);
    });
  });
});

function differences(found: ReadonlyMap<string, string>, expected: ReadonlyMap<string, string>): readonly string[] {
  const names = new Set([...found.keys(), ...expected.keys()]);
  return [...names].filter((name) => found.get(name) !== expected.get(name));
}

async function changeValue(redis: Redis, name: string): Promise<void> {
  if ((await redis.type(name)) === 'string') await redis.append(name, ' changed');
  else await redis.hset(name, 'age', 'changed');
}

/** Writes the same value again, with the server's current encoding limits. */
async function rewrite(redis: Redis, name: string): Promise<void> {
  const time = Number(await redis.call('PEXPIRETIME', name));
  if ((await redis.type(name)) === 'list') {
    const items = await redis.lrange(name, 0, -1);
    await redis.del(name);
    await redis.rpush(name, ...items);
  } else {
    const fields = await redis.hgetall(name);
    await redis.del(name);
    await redis.hset(name, fields);
  }
  if (time >= 0) await redis.pexpireat(name, time);
}
