import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BareRedis, bareRedis } from '../../../../test/support/bare-redis.ts';
import { canonical, sameValue, words } from '../conf/conf-values.ts';
import { createRedisLink, type RedisLink } from '../connection/redis-link.ts';
import { catalogue, factsOf, textOnly } from './catalogue.ts';

describe('catalogue of directives', () => {
  test('names and older names › of all directives › are unique and in lower case', () => {
    const names = catalogue.flatMap(({ name, aliases }) => [name, ...aliases]);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(names.filter((name) => name !== name.toLowerCase() || textOnly.has(name))).toEqual([]);
  });

  test('a directive › by any name in any case › is found; a name of Object is not', () => {
    expect(factsOf('MaxMemory')?.name).toBe('maxmemory');
    expect(factsOf('SLAVEOF')?.name).toBe('replicaof');
    expect(['constructor', '__proto__', 'toString', ''].map(factsOf)).toEqual([null, null, null, null]);
  });

  test('defaults › of options and numbers › are among the options and within the limits', () => {
    for (const { name, kind, options, minimum, maximum, default: fallback } of catalogue) {
      if (options) expect(options, name).toContain(fallback);
      if (kind === 'integer') {
        expect(Number(fallback), name).toBeGreaterThanOrEqual(minimum ?? Number.NEGATIVE_INFINITY);
        expect(Number(fallback), name).toBeLessThanOrEqual(maximum ?? Number.POSITIVE_INFINITY);
      }
      expect(kind === 'choice' || kind === 'yesno', name).toBe(options !== null);
    }
  });

  test('secrets › have no default that a view could show', () => {
    const secrets = catalogue.filter(({ kind }) => kind === 'secret');
    expect(secrets.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['requirepass', 'masterauth', 'tls-key-file-pass']),
    );
    expect(secrets.every(({ default: fallback }) => fallback === '')).toBe(true);
  });

  test('a reason › exactly for the directives that the app controls', () => {
    for (const { name, applied, why } of catalogue) expect(why !== null, name).toBe(applied === 'app');
  });
});

describe('catalogue and a real server', () => {
  let server: BareRedis;
  let link: RedisLink;
  let live: ReadonlyMap<string, string>;
  let isSeries70 = false;
  beforeAll(async () => {
    server = await bareRedis();
    link = createRedisLink({ host: '127.0.0.1', port: server.port, password: null });
    const reply = (await link.call(5000, 'CONFIG', 'GET', '*')) as string[];
    live = new Map(reply.flatMap((name, index) => (index % 2 === 0 ? [[name, reply[index + 1] ?? '']] : [])));
    isSeries70 = /redis_version:7\.0\./.test(String(await link.call(5000, 'INFO', 'server')));
  });
  afterAll(async () => {
    link.close();
    await server.dispose();
  });

  /** The start of the test server sets these, or they depend on the machine. */
  const ofThisStart = new Set([
    'port',
    'bind',
    'dir',
    'save',
    'maxclients',
    'logfile',
    'pidfile',
    'supervised',
    'daemonize',
    'oom-score-adj-values',
  ]);

  test('defaults › of the series that the catalogue describes › equal those of the server', ({ skip }) => {
    if (!isSeries70) skip('the local Redis is not of the series 7.0');
    const different = catalogue
      .filter(({ name }) => live.has(name) && !ofThisStart.has(name))
      .filter(({ name }) => !sameValue(name, null, live.get(name) ?? ''))
      .map(({ name, default: fallback }) => [name, fallback, live.get(name)]);
    expect(different).toEqual([]);
  });

  test('directives of the server › nearly all have a description', ({ skip }) => {
    if (!isSeries70) skip('the local Redis is not of the series 7.0');
    const unknown = [...live.keys()].filter((name) => factsOf(name) === null);
    expect(unknown.length).toBeLessThan(live.size / 10);
  });

  test('live directives › set to their own value › the server accepts each without a restart', async ({ skip }) => {
    if (!isSeries70) skip('the local Redis is not of the series 7.0');
    const names = catalogue.filter(({ name, applied }) => applied === 'live' && live.has(name)).map(({ name }) => name);
    const replies = await link.batch(
      5000,
      names.map((name) => ['CONFIG', 'SET', name, live.get(name) ?? '']),
    );
    const refused = names
      .filter((_, index) => replies[index] instanceof Error)
      .map((name) => [name, String(replies[names.indexOf(name)])]);
    expect(refused).toEqual([]);
    expect(names.length).toBeGreaterThan(80);
  });

  test('directives that need a restart › set while it runs › are refused, so that no plan claims an effect', async ({
    skip,
  }) => {
    if (!isSeries70) skip('the local Redis is not of the series 7.0');
    const names = catalogue
      .filter(({ name, applied }) => applied === 'restart' && live.has(name))
      .map(({ name }) => name);
    const replies = await link.batch(
      5000,
      names.map((name) => ['CONFIG', 'SET', name, live.get(name) ?? '']),
    );
    // A server accepts another address, but its clients and the records of the app would still use the former one.
    expect(names.filter((_, index) => !(replies[index] instanceof Error))).toEqual(['port', 'bind']);
  });

  test('values in the notation of the app › of every size › are what the server then reports', async () => {
    for (const value of ['1', '1b', '1k', '1kb', '3m', '3mb', '2g', '2gb', '1024KB']) {
      expect(await link.call(5000, 'CONFIG', 'SET', 'maxmemory', value)).toBe('OK');
      const [, reported] = (await link.call(5000, 'CONFIG', 'GET', 'maxmemory')) as string[];
      expect(canonical('maxmemory', value), value).toBe(reported);
    }
    await link.call(5000, 'CONFIG', 'SET', 'maxmemory', '0');
  });

  test('save points and buffer limits › in the notation of the app › are equal to what the server reports', async () => {
    for (const [name, value] of [
      ['save', '900 1 300 10'],
      ['save', ''],
      ['client-output-buffer-limit', 'normal 1mb 512kb 60 replica 256mb 64mb 60 pubsub 32mb 8mb 60'],
    ] as const) {
      await link.call(5000, 'CONFIG', 'SET', name, value);
      const [, reported] = (await link.call(5000, 'CONFIG', 'GET', name)) as string[];
      expect(sameValue(name, value, reported ?? null), name).toBe(true);
    }
  });

  test('several words for a signal › are one value', async ({ skip }) => {
    if (!isSeries70) skip('the local Redis is not of the series 7.0');
    await link.call(5000, 'CONFIG', 'SET', 'shutdown-on-sigterm', 'nosave force');
    const [, reported] = (await link.call(5000, 'CONFIG', 'GET', 'shutdown-on-sigterm')) as string[];
    expect(words(reported ?? '')).toEqual(['nosave', 'force']);
    expect(sameValue('shutdown-on-sigterm', 'nosave  force', reported ?? null)).toBe(true);
  });
});
