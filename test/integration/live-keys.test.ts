import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { expect, it, onTestFinished } from 'vitest';
import { parseInfo } from '../../electron/services/redis/info/info.ts';
import { bareRedis } from '../support/bare-redis.ts';
import { fillDataset } from '../support/dataset.ts';
import { type FollowedServer, follow, indexLines, serverLines } from '../support/followed-server.ts';
import { describeNeeding } from '../support/needs.ts';
import { isAlive } from '../support/ports.ts';
import { randomFrom, randomWrites } from '../support/random-writes.ts';
import { thorough } from '../support/thorough.ts';
import { waitFor } from '../support/wait-for.ts';

/** A copy without a file begins immediately. */
const immediate = ['--repl-diskless-sync-delay', '0'] as const;

function clientOf(port: number, password?: string): Redis {
  const client = new Redis({
    host: '127.0.0.1',
    port,
    ...(password && { password }),
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
  });
  client.on('error', () => undefined);
  onTestFinished(() => client.disconnect());
  return client;
}

/** Compares until both are equal, since a key may expire in between. */
async function expectEqual(feed: FollowedServer, client: Redis, about: string, databases = 6): Promise<void> {
  let lines: readonly [string[], string[]] = [[], []];
  try {
    await waitFor('equal keys', async () => {
      const expected = await serverLines(client, databases);
      lines = [indexLines(feed.index, databases), expected];
      return JSON.stringify(lines[0]) === JSON.stringify(lines[1]);
    });
  } catch {
    expect(lines[0], `${about}: ${feed.history.join(' > ')}`).toEqual(lines[1]);
  }
}

describeNeeding(['redis', 'posix'], 'live keys', () => {
  it('a server with every type › the index equals SCAN, and stays equal', async () => {
    const server = await bareRedis(...immediate);
    onTestFinished(server.dispose);
    await fillDataset(server.port, 2000);
    const feed = follow({ port: server.port });
    await feed.until('following', ({ phase }) => phase === 'following');
    const client = clientOf(server.port);
    expect(indexLines(feed.index, 16)).toEqual(await serverLines(client, 16));
    await client.select(0);
    await client.set('new', 'x', 'PX', 60_000);
    const written = performance.now();
    await waitFor('the new key', () => feed.index.get(0, Buffer.from('new')), { everyMs: 1 });
    expect(performance.now() - written).toBeLessThan(100);
  });

  it('random writes of every kind over three databases › the index equals SCAN after each pause', async () => {
    const server = await bareRedis(...immediate);
    onTestFinished(server.dispose);
    const client = clientOf(server.port);
    const feed = follow({ port: server.port });
    await feed.until('following', ({ phase }) => phase === 'following');
    const seed = Number(process.env.TEST_SEED ?? Date.now() % 1_000_000);
    const random = randomFrom(seed);
    const end = Date.now() + (thorough ? 180_000 : 8000);
    for (let round = 0; Date.now() < end; round++) {
      for (let burst = 0; burst < 1 + random.below(8); burst++) {
        const pipeline = client.pipeline();
        const writes = Array.from({ length: 1 + random.below(60) }, () => randomWrites(random)).flat();
        for (const [name, ...args] of writes) pipeline.call(name, ...args);
        await pipeline.exec();
      }
      await expectEqual(feed, client, `seed ${seed}, round ${round}`);
    }
    expect(feed.state?.live).toMatchObject({ copies: 1, method: 'replication' });
  });

  it('followed › WAIT after a write counts no replica, and the connection has a name', async () => {
    const server = await bareRedis(...immediate);
    onTestFinished(server.dispose);
    const feed = follow({ port: server.port });
    await feed.until('following', ({ phase }) => phase === 'following');
    const client = clientOf(server.port);
    await client.set('a', '1');
    expect(await client.wait(1, 50)).toBe(0);
    expect(await client.call('CLIENT', 'LIST', 'TYPE', 'replica')).toMatch(/ name=vrooli-redis-desktop .*user=/);
    // WAIT counts only real replicas.
    expect(parseInfo(await client.info('replication')).get('connected_slaves')).toBe('1');
  });

  it('closed › its connections are gone, and no dump is left', async () => {
    const server = await bareRedis(...immediate);
    onTestFinished(server.dispose);
    const client = clientOf(server.port);
    await client.set('a', '1');
    const feed = follow({ port: server.port });
    await feed.until('following', ({ phase }) => phase === 'following');
    await client.sadd('b', 'x', 'y');
    await client.srem('b', 'x');
    await feed.end();
    await waitFor(
      'no connection of ours',
      async () => !String(await client.call('CLIENT', 'LIST')).includes('vrooli-redis-desktop'),
    );
    expect(await readdir(server.folder)).toEqual([]);
  });

  it('a shutdown while followed › the server does not wait for the app', async () => {
    const server = await bareRedis(...immediate, '--shutdown-timeout', '600');
    onTestFinished(server.dispose);
    const client = clientOf(server.port);
    const feed = follow({ port: server.port });
    await feed.until('following', ({ phase }) => phase === 'following');
    await client.set('a', '1');
    process.kill(server.pid, 'SIGTERM');
    await waitFor('the end of the server', () => !isAlive(server.pid));
    await feed.until('lost', ({ problem }) => problem !== null);
    // The keys read so far stay readable.
    expect(feed.index.get(0, Buffer.from('a'))).not.toBeNull();
  });

  it('killed and restarted with other keys › a new copy replaces the index', async () => {
    const server = await bareRedis(...immediate);
    onTestFinished(server.dispose);
    const client = clientOf(server.port);
    await client.set('before', '1');
    const feed = follow({ port: server.port });
    await feed.until('following', ({ phase }) => phase === 'following');
    process.kill(server.pid, 'SIGKILL');
    await feed.until('lost', ({ problem }) => problem !== null);
    expect(feed.index.get(0, Buffer.from('before'))).not.toBeNull();
    const again = await bareRedis(...immediate, '--port', String(server.port));
    onTestFinished(again.dispose);
    const other = clientOf(server.port);
    await other.set('after', '1');
    await feed.until('copied again', ({ phase, live }) => phase === 'following' && live.copies === 2);
    await expectEqual(feed, other, 'restarted');
    expect(feed.state?.problem).toBeNull();
  });

  it('disconnected as a replica, and DEBUG RELOAD › a new copy each, equal to SCAN', async () => {
    const server = await bareRedis(...immediate, '--enable-debug-command', 'yes');
    onTestFinished(server.dispose);
    const client = clientOf(server.port);
    await fillDataset(server.port, 300);
    const feed = follow({ port: server.port });
    await feed.until('following', ({ phase }) => phase === 'following');
    await client.call('CLIENT', 'KILL', 'TYPE', 'replica');
    await client.set('while away', '1');
    await feed.until('copied again', ({ phase, live }) => phase === 'following' && live.copies === 2);
    await expectEqual(feed, client, 'after a disconnect');
    await client.debug('RELOAD');
    await client.set('reloaded', '1');
    await expectEqual(feed, client, 'after a reload');
  });

  it('more writes than the output buffer holds › copied again, equal to SCAN', async () => {
    const server = await bareRedis(...immediate, '--client-output-buffer-limit', 'replica 1mb 1mb 0');
    onTestFinished(server.dispose);
    const client = clientOf(server.port);
    const feed = follow({ port: server.port });
    await feed.until('following', ({ phase }) => phase === 'following');
    const large = 'x'.repeat(6 * 1024 * 1024);
    for (let round = 0; (feed.state?.live.copies ?? 0) < 2 && round < 200; round++) {
      await client
        .pipeline()
        .set(`large ${round % 3}`, large)
        .set(`other ${round % 5}`, large)
        .exec();
    }
    await feed.until('following again', ({ phase, live }) => phase === 'following' && live.copies >= 2);
    await client.set('last', '1');
    await expectEqual(feed, client, feed.history.join(' > '));
  });

  it('a replica as the source › follows the writes of its master', async () => {
    const master = await bareRedis(...immediate);
    onTestFinished(master.dispose);
    const replica = await bareRedis(...immediate, '--replicaof', `127.0.0.1 ${master.port}`);
    onTestFinished(replica.dispose);
    const [writer, reader] = [clientOf(master.port), clientOf(replica.port)];
    await writer.select(5);
    await waitFor(
      'the replica',
      async () => parseInfo(await reader.info('replication')).get('master_link_status') === 'up',
    );
    await writer.set('before', '1');
    await waitFor('the first key', async () => parseInfo(await reader.info('keyspace')).databases().length > 0);
    const feed = follow({ port: replica.port });
    await feed.until('following', ({ phase }) => phase === 'following');
    // No SELECT precedes it: the master has already sent one to its replica.
    await writer.set('in 5', '1', 'PX', 100_000);
    await writer.sadd('set', 'a');
    await writer.srem('set', 'a');
    await waitFor('the key of database 5', () => feed.index.get(5, Buffer.from('in 5')));
    await expectEqual(feed, reader, 'a replica');
  });

  for (const { situation, args, acl, reason } of [
    { situation: 'a user without psync and sync', args: [], acl: ['-psync', '-sync'], reason: /access rules/ },
    {
      situation: 'min-replicas-to-write',
      args: ['--min-replicas-to-write', '1'],
      acl: null,
      reason: /min-replicas-to-write/,
    },
    {
      situation: 'no dump, and copies by way of one',
      args: ['--repl-diskless-sync', 'no'],
      acl: null,
      reason: /keeps no dump/,
    },
  ]) {
    it(`${situation} › reads by SCAN and says why`, async () => {
      const server = await bareRedis(...immediate, ...args);
      onTestFinished(server.dispose);
      const client = clientOf(server.port);
      if (args[0] === '--min-replicas-to-write') await client.config('SET', 'min-replicas-to-write', '0');
      await fillDataset(server.port, 1500);
      if (args[0] === '--min-replicas-to-write') await client.config('SET', 'min-replicas-to-write', '1');
      if (acl) await client.acl('SETUSER', 'default', ...acl);
      const feed = follow({ port: server.port });
      await feed.until('a round', ({ phase }) => phase === 'following');
      expect(feed.state?.live).toMatchObject({ method: 'scan', reason: expect.stringMatching(reason), coverage: 1 });
      expect(indexLines(feed.index, 16)).toEqual(await serverLines(client, 16));
      expect(await readdir(server.folder)).toEqual([]);
      await feed.end();
      await waitFor(
        'no connection of ours',
        async () => !String(await client.call('CLIENT', 'LIST')).includes('vrooli-redis-desktop'),
      );
    });
  }

  it('a server with save points › copied by way of its dump, without a delay', async () => {
    const server = await bareRedis('--save', '3600 1');
    onTestFinished(server.dispose);
    await fillDataset(server.port, 1000);
    const feed = follow({ port: server.port }, { dataFolder: server.folder });
    await feed.until('following', ({ phase }) => phase === 'following', 4000);
    const client = clientOf(server.port);
    await client.set('a', '1');
    await expectEqual(feed, client, 'by way of a dump', 16);
    const { cost } = await feed.until('the cost', ({ live }) => live.cost !== null).then(({ live }) => live);
    expect(cost?.forks).toBe(1);
  });

  it('a copy that waits for its delay › first keys before it, no deleted ones after it', async () => {
    const server = await bareRedis('--repl-diskless-sync-delay', '2');
    onTestFinished(server.dispose);
    await fillDataset(server.port, 300);
    const client = clientOf(server.port);
    await client.set('deleted soon', '1');
    const begun = performance.now();
    const feed = follow({ port: server.port });
    await waitFor('the first keys', () => feed.index.get(0, Buffer.from('deleted soon')), { everyMs: 5 });
    expect(performance.now() - begun).toBeLessThan(1500);
    expect(feed.state?.phase).not.toBe('following');
    await client.del('deleted soon');
    await feed.until('following', ({ phase }) => phase === 'following');
    await expectEqual(feed, client, 'after the delay', 16);
  });

  it('a server that stops replying › the time of the index stops, and continues with it', async () => {
    const server = await bareRedis(...immediate);
    onTestFinished(server.dispose);
    const client = clientOf(server.port);
    const feed = follow({ port: server.port });
    await feed.until('following', ({ phase }) => phase === 'following');
    await client.set('a', '1');
    const timeOf = () => Date.parse(feed.state?.live.currentAt ?? '');
    const start = Date.now();
    await waitFor('a newer time without a write', () => timeOf() > start);
    process.kill(server.pid, 'SIGSTOP');
    const stopped = Date.now();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(timeOf()).toBeLessThanOrEqual(stopped);
    process.kill(server.pid, 'SIGCONT');
    await waitFor('a newer time again', () => timeOf() > stopped);
  });

  it('a Unix socket, a password and renamed commands › followed', async () => {
    const server = await bareRedis(
      ...immediate,
      '--requirepass',
      'se cret',
      '--unixsocket',
      'redis.sock',
      '--rename-command',
      'SYNC',
      'hidden-sync',
    );
    onTestFinished(server.dispose);
    await fillDataset(server.port, 100, 'se cret');
    const feed = follow({
      port: 0,
      path: join(server.folder, 'redis.sock'),
      password: 'se cret',
      renamed: { SYNC: 'hidden-sync' },
    });
    await feed.until('following', ({ phase }) => phase === 'following');
    const client = clientOf(server.port, 'se cret');
    await client.set('a', '1');
    await expectEqual(feed, client, 'over a socket', 16);
    expect(feed.state?.live.method).toBe('replication');
  });

  it('failed over to a replica of another server › copied again, equal to SCAN', async () => {
    const other = await bareRedis(...immediate);
    onTestFinished(other.dispose);
    const server = await bareRedis(...immediate);
    onTestFinished(server.dispose);
    const [writer, client] = [clientOf(other.port), clientOf(server.port)];
    await writer.set('of the other', '1');
    await client.set('own', '1');
    const feed = follow({ port: server.port });
    await feed.until('following', ({ phase }) => phase === 'following');
    await client.call('REPLICAOF', '127.0.0.1', String(other.port));
    await waitFor('the key of the new master', () => feed.index.get(0, Buffer.from('of the other')));
    await expectEqual(feed, client, 'as a replica');
    await client.call('REPLICAOF', 'NO', 'ONE');
    await client.set('promoted', '1');
    await expectEqual(feed, client, 'as a master again');
    expect(feed.state?.live.method).toBe('replication');
  });
});
