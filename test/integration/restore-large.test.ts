import { randomBytes } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createServices } from '../../electron/services/create-services.ts';
import { contentHash } from '../../electron/services/redis/data/content/content-hash.ts';
import type { Services } from '../../electron/services/services.ts';
import type { KeyChange } from '../../shared/contract/key-change.ts';
import type { KeyHistoryState } from '../../shared/contract/key-history.ts';
import type { Operation } from '../../shared/contract/operations.ts';
import type { RestoreKeysRequest } from '../../shared/contract/restore-keys.ts';
import { describeNeeding } from '../support/needs.ts';
import { createTestHome, type TestHome } from '../support/test-home.ts';
import { waitFor } from '../support/wait-for.ts';

const instance = 'main';
/** So that values of some hundred KB take the way of those that are too large for memory. */
const largeValueBytes = 100_000;

describeNeeding(['redis', 'posix'], 'restore of large values', () => {
  let home: TestHome;
  let services: Services;
  let client: Redis;
  let saved: ReadonlyMap<string, string>;

  beforeAll(async () => {
    home = await createTestHome({ docker: false });
    services = await createServices({ env: home.env, client: 'browser', largeValueBytes });
    await services.operations.settled(await services.instances.install({ runtime: 'process' }));
    client = new Redis(home.port, { protocol: 2 });
    await client.config('SET', 'maxmemory-policy', 'noeviction');
    await client.config('SET', 'appendonly', 'no');
    await fill();
    saved = await whole();
    const create = { instance, name: 'large', kind: 'snapshot', verify: false } as const;
    await services.operations.settled(await services.backups.create(create));
  });
  afterAll(async () => {
    client.disconnect();
    await services.close();
    await home.dispose();
  });

  /** A large value of each type, some of them with an expiry, and small ones between. */
  async function fill(): Promise<void> {
    const some = (count: number) => Array.from({ length: count }, (_, at) => at);
    await client.set('small', 'value');
    await client.set('text', 'a text that LZF makes shorter. '.repeat(100_000), 'PXAT', 4_000_000_000_000);
    // Nothing that LZF makes shorter.
    await client.set('bytes', Buffer.from(some(600_000).map((at) => Math.imul(at, 0x9e3779b1) >>> 24)));
    await client.rpush('list', ...some(20_000).map((at) => `item ${at}`));
    await client.sadd('set', ...some(20_000).map((at) => `member ${at}`));
    await client.zadd('zset', ...some(20_000).flatMap((at) => [at / 7, `member ${at}`]));
    await client.hset('hash', ...some(20_000).flatMap((at) => [`field ${at}`, `value ${at}`]));
    const adds = client.pipeline();
    for (const at of some(20_000)) adds.xadd('stream', `${at + 1}-0`, 'field', `value ${at}`);
    await adds.exec();
    await client.xgroup('CREATE', 'stream', 'group', '0');
    await client.call('XCLAIM', 'stream', 'group', 'one', '0', '5-0', 'TIME', '1700000000000', 'FORCE');
  }

  async function whole(): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    for (const key of (await client.keys('*')).sort()) {
      const dump = await client.dumpBuffer(key);
      const hash = contentHash(dump[0] ?? 0, 'redis', dump, 1, dump.length - 10);
      found.set(key, `${hash} ${await client.call('PEXPIRETIME', key)}`);
    }
    return found;
  }

  const request = (changes: Partial<RestoreKeysRequest> = {}): RestoreKeysRequest => ({
    ...{ source: { kind: 'backup', instance, name: 'large' }, selection: { all: true }, existing: 'replace' },
    ...{ expiry: 'absolute', unsuitable: 'refuse', ...changes },
  });
  const begin = (changes?: Partial<RestoreKeysRequest>) => services.keyspace.restores.run(request(changes));
  const run = async (changes?: Partial<RestoreKeysRequest>) =>
    (await services.operations.settled(await begin(changes))).result;
  const undo = async (undoPack: string | null, overwrite = false) => {
    const begun = await services.keyspace.undo({ instance, undoPack: undoPack ?? '', overwrite });
    return (await services.operations.settled(begun)).result;
  };
  const packs = () => join(home.path, 'redis', 'desktop', 'undo-packs');

  beforeEach(async () => {
    await client.flushall();
  });

  test('every type into an empty database › as saved; undo removes them', async () => {
    const result = await run();
    expect(result).toMatchObject({ restored: saved.size, overwritten: 0, leftOut: 0, skipped: 0 });
    expect(await whole()).toEqual(saved);
    expect(await undo(result.undoPack)).toMatchObject({ changed: saved.size, skipped: 0 });
    expect(await client.dbsize()).toBe(0);
  });

  test('replace › large by small, small by large, equal, another type › as saved; undo brings the others back', async () => {
    await fill();
    await client.set('text', 'small');
    await client.set('small', 'large '.repeat(50_000));
    await client.del('list').then(() => client.hset('list', 'other', 'type'.repeat(50_000)));
    await client.hset('hash', 'field 7', 'changed');
    await client.pexpire('zset', 100_000_000);
    const former = await whole();
    const preview = await services.keyspace.restores.preview(request());
    expect(preview).toMatchObject({ problem: null, unsuitable: [], restored: { keys: 0 } });
    expect(preview.warnings).toEqual([expect.stringContaining('were not compared')]);
    const result = await run();
    expect(result).toMatchObject({ restored: 0, overwritten: 5, equal: saved.size - 5, leftOut: 0 });
    expect(await whole()).toEqual(saved);
    expect(await undo(result.undoPack)).toMatchObject({ changed: 5, skipped: 0 });
    expect(await whole()).toEqual(former);
    const rest = await readdir(packs());
    for (const name of rest) expect(await readdir(join(packs(), name))).not.toContain('compared');
  });

  test('skip and only the missing › existing large values stay', async () => {
    await client.set('bytes', 'x'.repeat(200_000));
    expect(await run({ existing: 'skip' })).toMatchObject({ restored: saved.size - 1, skipped: 1 });
    expect(await client.strlen('bytes')).toBe(200_000);
    await client.del('text');
    expect(await run({ only: ['missing'] })).toMatchObject({ restored: 1, overwritten: 0, skipped: saved.size - 1 });
    expect(await client.strlen('bytes')).toBe(200_000);
  });

  test('newer › a large key used since the backup stays, a missing one is restored', async () => {
    await client.set('bytes', 'x'.repeat(200_000));
    const keys = ['bytes', 'text'].map((text) => ({ database: 0, key: { text } }));
    expect(await run({ existing: 'newer', selection: { keys } })).toMatchObject({ restored: 1, skipped: 1 });
    expect(await client.strlen('bytes')).toBe(200_000);
  });

  test('undo after another client has changed a large key › it stays and is named; overwriting keeps its value', async () => {
    await client.set('bytes', 'former'.repeat(50_000));
    const { undoPack } = await run({ selection: { keys: [{ database: 0, key: { text: 'bytes' } }] } });
    const other = 'of another client'.repeat(20_000);
    await client.set('bytes', other);
    await expect(undo(undoPack)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await client.get('bytes')).toBe(other);
    const { undoPack: further } = await undo(undoPack, true);
    expect(await client.get('bytes')).toBe('former'.repeat(50_000));
    await undo(further ?? null);
    expect(await client.get('bytes')).toBe(other);
  });

  test('undo of a server at its memory limit › the new value goes first', async () => {
    const former = 'former'.repeat(50_000);
    await client.set('bytes', former);
    const { undoPack } = await run({ selection: { keys: [{ database: 0, key: { text: 'bytes' } }] } });
    const used = Number(/used_memory:(\d+)/.exec(await client.info('memory'))?.[1]);
    await client.config('SET', 'maxmemory', String(used - 100_000));
    try {
      expect(await undo(undoPack)).toMatchObject({ changed: 1, skipped: 0 });
      expect(await client.get('bytes')).toBe(former);
    } finally {
      await client.config('SET', 'maxmemory', '0');
    }
  });

  test('key history › a large live value equal to that of the backup, then changed › one version, then two', async () => {
    await fill();
    const last = async (text: string) => {
      let versions: KeyHistoryState['versions'] = null;
      const states = services.keyspace.histories.key({ instance, database: 0, key: { text } }, undefined);
      for await (const state of states) ({ versions } = state);
      return versions?.map(({ number, type, seen }) => [number, type, seen.length]);
    };
    for (const key of ['text', 'hash', 'stream']) expect(await last(key)).toMatchObject([[1, expect.anything(), 2]]);
    await client.hset('hash', 'field 7', 'changed');
    expect(await last('hash')).toEqual([
      [1, 'hash', 1],
      [2, 'hash', 1],
    ]);
  });

  test('from a running instance › large values pass through a file, which is deleted', async () => {
    await fill();
    const tenant = { id: 'copy', runtime: 'process', generatePassword: false, memory: '0' } as const;
    await services.operations.settled(await services.tenants.create(tenant));
    const source = { kind: 'instance', instance } as const;
    expect(await run({ source, into: 'copy' })).toMatchObject({ restored: saved.size, leftOut: 0 });
    const { port } = await services.tenants.get('copy');
    const copy = new Redis(port ?? 0, { protocol: 2 });
    expect(await copy.get('text')).toBe(await client.get('text'));
    expect(await copy.hgetall('hash')).toEqual(await client.hgetall('hash'));
    copy.disconnect();
    const folder = join(home.path, 'redis', 'desktop', 'keyspace');
    for (const name of await readdir(folder)) {
      expect(await stat(join(folder, name, 'value')).catch(() => null)).toBeNull();
    }
    // The target has equal values now.
    expect(await run({ source, into: 'copy' })).toMatchObject({ equal: saved.size, overwritten: 0 });
  });

  test('all of a source, deleting the others › a large extra key is deleted, and comes back', async () => {
    const extra = 'not in the backup '.repeat(20_000);
    await client.set('extra', extra);
    const result = await run({ extra: 'delete' });
    expect(result).toMatchObject({ deleted: 1, restored: saved.size });
    expect(await whole()).toEqual(saved);
    await undo(result.undoPack);
    expect(await client.keys('*')).toEqual(['extra']);
    expect(await client.get('extra')).toBe(extra);
  });

  test('large keys are deleted and get an expiry › undone', async () => {
    await fill();
    const selection = { keys: ['text', 'hash', 'small'].map((text) => ({ database: 0, key: { text } })) };
    const change = async (kind: Parameters<typeof services.keyspace.changeMany>[0]['change']) => {
      const begun = await services.keyspace.changeMany({ instance, selection, change: kind });
      return (await services.operations.settled(begun)).result;
    };
    const deleted = await change({ kind: 'delete' });
    expect(deleted).toMatchObject({ changed: 3, skipped: 0 });
    expect(await client.exists('text', 'hash', 'small')).toBe(0);
    await undo(deleted.undoPack);
    expect(await whole()).toEqual(saved);
    const timed = await change({ kind: 'expire', at: '2090-01-01T00:00:00.000Z' });
    expect(timed).toMatchObject({ changed: 3 });
    await undo(timed.undoPack);
    expect(await whole()).toEqual(saved);
  });

  test.each<[string, KeyChange]>([
    ['text', { kind: 'set-string', value: { text: 'short' } }],
    ['text', { kind: 'expire', at: null }],
    ['text', { kind: 'delete' }],
    ['bytes', { kind: 'rename', to: { text: 'renamed' } }],
    ['hash', { kind: 'set-field', field: { text: 'field 7' }, value: { text: 'other' } }],
    ['list', { kind: 'remove-index', index: 1, was: { text: 'item 1' } }],
    ['zset', { kind: 'add-member', member: { text: 'one more' }, score: '1.5' }],
    ['stream', { kind: 'add-entry', fields: [[{ text: 'one' }, { text: 'more' }]] }],
  ])('change of one large key › %s %o › undone', async (text, change) => {
    await fill();
    const begun = await services.keyspace.change({ instance, database: 0, key: { text }, change });
    const { result } = await services.operations.settled(begun);
    const changed = await whole();
    expect([...changed].filter(([key, value]) => saved.get(key) !== value).length).toBeLessThan(2);
    expect(changed).not.toEqual(saved);
    const [pack = ''] = (await readdir(packs())).filter((name) => name === result.undoPack);
    expect(await readdir(join(packs(), pack))).not.toContain('compared');
    expect(await undo(result.undoPack)).toMatchObject({ skipped: 0 });
    expect(await whole()).toEqual(saved);
  });

  test('change of one large key › refused, of another type, or gone since › an error, and nothing is changed', async () => {
    await fill();
    const change = async (
      key: string,
      to: Parameters<typeof services.keyspace.change>[0]['change'],
      fingerprint?: string,
    ) =>
      services.operations.settled(
        await services.keyspace.change({
          ...{ instance, database: 0, key: { text: key }, change: to },
          ...(fingerprint === undefined ? {} : { fingerprint }),
        }),
      );
    const field = { kind: 'set-field', field: { text: 'f' }, value: { text: 'v' } } as const;
    await expect(change('text', field)).rejects.toMatchObject({ code: 'BAD_VALUE' });
    await expect(change('hash', field, 'of another value')).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(change('hash', { kind: 'rename', to: { text: 'list' } })).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
    });
    const { fingerprint } = await services.keyspace.fingerprint({ instance, database: 0, key: { text: 'hash' } });
    expect(await whole()).toEqual(saved);
    await client.config('SET', 'client-query-buffer-limit', String(1024 * 1024 + 30_000));
    const message = /could not be undone: .* at most .* KB/;
    await expect(change('hash', field)).rejects.toMatchObject({
      code: 'BAD_VALUE',
      message: expect.stringMatching(message),
    });
    await client.config('SET', 'client-query-buffer-limit', String(1024 * 1024 * 1024));
    await change('hash', field, fingerprint);
    expect(await client.hget('hash', 'f')).toBe('v');
  });

  test('beyond what the server accepts in one command › named with both sizes before anything is written', async () => {
    await client.config('SET', 'proto-max-bulk-len', String(1024 * 1024));
    try {
      await client.set('small', 'large '.repeat(500_000).slice(0, 1_000_000));
      const keys = [{ database: 0, key: { text: 'text' } }];
      expect((await services.keyspace.restores.preview(request({ selection: { keys } }))).problem).toBeNull();
      await client.config('SET', 'client-query-buffer-limit', String(1024 * 1024 + 30_000));
      const { problem } = await services.keyspace.restores.preview(request());
      expect(problem).toMatch(
        /that the target accepts in one command \(proto-max-bulk-len, client-query-buffer-limit\)/,
      );
      await expect(run()).rejects.toMatchObject({ code: 'BACKUP_UNSUITABLE' });
      expect(await client.keys('*')).toEqual(['small']);
      const left = await run({ unsuitable: 'leave-out' });
      expect(left.leftOut).toBeGreaterThan(5);
    } finally {
      await client.config('SET', 'proto-max-bulk-len', String(512 * 1024 * 1024));
      await client.config('SET', 'client-query-buffer-limit', String(1024 * 1024 * 1024));
    }
  });

  /** All details that the steps of an operation have shown when it has ended. */
  async function detailsOf(begun: { readonly id: string }, onDetail?: (detail: string) => void) {
    const shown = new Set<string>();
    for (;;) {
      const { state, steps } = services.operations.get(begun.id);
      for (const { detail } of steps) {
        if (detail === null || shown.has(detail)) continue;
        shown.add(detail);
        onDetail?.(detail);
      }
      if (state !== 'running') return [...shown].join('\n');
      await setImmediate();
    }
  }
  const failureOf = (begun: Operation) =>
    services.operations.settled(begun).then(
      () => null,
      (error: Error) => error,
    );
  const long = randomBytes(20_000_000);
  const isLong = async (key: string) => long.equals((await client.getBuffer(key)) ?? Buffer.alloc(0));
  const chosen = (...keys: readonly string[]) => ({
    selection: { keys: keys.map((text) => ({ database: 0, key: { text } })) },
  });

  test('a restore and its undo › show the bytes of each value on its way', async () => {
    await client.set('bytes', long);
    const begun = await begin(chosen('bytes'));
    const restoring = await detailsOf(begun);
    expect(restoring).toMatch(/^0 keys restored, former value of "bytes": serialised by the server$/m);
    expect(restoring).toMatch(/^0 keys restored, former value of "bytes": 1[\d.]+ MB of 19.1 MB$/m);
    const { undoPack } = (await services.operations.settled(begun)).result;
    const undoing = await services.keyspace.undo({ instance, undoPack: undoPack ?? '' });
    const shown = await detailsOf(undoing);
    expect(shown).toMatch(/^0 keys, current value of "bytes": /m);
    expect(shown).toMatch(/^0 keys, "bytes": 1[\d.]+ MB of 19.1 MB$/m);
    expect(await isLong('bytes')).toBe(true);
  });

  test('an undo is cancelled while a value is sent › the key stays, and a further undo restores it', async () => {
    await client.set('bytes', long);
    const { undoPack } = await run(chosen('bytes'));
    const restored = await whole();
    const begun = await services.keyspace.undo({ instance, undoPack: undoPack ?? '' });
    await detailsOf(begun, (detail) => {
      if (/keys, "bytes": /.test(detail)) services.operations.cancel(begun.id);
    });
    expect(await failureOf(begun)).toMatchObject({ code: 'CANCELLED' });
    expect(await whole()).toEqual(restored);
    expect(await undo(undoPack)).toMatchObject({ changed: 1, skipped: 0 });
    expect(await isLong('bytes')).toBe(true);
  });

  test('an undo that has restored a key › is not cancelled any more', async () => {
    await client.mset('hash', 'former', 'bytes', long);
    const { undoPack } = await run(chosen('hash', 'bytes'));
    const begun = await services.keyspace.undo({ instance, undoPack: undoPack ?? '' });
    await detailsOf(begun, (detail) => {
      if (/^1 key, /.test(detail)) expect(services.operations.cancel(begun.id).cancellable).toBe(false);
    });
    expect(await failureOf(begun)).toBeNull();
    expect(await client.get('hash')).toBe('former');
    expect(await isLong('bytes')).toBe(true);
  });

  test('the undo of a cancelled restore › is shown as a step, with its bytes', async () => {
    await client.mset('hash', long, 'bytes', long);
    const begun = await begin(chosen('hash', 'bytes'));
    const details = await detailsOf(begun, (detail) => {
      if (/^1 key restored, former value /.test(detail)) services.operations.cancel(begun.id);
    });
    expect(await failureOf(begun)).toMatchObject({ code: 'CANCELLED' });
    for (const key of ['hash', 'bytes']) expect(await isLong(key)).toBe(true);
    expect(services.operations.get(begun.id).steps.at(-1)).toMatchObject({ id: 'undo-changes', state: 'done' });
    expect(details).toMatch(/^0 keys, "(?:hash|bytes)": 1[\d.]+ MB of 19.1 MB$/m);
  });

  test('cancelled within a value › the former keys, and no journal', async () => {
    await client.set('bytes', 'former'.repeat(50_000));
    const former = await whole();
    const begun = await begin();
    await waitFor(
      'a value under way',
      () => {
        const { state, steps } = services.operations.get(begun.id);
        return state !== 'running' || steps.some(({ detail }) => / of /.test(detail ?? '')) ? true : null;
      },
      { everyMs: 1 },
    );
    services.operations.cancel(begun.id);
    const end = await services.operations.settled(begun).then(
      () => null,
      (error: Error) => error,
    );
    expect(await whole()).toEqual(end === null ? saved : former);
    expect(await readdir(join(home.path, 'redis', 'desktop', 'journal')).catch(() => [])).toEqual([]);
  });
});
