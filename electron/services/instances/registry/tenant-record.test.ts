import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CONTAINERS, PROGRAMS } from '../../../../test/support/runtime-kinds.ts';
import { environmentOf, place } from '../../../../test/support/some-instance.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import {
  readTenant,
  type TenantRecord,
  tenantEngines,
  tenantFilePath,
  tenantIds,
  writeTenant,
} from './tenant-record.ts';

const engine = { host: 'unix:///run/user/1000/docker.sock', tls: false, certificates: null };
const record: TenantRecord = {
  runtime: CONTAINERS,
  port: 6381,
  image: 'redis:8',
  limits: { memoryBytes: 0, cpus: 0.5 },
  outgoing: true,
  container: 'vrooli-client-acme',
  network: 'vrooli-acme-network',
  engine,
  created: '2026-11-20T10:00:00.000Z',
  group: 'Shops',
  notes: 'ask Maria',
  branch: { from: 'main', of: null, at: '2026-11-20T10:00:00.000Z', expiresAt: '2026-11-21T10:00:00.000Z' },
};

const useHome = () => environmentOf(temporaryFolder());
const jsonOf = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

describe('tenant record › writing', () => {
  test('a complete record › is read back unchanged', async () => {
    const environment = useHome();
    mkdirSync(join(environment.home, 'clients/acme'), { recursive: true });
    await writeTenant(environment, 'acme', record);
    expect(await readTenant(environment, 'acme')).toEqual(record);
  });

  test('the keys of the older scripts › are written too, and unknown keys are kept', async () => {
    const environment = useHome();
    const path = place(tenantFilePath(environment, 'acme'), '{"clientId":"acme","port":"6381","invoice":{"id":7}}');
    await writeTenant(environment, 'acme', record);
    const root = join(environment.home, 'clients/acme/redis');
    expect(jsonOf(path)).toMatchObject({
      clientId: 'acme',
      resource: 'redis',
      baseUrl: 'redis://localhost:6381',
      dataDir: join(root, 'data'),
      configDir: join(root, 'config'),
      invoice: { id: 7 },
    });
  });

  test('a tenant that comes back from another machine › keeps nothing of its place there', async () => {
    const environment = useHome();
    const path = place(tenantFilePath(environment, 'acme'), '{"clientId":"acme","port":6381}');
    const there = { engineName: 'nuc', volumes: 'acme-1a2b3c', publishedAt: '192.168.1.7' } as const;
    await writeTenant(environment, 'acme', { ...record, ...there, deployment: 'service' });
    expect(jsonOf(path)).toMatchObject({ ...there, deployment: 'service', baseUrl: 'rediss://192.168.1.7:6381' });
    await writeTenant(environment, 'acme', record);
    for (const key of [...Object.keys(there), 'deployment']) expect(jsonOf(path)).not.toHaveProperty(key);
  });

  test('a damaged file › is set aside, so that its content is not lost', async () => {
    const environment = useHome();
    const path = place(tenantFilePath(environment, 'acme'), '{"clientId":"ac');
    await writeTenant(environment, 'acme', record);
    const names = readdirSync(dirname(path)).toSorted();
    expect(names).toEqual(['redis.json', expect.stringMatching(/^redis\.json\.damaged-/)]);
    expect(readFileSync(join(dirname(path), names[1] ?? ''), 'utf8')).toBe('{"clientId":"ac');
    expect(jsonOf(path)).toMatchObject({ port: 6381 });
  });

  test('no creation time › is now', async () => {
    const environment = useHome();
    const path = place(tenantFilePath(environment, 'acme'), '{"clientId":"acme","port":6381}');
    await writeTenant(environment, 'acme', { ...record, created: null, outgoing: undefined, engine: null });
    expect(Date.now() - Date.parse(jsonOf(path).created)).toBeLessThan(60_000);
    expect(jsonOf(path)).not.toHaveProperty('outgoing');
    expect(jsonOf(path)).not.toHaveProperty('engine');
  });
});

describe('tenant record › reading', () => {
  test('no file › null', async () => {
    expect(await readTenant(useHome(), 'acme')).toBeNull();
  });

  test('a file of the older scripts › a container without limits, with its time in UTC', async () => {
    const environment = environmentOf(temporaryFolder(), { REDIS_IMAGE: 'redis:7-bookworm' });
    const file = { clientId: 'acme', port: '6381', container: 'c', network: 'n', created: '2026-11-20T12:00:00+02:00' };
    place(tenantFilePath(environment, 'acme'), JSON.stringify(file));
    expect(await readTenant(environment, 'acme')).toEqual({
      runtime: CONTAINERS,
      port: 6381,
      image: 'redis:7-bookworm',
      limits: { memoryBytes: null, cpus: null },
      outgoing: undefined,
      container: 'c',
      network: 'n',
      engine: null,
      created: '2026-11-20T10:00:00.000Z',
      group: null,
      notes: null,
      branch: null,
    });
  });

  test('a time that is none › null', async () => {
    const environment = useHome();
    place(tenantFilePath(environment, 'acme'), '{"clientId":"acme","port":6381,"created":"last week"}');
    expect((await readTenant(environment, 'acme'))?.created).toBeNull();
  });

  test.each(['', '{', '[]', '{"clientId":"acme"}', '{"clientId":"acme","port":"many"}'])(
    'the content %j › FILE_UNREADABLE, and the file stays for a repair',
    async (text) => {
      const environment = useHome();
      const path = place(tenantFilePath(environment, 'acme'), text);
      await expect(readTenant(environment, 'acme')).rejects.toMatchObject({
        code: 'FILE_UNREADABLE',
        data: { trouble: 'damaged' },
      });
      expect(readFileSync(path, 'utf8')).toBe(text);
    },
  );
});

/** Each of these alone makes a record unusable. */
const hostile: Readonly<Record<string, readonly unknown[]>> = {
  port: [0, -1, 65_536, 6381.5, 1e300, true, null, [6381], '', '6381 x'],
  runtime: ['podman', 7, null],
  container: ['', 'a/../../images', 'a b', 'a\u0007', '-x', 7, {}, 'x'.repeat(256)],
  network: ['a?b=c', '../x', 'a\n', []],
  image: ['redis 8', 'redis:8\u001b[2J', 8, 'x'.repeat(501)],
  engineName: ['', 'NUC', '../nuc', 'nuc\n', 7, null],
  volumes: ['', '../acme', 'a/b', 'a\u0000', 1e308, 'x'.repeat(201)],
  deployment: ['stack', true, null],
  publishedAt: [
    ...['', 'nuc/..', 'user@nuc', 'nuc:22', 'http://nuc', 'a b', 'nuc\r\nHost: x', '\u202enuc', '[::1]', '-nuc'],
    ...[7, 1e308, null, {}, ['192.168.1.7'], 'x'.repeat(256)],
  ],
  limits: [
    { memoryBytes: -1, cpus: null },
    { memoryBytes: 1e300, cpus: null },
    { memoryBytes: null, cpus: 1e9 },
    4,
    [],
  ],
  engine: ['unix:///x', { host: 7, tls: false, certificates: null }],
};

describe('tenant record › a hostile value', () => {
  const whole = { clientId: 'acme', port: 6381, engineName: 'nuc', volumes: 'acme-1', publishedAt: '192.168.1.7' };
  const all = Object.entries(hostile).flatMap(([field, values]) => values.map((value) => [field, value] as const));

  test.each(all)('%s › %j › FILE_UNREADABLE', async (field, value) => {
    const environment = useHome();
    place(tenantFilePath(environment, 'acme'), JSON.stringify({ ...whole, [field]: value }));
    await expect(readTenant(environment, 'acme')).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  test.each(['192.168.1.7', '2001:db8::7', 'fe80::7%eth0', 'nuc', 'build_box.example.com'])(
    'publishedAt %s › is read',
    async (publishedAt) => {
      const environment = useHome();
      place(tenantFilePath(environment, 'acme'), JSON.stringify({ ...whole, publishedAt }));
      expect(await readTenant(environment, 'acme')).toMatchObject({ publishedAt });
    },
  );

  test.each(['publishedAt', 'volumes', 'deployment'])('%s without an engine › FILE_UNREADABLE', async (field) => {
    const environment = useHome();
    const values = { publishedAt: '0.0.0.0', volumes: 'acme-1', deployment: 'service' };
    const file = { clientId: 'acme', port: 6381, [field]: values[field as keyof typeof values] };
    place(tenantFilePath(environment, 'acme'), JSON.stringify(file));
    await expect(readTenant(environment, 'acme')).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  test.each([7, 'nuc', { engine: '../x', runtime: CONTAINERS, port: 1, at: 'now' }, { engine: 'nuc' }])(
    'movedFrom %j › the tenant was never moved',
    async (movedFrom) => {
      const environment = useHome();
      place(tenantFilePath(environment, 'acme'), JSON.stringify({ ...whole, movedFrom }));
      expect(await readTenant(environment, 'acme')).not.toHaveProperty('movedFrom');
    },
  );
});

describe('tenant record › ids', () => {
  test('no folder of tenants › none', async () => {
    expect(await tenantIds(useHome())).toEqual([]);
  });

  test('folders with other names › are ignored', async () => {
    const environment = useHome();
    const names = ['acme', 'a', '7up', 'main', 'Acme', '-x', '.hidden', 'a b', 'x'.repeat(41)];
    for (const name of names) mkdirSync(join(environment.home, 'clients', name), { recursive: true });
    expect((await tenantIds(environment)).toSorted()).toEqual(['7up', 'a', 'acme']);
  });
});

describe('tenant record › engines', () => {
  test('containers, processes and damaged files › only the engines of containers are named', async () => {
    const environment = useHome();
    for (const id of ['acme', 'beta', 'gone']) mkdirSync(join(environment.home, 'clients', id), { recursive: true });
    await writeTenant(environment, 'acme', record);
    await writeTenant(environment, 'beta', { ...record, runtime: PROGRAMS });
    place(tenantFilePath(environment, 'damaged'), '{');
    expect(tenantEngines(environment)).toEqual([engine]);
    expect(existsSync(tenantFilePath(environment, 'damaged'))).toBe(true);
  });
});
