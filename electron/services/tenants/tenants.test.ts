import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { IsolationTest } from '../../../shared/contract/tenant.ts';
import { fakeRuntime, someEntry } from '../../../test/support/fake-runtime.ts';
import { freePortRange, releasePortRange } from '../../../test/support/ports.ts';
import { CONTAINERS, PROGRAMS } from '../../../test/support/runtime-kinds.ts';
import { environmentOf, managed, observerOf, place } from '../../../test/support/some-instance.ts';
import { operationsOf } from '../../../test/support/some-operations.ts';
import { someStatus, withKeys } from '../../../test/support/some-status.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { createCatalogue } from '../instances/registry/catalogue.ts';
import { noLimits } from '../instances/registry/instance-record.ts';
import { type TenantRecord, tenantFilePath, writeTenant } from '../instances/registry/tenant-record.ts';
import { createPortRegistry } from '../ports/port-registry.ts';
import { connectEngine } from '../runtimes/docker/engine/engine-connection.ts';
import type { NetworkPlace, ReachOutcome } from '../runtimes/docker/reach.ts';
import { createNamedEngines } from '../runtimes/engines/engine-router.ts';
import { createEngineStore } from '../runtimes/engines/engine-store.ts';
import type { RuntimeEntry } from '../runtimes/runtime.ts';
import { expiryFrom } from './branches/branch-expiry.ts';
import { copiedSettings } from './branches/copied-settings.ts';
import { planTenant } from './create-tenant.ts';
import { defectOf } from './defect.ts';
import { lastIsolationTest, testIsolation } from './isolation.ts';
import { checkTenantId, listTenants, tenantById, tenantPorts } from './read-tenants.ts';
import { repairTenant } from './repair-tenant.ts';
import { requireTenantId } from './require-tenant.ts';
import { takenPorts } from './taken-ports.ts';
import type { TenantDeps } from './tenant-deps.ts';
import { tenantDocument } from './tenant-document.ts';

const record = (port: number, change: Partial<TenantRecord> = {}): TenantRecord => ({
  ...{ runtime: PROGRAMS, port, image: 'redis:8', limits: noLimits, container: null, network: null, engine: null },
  ...{ created: '2026-11-20T10:00:00.000Z', group: null, notes: null, branch: null },
  ...change,
});

async function tenantsHome(
  entries: readonly RuntimeEntry[] = [],
  network: { readonly places?: readonly NetworkPlace[]; readonly reach?: TenantDeps['reach'] } = {},
) {
  const range = await freePortRange(5);
  onTestFinished(() => releasePortRange(range.start));
  const home = temporaryFolder();
  const environment = environmentOf(home, {
    REDIS_CLIENT_PORT_START: String(range.start),
    REDIS_CLIENT_PORT_END: String(range.end),
  });
  const runtimes = {
    docker: fakeRuntime(
      CONTAINERS,
      entries.filter(({ runtime }) => runtime === CONTAINERS),
    ),
    process: fakeRuntime(
      PROGRAMS,
      entries.filter(({ runtime }) => runtime === PROGRAMS),
    ),
  };
  const { operations } = operationsOf(home);
  const published = new Set<number>();
  const deps: TenantDeps = {
    ...{ environment, runtimes, operations, appliesEnvironment: false },
    catalogue: createCatalogue(environment, runtimes),
    observer: observerOf(null),
    ports: createPortRegistry(home, range),
    publishedPorts: async () => published,
    engines: createNamedEngines(
      createEngineStore(home),
      { env: {}, environment },
      connectEngine(() => ({})),
    ),
    places: async () => [...(network.places ?? [])],
    reach: network.reach ?? (async (_, targets) => targets.map(() => ({ kind: 'blocked', detail: '' }))),
  };
  const tenant = async (id: string, port: number, change: Partial<TenantRecord> = {}) => {
    mkdirSync(join(home, 'clients', id), { recursive: true });
    await writeTenant(environment, id, record(port, change));
  };
  return { ...{ home, environment, runtimes, deps, operations, published, range, tenant } };
}
const running = (id: string, port: number, change: Partial<RuntimeEntry> = {}) =>
  someEntry(id, { address: { host: '127.0.0.1', port }, ...change });

describe('defects', () => {
  const environment = environmentOf('/nowhere');
  const entry = (labels: Record<string, string>, container = 'vrooli-client-acme') =>
    someEntry('acme', { runtime: CONTAINERS, container, labels });

  test('defect › complete, or its engine does not answer › none', async () => {
    const whole = await managed(environment, 'acme', { entry: entry({ 'vrooli.home': '/nowhere' }) });
    expect(defectOf(whole)).toBeNull();
    const unreachable = { code: 'ENGINE_UNREACHABLE' } as never;
    expect(defectOf({ ...whole, entry: null, unreachable })).toBeNull();
    expect(defectOf({ ...whole, entry: null })).toMatchObject({ kind: 'no-container' });
  });

  test('defect › no record, or an unreadable one › from what it can be rebuilt', async () => {
    const whole = await managed(environment, 'acme', { entry: entry({ 'vrooli.home': '/nowhere' }) });
    expect(defectOf({ ...whole, record: null })).toMatchObject({
      kind: 'no-folder',
      message: expect.stringContaining('container'),
    });
    const unreadable = { data: { detail: 'mode 0000' } } as never;
    expect(defectOf({ ...whole, unreadable })).toMatchObject({
      kind: 'unreadable',
      repair: expect.stringContaining('container'),
    });
    expect(defectOf({ ...whole, unreadable, entry: null })?.repair).toContain('redis.conf');
  });

  test('defect › a container of the older scripts › every sign of it, and that it keeps working', async () => {
    const legacy = await managed(environment, 'acme', { entry: entry({}, 'redis-client-acme') });
    const message = defectOf(legacy)?.message ?? '';
    for (const sign of ['has no labels', 'named redis-client-acme', 'reachable from other tenants', 'keeps working'])
      expect(message).toContain(sign);
    const labelled = await managed(environment, 'acme', { entry: entry({ 'vrooli.client': 'acme' }) });
    expect(defectOf(labelled)?.message).not.toContain('no labels');
  });

  test('defect › a process › is never a container of the older scripts', async () => {
    expect(defectOf(await managed(environment, 'acme'))).toBeNull();
  });
});

describe('documents of tenants', () => {
  test('document › a server that does not answer › unknown keys, not zero', async () => {
    const instance = await managed(environmentOf('/nowhere'), 'acme');
    const keys = (change: Parameters<typeof someStatus>[1]) =>
      tenantDocument(instance, someStatus('acme', change), []).keys;
    expect(keys({ ...withKeys(3) })).toBe(3);
    expect(keys({})).toBe(0);
    expect(keys({ state: 'stopped', ...withKeys(3) })).toBeNull();
    expect(keys({ state: 'unhealthy', version: null })).toBeNull();
    expect(keys({ state: 'unhealthy', ...withKeys(2) })).toBe(2);
  });

  test.each([
    ['running', 'healthy'],
    ['unhealthy', 'unhealthy'],
    ['stopped', 'unknown'],
    ['missing', 'unknown'],
    ['starting', 'unknown'],
  ] as const)('document › %s › health %s', async (state, health) => {
    const instance = await managed(environmentOf('/nowhere'), 'acme');
    expect(tenantDocument(instance, someStatus('acme', { state }), []).health).toBe(health);
  });

  test('list › several › without main; a recent status only of one that still runs', async () => {
    const { deps, tenant } = await tenantsHome([running('a', 6390), running('b', 6391, { state: 'stopped' })]);
    await tenant('a', 6390);
    await tenant('b', 6391);
    const asked: string[] = [];
    const recent = (id: string) => {
      asked.push(id);
      return someStatus(id, { ...withKeys(7) });
    };
    const list = await listTenants(deps, recent);
    expect(list.map(({ id, keys }) => [id, keys])).toEqual([
      ['a', 7],
      ['b', 0],
    ]);
    expect(asked).toEqual(['a']);
  });

  test('get › an unknown tenant, and an id that is none › NOT_FOUND and BAD_VALUE', async () => {
    const { deps } = await tenantsHome();
    await expect(tenantById(deps, 'gone')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(tenantById(deps, '../gone')).rejects.toMatchObject({ code: 'BAD_VALUE' });
  });
});

describe('ids of tenants', () => {
  test.each(['', 'main', 'A', '../x', 'a b', '-a', 'a'.repeat(41), 'a\n', '\u202e'])(
    'id › %j › refused with the rule',
    (id) => {
      expect(() => requireTenantId(id)).toThrow(/^client-id: ".*" is not allowed\. An id is 1 to 40 characters/s);
    },
  );

  test('id › a very long one › is shortened in the message', () => {
    expect(() => requireTenantId('x'.repeat(5000))).toThrow(/^client-id: "x{60}…" is not allowed/);
  });

  test('id check › a free one, a taken one, and one that is none › what it would use, and why not', async () => {
    const { deps, tenant, range } = await tenantsHome();
    await tenant('acme', range.start);
    const free = await checkTenantId(deps, 'shop');
    expect(free).toMatchObject({ valid: true, free: true, reason: null, nextPort: range.start + 1 });
    expect(free.folder).toMatch(/clients\/shop$/);
    expect(await checkTenantId(deps, 'acme')).toMatchObject({
      valid: true,
      free: false,
      reason: expect.stringContaining('already exists'),
    });
    const bad = await checkTenantId(deps, '../../etc');
    expect(bad).toMatchObject({ valid: false, free: false, reason: expect.stringContaining('1 to 40') });
    expect(bad.folder).not.toContain('..');
  });
});

describe('ports of tenants', () => {
  test('ports › recorded, published and bound by others › none of them is free', async () => {
    const { deps, tenant, published, range } = await tenantsHome([running('b', 0)]);
    const { start, end } = range;
    await tenant('a', start);
    published.add(start + 1);
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(start + 2, '127.0.0.1', resolve));
    try {
      expect(await tenantPorts(deps)).toEqual({ start, end, free: [start + 3, start + 4] });
    } finally {
      await new Promise((resolve) => other.close(resolve));
    }
    expect((await takenPorts(deps)).owned.get(start)).toBe('a');
  });

  test('ports › all are taken › none is offered', async () => {
    const { deps, published, range } = await tenantsHome();
    for (let port = range.start; port <= range.end; port++) published.add(port);
    expect((await tenantPorts(deps)).free).toEqual([]);
    expect((await checkTenantId(deps, 'shop')).nextPort).toBeNull();
  });
});

describe('plan of a tenant', () => {
  const input = { id: 'shop', generatePassword: false };
  test.each([
    ['an id that is none', { id: 'main' }, /^client-id: /],
    ['a port below the range', { port: 1 }, /is not a port from \d+ to \d+, the tenant port range/],
    ['a size without a unit', { memory: '512' }, /Did you mean 512mb/],
    ['a size that is none', { memory: '1.5gb' }, /^memory: "1\.5gb"/],
    ['a policy that Redis does not have', { memoryPolicy: 'lru' }, /^memory-policy: "lru" is not one of noeviction/],
  ])('plan › %s › BAD_VALUE, and nothing is made', async (_, change, message) => {
    const { deps, runtimes } = await tenantsHome();
    await expect(planTenant(deps, { ...input, ...change })).rejects.toMatchObject({
      code: 'BAD_VALUE',
      message: expect.stringMatching(message),
    });
    expect([...runtimes.docker.created, ...runtimes.process.created]).toEqual([]);
  });

  test('plan › an id in use › names its port', async () => {
    const { deps, tenant, range } = await tenantsHome();
    await tenant('shop', range.start);
    await expect(planTenant(deps, input)).rejects.toThrow(`"shop" already exists on port ${range.start}`);
  });

  test('plan › no runtime is usable › NO_RUNTIME', async () => {
    const { deps, runtimes } = await tenantsHome();
    runtimes.docker.isUsable = false;
    runtimes.process.isUsable = false;
    await expect(planTenant(deps, input)).rejects.toMatchObject({ code: 'NO_RUNTIME' });
  });
});

describe('isolation test', () => {
  const at = (id: string, change: Partial<NetworkPlace> = {}): NetworkPlace => ({
    ...{
      id,
      container: `vrooli-client-${id}`,
      address: `10.0.0.${id.length}`,
      gateway: '10.0.0.254',
      publishedPort: 6390,
    },
    ...change,
  });
  const container = (id: string) => running(id, 6390, { runtime: CONTAINERS, labels: { 'vrooli.home': '/x' } });
  async function testAll(
    places: readonly NetworkPlace[],
    reach?: (from: string, targets: readonly { host: string }[]) => Promise<ReachOutcome[]>,
    extra: readonly RuntimeEntry[] = [],
  ) {
    const used = await tenantsHome([...places.map(({ id }) => container(id)), ...extra], {
      places,
      ...(reach && { reach: reach as TenantDeps['reach'] }),
    });
    const { result } = await used.operations.settled((await testIsolation(used.deps)).id);
    return { ...used, tested: result as IsolationTest };
  }

  test('isolation › two tenants › each tries the other by address, gateway and name, and never itself', async () => {
    const { tested, home } = await testAll([at('a'), at('bb')]);
    expect(tested.ok).toBe(true);
    expect(tested.probes.map(({ from, to, by }) => `${from} ${to} ${by}`).sort()).toEqual(
      ['a bb address', 'a bb gateway', 'a bb name', 'bb a address', 'bb a gateway', 'bb a name'].sort(),
    );
    expect(await lastIsolationTest(home)).toEqual(tested);
  });

  test('isolation › one attempt is answered › not isolated, and the record says which', async () => {
    const { tested } = await testAll([at('a'), at('bb')], async (from, targets) =>
      targets.map(({ host }) => ({
        kind: from === 'a' && host === 'vrooli-client-bb' ? 'answered' : 'blocked',
        detail: 'PONG',
      })),
    );
    expect(tested.ok).toBe(false);
    expect(tested.probes.filter(({ outcome }) => outcome === 'reached')).toMatchObject([
      { from: 'a', to: 'bb', by: 'name' },
    ]);
  });

  test('isolation › an attempt cannot be made, or has no result › is no success', async () => {
    const broken = await testAll([at('a'), at('bb')], async (from, targets) => {
      if (from === 'a') throw new Error('no shell in the container');
      return targets.slice(1).map(() => ({ kind: 'blocked', detail: '' }));
    });
    expect(broken.tested.ok).toBe(false);
    const outcomes = broken.tested.probes.map(({ from, outcome, detail }) => [from, outcome, detail]);
    expect(outcomes.filter(([from]) => from === 'a')).toEqual(
      Array(3).fill(['a', 'failed', 'no shell in the container']),
    );
    expect(outcomes).toContainEqual(['bb', 'failed', 'no result']);
  });

  test('isolation › no address, gateway or port › only the attempts that are possible', async () => {
    const { tested } = await testAll([at('a', { address: null, publishedPort: null }), at('bb', { gateway: null })]);
    expect(tested.probes.map(({ from, by }) => `${from} ${by}`).sort()).toEqual([
      'a address',
      'a gateway',
      'a name',
      'bb name',
    ]);
  });

  test('isolation › tenants without a network, and stopped ones › are named with the reason', async () => {
    const { tested } = await testAll([at('a')], undefined, [
      running('plain', 6391),
      running('down', 6392, { runtime: CONTAINERS, state: 'stopped' }),
    ]);
    expect(tested.probes).toEqual([]);
    expect(tested.left).toContainEqual({ id: 'plain', reason: expect.stringContaining('no network of its own') });
    expect(tested.left).toContainEqual({ id: 'down', reason: 'it is not running' });
  });

  test('isolation › nine tenants › 72 pairs, each tried once', async () => {
    const ids = Array.from({ length: 9 }, (_, at_) => `t${at_}`);
    const { tested } = await testAll(ids.map((id) => at(id)));
    expect(new Set(tested.probes.map(({ from, to, by }) => `${from} ${to} ${by}`)).size).toBe(9 * 8 * 3);
    expect(tested.probes.length).toBe(9 * 8 * 3);
  });

  test('isolation › the saved result is damaged or missing › none, and no exception', async () => {
    const home = temporaryFolder();
    expect(await lastIsolationTest(home)).toBeNull();
    place(join(home, 'redis/desktop/isolation-tested.json'), '{"at":');
    expect(await lastIsolationTest(home)).toBeNull();
  });
});

describe('repair', () => {
  test('repair › a whole tenant › nothing to repair', async () => {
    const { deps, tenant } = await tenantsHome([running('acme', 6390)]);
    await tenant('acme', 6390);
    await expect(repairTenant(deps, 'acme')).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
  });

  test('repair › a record that cannot be read › rebuilt from the server; the damaged one is kept', async () => {
    const { deps, environment, operations, tenant, home } = await tenantsHome([running('acme', 6390)]);
    await tenant('acme', 6390);
    writeFileSync(tenantFilePath(environment, 'acme'), '{"clientId":');
    const { result } = await operations.settled((await repairTenant(deps, 'acme')).id);
    expect(result).toMatchObject({ id: 'acme', defect: null });
    expect(JSON.parse(readFileSync(tenantFilePath(environment, 'acme'), 'utf8'))).toMatchObject({
      clientId: 'acme',
      port: 6390,
    });
    expect(home).toBeTruthy();
  });
});

describe('branches', () => {
  test.each([
    [null, null],
    [60, '2026-03-29T01:01:00.000Z'],
    [366 * 24 * 3600, '2027-03-30T01:00:00.000Z'],
  ])('expiry › %s s from the hour that summer time skips › %s, in UTC', (seconds, expected) => {
    expect(expiryFrom(new Date('2026-03-29T01:00:00.000Z'), seconds)).toBe(expected);
  });

  test('copied settings › of a server › its limits and persistence, and never its address or password', async () => {
    const origin = await managed(environmentOf('/nowhere'), 'main');
    const settings = {
      ...{ maxmemory: '100mb', 'maxmemory-policy': 'allkeys-lfu', appendonly: 'yes', save: '', databases: '64' },
      ...{ port: '6379', bind: '0.0.0.0', requirepass: 'secret', replicaof: 'db 6379', user: 'default on' },
    };
    expect(copiedSettings(settings, origin)).toEqual({
      input: {
        memory: '100mb',
        memoryPolicy: 'allkeys-lfu',
        persistence: 'aof',
        runtime: PROGRAMS,
        image: expect.any(String),
      },
      databases: 64,
    });
  });

  test('copied settings › of a server on another machine › no runtime, which may be missing here', async () => {
    const origin = await managed(environmentOf('/nowhere'), 'far');
    const entry = origin.entry && { ...origin.entry, engine: 'build-01' };
    expect(copiedSettings({}, origin).input).toHaveProperty('runtime');
    expect(copiedSettings({}, { ...origin, entry }).input).not.toHaveProperty('runtime');
  });

  test('copied settings › nothing known, or invalid › nothing is invented', () => {
    expect(copiedSettings({}, null)).toEqual({ input: {}, databases: 0 });
    const odd = copiedSettings({ 'maxmemory-policy': 'newest', databases: 'many', save: '' }, null);
    expect(odd).toEqual({ input: { persistence: 'none' }, databases: 0 });
  });

  test('copied settings › a limit of a few bytes › with its unit, as a user would have to enter it', () => {
    expect(copiedSettings({ maxmemory: '1000' }, null).input.memory).toBe('1000b');
    expect(copiedSettings({ maxmemory: '0' }, null).input.memory).toBe('0');
  });
});
