import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { describe, expect, onTestFinished, type TestContext, test } from 'vitest';
import { createServices } from '../../electron/services/create-services.ts';
import type { RestoreKeysRequest } from '../../shared/contract/restore-keys.ts';
import { describeNeeding } from '../support/needs.ts';
import { mountSmallDisk } from '../support/small-disk.ts';
import { thorough } from '../support/thorough.ts';
import { useTestHome } from '../support/use-test-home.ts';

/** So that values of some hundred KB take the way of those that are too large for memory. */
const largeValueBytes = 100_000;
const STEP_BLOCKS = thorough ? 1 : 32;
const SMALL_KEYS = 200;

const FILL = `
  local function text(key, size)
    local parts = {}
    for at = 1, size / 40 do parts[at] = redis.sha1hex(ARGV[1] .. key .. at) end
    return table.concat(parts)
  end
  for at = 1, ${SMALL_KEYS} do redis.call('SET', 'cart:' .. at, text(at, 800)) end
  for at = 1, 3 do redis.call('SET', 'cart:large:' .. at, text('large' .. at, 200000 * at)) end
  for at = 1, 4000 do redis.call('HSET', 'cart:hash', at, text('hash' .. at, 80)) end`;
/** One hash of all keys and values. */
const DIGEST = `
  local sum = ''
  local keys = redis.call('KEYS', '*')
  table.sort(keys)
  for _, key in ipairs(keys) do
    local value
    if key == 'cart:hash' then
      value = ''
      for at = 1, 4000 do value = redis.sha1hex(value .. (redis.call('HGET', key, at) or '')) end
    else value = redis.call('GET', key) end
    sum = redis.sha1hex(sum .. key .. value .. redis.call('PEXPIRETIME', key))
  end
  return sum .. ' ' .. #keys`;

const instance = 'main';

/** An instance, and a small disk for the undo packs only, or for all state of the app. */
async function useSmallDiskHome(context: TestContext, small: 'undo-packs' | '.') {
  const home = await useTestHome({ docker: false });
  const desktop = (...path: readonly string[]) => join(home.path, 'redis', 'desktop', ...path);
  const disk = await mountSmallDisk(context, desktop(small), 8);
  const services = await createServices({ env: home.env, client: 'browser', largeValueBytes });
  onTestFinished(() => services.close());
  await services.operations.settled(await services.instances.install({ runtime: 'process' }));
  const client = new Redis(home.port, { protocol: 2 });
  onTestFinished(() => client.disconnect());
  await client.config('SET', 'appendonly', 'no');
  await client.eval(FILL, 0, 'saved');
  const create = { instance, name: 'carts', kind: 'snapshot', verify: false } as const;
  await services.operations.settled(await services.backups.create(create));
  const digest = async () => String(await client.eval(DIGEST, 0));
  const entries = (name: string) => readdir(desktop(name)).catch((): string[] => []);
  return { services, client, digest, entries, disk };
}

/** Repeats a change with increasing space until it succeeds. Each failed one leaves all keys as they were. */
async function changesOnceThereIsRoom(on: Setup, change: (on: Setup) => Promise<{ undoPack: string | null }>) {
  const { services, client, digest, entries, disk } = on;
  const undo = async (undoPack: string | null) =>
    services.operations.settled(await services.keyspace.undo({ instance, undoPack: undoPack ?? '' }));
  // An earlier change, whose undo stays usable.
  await client.set('earlier', 'value');
  const earlier = await services.operations.settled(
    await services.keyspace.change({ instance, database: 0, key: { text: 'earlier' }, change: { kind: 'delete' } }),
  );
  const kept = await entries('undo-packs');
  await client.eval(FILL, 0, 'former');
  const former = await digest();
  let failures = 0;
  let undoPack: string | null = null;
  for (let blocks = 0; undoPack === null; blocks += STEP_BLOCKS) {
    await disk.leaveFree(blocks);
    const end = await change(on).catch((error: unknown) => ({ error }));
    if ('undoPack' in end) {
      undoPack = end.undoPack;
      break;
    }
    failures++;
    const message = expect.stringMatching(/^The disk that holds .* is full\. Free some space and try again/);
    expect([blocks, end]).toEqual([blocks, { error: expect.objectContaining({ code: 'DISK_FULL', message }) }]);
    expect([blocks, await digest()]).toEqual([blocks, former]);
    expect(await entries('journal')).toEqual([]);
    expect((await entries('undo-packs')).filter((name) => name !== 'filler')).toEqual(kept);
  }
  expect(failures).toBeGreaterThan(2);
  expect(await digest()).not.toBe(former);
  await undo(undoPack);
  expect(await digest()).toBe(former);
  await undo(earlier.result.undoPack);
  expect(await client.get('earlier')).toBe('value');
}
type Setup = Awaited<ReturnType<typeof useSmallDiskHome>>;

const request: RestoreKeysRequest = {
  ...{ source: { kind: 'backup', instance, name: 'carts' }, selection: { all: true }, existing: 'replace' },
  ...{ expiry: 'absolute', unsuitable: 'refuse' },
};
const allCarts = { filter: { database: 0, prefix: { text: 'cart:' } } };

describeNeeding(['redis', 'linux', 'root'], 'the disk is full while former values are stored', () => {
  describe.each(['undo-packs', '.'] as const)('a small disk for %s', (small) => {
    const limit = { timeout: thorough ? 600_000 : 120_000 };

    test('restore of chosen keys › all former keys, a clear reason, nothing left', limit, async (context) =>
      changesOnceThereIsRoom(await useSmallDiskHome(context, small), async ({ services }) => {
        const begun = await services.keyspace.restores.run(request);
        return (await services.operations.settled(begun)).result;
      }),
    );

    test('deletion of many keys › all former keys, a clear reason, nothing left', limit, async (context) =>
      changesOnceThereIsRoom(await useSmallDiskHome(context, small), async ({ services }) => {
        const change = { kind: 'delete' } as const;
        const begun = await services.keyspace.changeMany({ instance, selection: allCarts, change });
        return (await services.operations.settled(begun)).result;
      }),
    );

    test('change of a large key › its former value, a clear reason, nothing left', limit, async (context) =>
      changesOnceThereIsRoom(await useSmallDiskHome(context, small), async ({ services }) => {
        const change = { kind: 'set-field', field: { text: '1' }, value: { text: 'other' } } as const;
        const input = { instance, database: 0, key: { text: 'cart:hash' }, change };
        return (await services.operations.settled(await services.keyspace.change(input))).result;
      }),
    );
  });
});
