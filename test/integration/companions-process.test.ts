import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Tenant } from '../../shared/contract/tenant.ts';
import { companionsOf } from '../support/companion-home.ts';
import { describeNeeding } from '../support/needs.ts';
import { createTestHome, type TestHome } from '../support/test-home.ts';

const MODE = 0o777;

describeNeeding(['redis', 'postgres', 'linux'], 'services beside a tenant › as processes', () => {
  let home: TestHome;
  let on: ReturnType<typeof companionsOf>;

  beforeAll(async () => {
    home = await createTestHome({ docker: false });
    on = companionsOf(home, home.env);
  });
  afterAll(() => home.dispose());

  const registry = () =>
    JSON.parse(readFileSync(join(home.path, 'port-registry.json'), 'utf8')) as Record<string, { owner: string }>;

  test('redis, postgres and minio › PostgreSQL accepts the URL of .env; MinIO is named, and the exit code is 1', async () => {
    const { code, made, stderr } = await on.make('shop', 'redis,postgres,minio');
    expect(code).toBe(1);
    expect(made).toMatchObject({
      client: 'shop',
      resources: { redis: { state: 'running' }, postgres: { state: 'running', health: 'healthy', runtime: 'process' } },
      notMade: ['minio'],
      missing: [{ name: 'minio', code: 'NO_RUNTIME', reason: expect.stringContaining('--runtime docker') }],
    });
    expect(stderr).toContain('Not created: MinIO. MinIO cannot be created beside a tenant that runs as a process');
    expect(await on.sql('shop', 'SELECT current_user, current_database()')).toBe('app|app');
    expect(await on.sql('shop', 'SHOW data_checksums')).toBe('on');
    expect(await on.sql('shop', 'SHOW listen_addresses')).toBe('127.0.0.1');
    expect(await on.sql('shop', "SELECT left(rolpassword, 13) FROM pg_authid WHERE rolname = 'app'")).toBe(
      'SCRAM-SHA-256',
    );
    await expect(on.sql('shop', 'SELECT 1', { password: 'wrong' })).rejects.toThrow(/password authentication failed/);
  });

  test('secrets › only in files of mode 0600, and in no process', () => {
    const { POSTGRES_PASSWORD: password = '' } = on.variables('shop');
    expect(password).toMatch(/^[\w-]{32}$/);
    for (const file of ['.env', 'compose.yaml', 'companions/postgres/secrets/postgres_password']) {
      expect(statSync(join(on.folder('shop'), file)).mode & MODE, file).toBe(0o600);
    }
    expect(readFileSync(join(on.folder('shop'), 'compose.yaml'), 'utf8')).not.toContain(password);
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      for (const file of ['cmdline', 'environ']) {
        const path = `/proc/${pid}/${file}`;
        const text = existsSync(path) ? readOrEmpty(path) : '';
        expect(text.includes(password), `${path}: ${text}`).toBe(false);
      }
    }
  });

  test('ports › registered for their owner, out of the range of tenants', async () => {
    const port = on.variables('shop').POSTGRES_PORT ?? '';
    expect(registry()[port]).toMatchObject({ owner: 'shop/postgres', state: 'running' });
    expect(Number(port)).toBeGreaterThan(home.clientPorts.end);
  });

  test('the same again › already there, with the same port and password', async () => {
    const before = on.variables('shop');
    const { code, made } = await on.make('shop', 'redis,postgres');
    expect([code, made.notMade]).toEqual([0, []]);
    expect(made.resources.postgres?.unchanged).toBe('PostgreSQL of shop already exists; nothing was changed.');
    expect(on.variables('shop')).toEqual(before);
  });

  test('list-clients › has the service in its lines and its document', async () => {
    const { stdout } = await on.run('list-clients');
    expect(stdout).toMatch(/^ {2}PostgreSQL: running, healthy, postgresql:\/\/app@localhost:\d+\/app$/m);
    const [tenant] = (await on.run('list-clients', '--json')).json() as readonly Tenant[];
    expect(tenant?.companions).toMatchObject([{ name: 'postgres', health: 'healthy', version: expect.any(String) }]);
  });

  test('backup of the tenant › dumps PostgreSQL under the same name, and a restore brings its rows back', async () => {
    await on.sql('shop', 'CREATE TABLE goods AS SELECT generate_series(1, 1000) AS id');
    const backup = await on.run('backup', '--client-id', 'shop', '--backup-name', 'one', '--verify', 'no', '--json');
    expect(backup.json()).toMatchObject({ name: 'one', companions: [{ name: 'postgres', backup: { form: 'dump' } }] });
    await on.sql('shop', 'DROP TABLE goods; CREATE TABLE later(id int)');
    expect((await on.change('shop', 'postgres', 'restore', '--backup-name', 'one')).code).toBe(2);
    const restored = await on.change('shop', 'postgres', 'restore', '--backup-name', 'one', '--yes', 'yes', '--json');
    expect(restored.json()).toMatchObject({ backup: 'one', safetyBackup: expect.stringMatching(/^before-restore-/) });
    expect(await on.sql('shop', 'SELECT count(*) FROM goods')).toBe('1000');
    // The restore leaves no database behind, and the safety backup holds the replaced rows.
    expect(await on.sql('shop', "SELECT count(*) FROM pg_database WHERE datname LIKE 'app_%'")).toBe('0');
    const { safetyBackup } = restored.json() as { safetyBackup: string };
    const undone = await on.change('shop', 'postgres', 'restore', '--backup-name', safetyBackup, '--yes', 'yes');
    expect(undone.code).toBe(0);
    expect(await on.sql('shop', "SELECT to_regclass('later') IS NOT NULL, to_regclass('goods') IS NULL")).toBe('t|t');
    await on.change('shop', 'postgres', 'restore', '--backup-name', 'one', '--yes', 'yes');
  });

  test('a dump that was changed › refused before anything is touched', async () => {
    await on.change('shop', 'postgres', 'backup', '--backup-name', 'broken');
    const file = join(on.folder('shop'), 'companions/postgres/backups/broken.dump');
    const bytes = readFileSync(file);
    bytes[bytes.length - 5] = (bytes[bytes.length - 5] ?? 0) ^ 255;
    writeFileSync(file, bytes);
    const refused = await on.change('shop', 'postgres', 'restore', '--backup-name', 'broken', '--yes', 'yes', '--json');
    expect(refused.code).toBe(1);
    expect(refused.json()).toMatchObject({ error: { code: 'BACKUP_DAMAGED' } });
    expect(await on.sql('shop', 'SELECT count(*) FROM goods')).toBe('1000');
    expect(await on.change('shop', 'postgres', 'restore', '--backup-name', 'nothing', '--yes', 'yes')).toMatchObject({
      code: 3,
    });
  });

  test('stop and start of the tenant › takes its service along; alone it stops and starts too', async () => {
    const state = async () => (await on.companions('shop'))[0]?.state;
    expect((await on.run('stop', '--client-id', 'shop')).code).toBe(0);
    expect(await state()).toBe('stopped');
    expect((await on.run('start', '--client-id', 'shop')).code).toBe(0);
    expect(await state()).toBe('running');
    expect((await on.change('shop', 'postgres', 'stop', '--json')).json()).toMatchObject({ state: 'stopped' });
    expect((await on.change('shop', 'postgres', 'stop', '--json')).json()).toMatchObject({ changed: false });
    const backup = await on.change('shop', 'postgres', 'backup', '--json');
    expect(backup.json()).toMatchObject({ error: { code: 'NOT_RUNNING' } });
    expect((await on.change('shop', 'postgres', 'start')).code).toBe(0);
    expect(await on.sql('shop', 'SELECT count(*) FROM goods')).toBe('1000');
  });

  test('a move of the tenant › refused with how to remove its service and keep the data', async () => {
    const { code, stderr } = await on.run('move-client', '--client-id', 'shop', '--engine', 'elsewhere');
    expect([code, stderr]).toEqual([2, expect.stringContaining('shop has PostgreSQL beside it')]);
    expect(stderr).toContain('The data is kept in a backup.');
    expect(stderr).toContain('--action companions --client-id shop --companion postgres --change remove');
  });

  test('another program on its port › the tenant starts, and the exit code is 1 with the port in a sentence', async () => {
    const port = Number(on.variables('shop').POSTGRES_PORT);
    await on.run('stop', '--client-id', 'shop');
    const other = createServer().listen(port, '127.0.0.1');
    onTestFinished(() => void other.close());
    const started = await on.run('start', '--client-id', 'shop');
    expect(started.code).toBe(1);
    expect(started.stderr).toContain(`PostgreSQL of shop could not start: port ${port} is already in use by`);
    await new Promise((resolve) => other.close(resolve));
    expect((await on.run('start', '--client-id', 'shop')).code).toBe(0);
  });

  test('its record is damaged › listed with the way out; created again it has its port, password and rows', async () => {
    const before = on.variables('shop');
    writeFileSync(join(on.folder('shop'), 'companions/postgres/companion.json'), '{"format":');
    expect(await on.companions('shop')).toMatchObject([
      { state: 'unhealthy', problem: { code: 'RECORD_UNREADABLE', fix: expect.stringContaining('Create PostgreSQL') } },
    ]);
    expect((await on.make('shop', 'redis,postgres')).code).toBe(0);
    expect(on.variables('shop')).toEqual(before);
    expect(await on.sql('shop', 'SELECT count(*) FROM goods')).toBe('1000');
  });

  test('its server was killed › reported as a crash, and starts with its rows', async () => {
    const { running } = JSON.parse(
      readFileSync(join(on.folder('shop'), 'companions/postgres/companion.json'), 'utf8'),
    ) as { running: { pid: number } };
    process.kill(running.pid, 'SIGKILL');
    await expect.poll(async () => (await on.companions('shop'))[0]?.problem?.code).toBe('CRASHED');
    expect((await on.change('shop', 'postgres', 'start')).code).toBe(0);
    expect(await on.sql('shop', 'SELECT count(*) FROM goods')).toBe('1000');
  });

  test('export › writes both files into a folder, and replaces no file of somebody else', async () => {
    const folder = join(home.path, 'project');
    await mkdir(folder);
    const out = await on.run('companions', '--client-id', 'shop', '--export', folder, '--json');
    expect(out.json()).toEqual({ client: 'shop', written: [join(folder, '.env'), join(folder, 'compose.yaml')] });
    expect(statSync(join(folder, '.env')).mode & MODE).toBe(0o600);
    writeFileSync(join(folder, '.env'), 'OWN=1\n');
    expect((await on.run('companions', '--client-id', 'shop', '--export', folder)).code).toBe(2);
    expect(readFileSync(join(folder, '.env'), 'utf8')).toBe('OWN=1\n');
  });

  test('destroy and undo › removed with the tenant, and recovered with its rows', async () => {
    expect((await on.run('destroy-client', '--client-id', 'shop', '--yes', 'yes')).code).toBe(0);
    expect(existsSync(join(home.path, 'port-registry.json'))).toBe(false);
    expect((await on.run('undo-destroy', '--client-id', 'shop')).code).toBe(0);
    expect(await on.sql('shop', 'SELECT count(*) FROM goods')).toBe('1000');
  });

  test('remove › backs it up, frees its port; a new one is filled from that backup', async () => {
    const removed = (await on.change('shop', 'postgres', 'remove', '--yes', 'yes', '--json')).json();
    const { backup } = removed as { backup: string };
    expect(await on.companions('shop')).toEqual([]);
    expect(Object.values(registry()).map(({ owner }) => owner)).toEqual(['shop']);
    expect(on.variables('shop').DATABASE_URL).toBeUndefined();
    await on.make('shop', 'redis,postgres');
    await on.change('shop', 'postgres', 'restore', '--backup-name', backup, '--yes', 'yes');
    expect(await on.sql('shop', 'SELECT count(*) FROM goods')).toBe('1000');
  });

  test.each([
    ['an unknown name', 'redis,mongo', /"mongo" is not a service of this app\. Choose from redis, postgres, minio/],
    ['a name twice', 'redis,postgres,redis', /"redis" is named twice/],
    ['without redis', 'postgres', /redis is missing/],
    ['an empty list', ',', /the list is empty/],
    ['an empty name', 'redis,,postgres', /a name between two commas is empty/],
  ])('%s › exit code 2 with a sentence, and nothing is made', async (_, resources, message) => {
    const { code, stderr } = await on.run('create-client-env', '--client', 'none', '--resources', resources);
    expect([code, existsSync(on.folder('none'))]).toEqual([2, false]);
    expect(stderr).toMatch(message);
  });

  test('a tenant that exists with another runtime › exit code 2', async () => {
    const flags = ['--client', 'shop', '--resources', 'redis', '--runtime', 'docker'];
    const { code, stderr } = await on.run('create-client-env', ...flags);
    expect(code).toBe(2);
    expect(stderr).toContain('shop exists already and runs with Process, not with Docker.');
  });

  test('a project file › up creates its resources, down --remove yes destroys them; an unknown one is refused', async () => {
    const folder = join(home.path, 'repository');
    await mkdir(folder);
    const write = (file: object) => writeFileSync(join(folder, 'vrooli-redis.json'), JSON.stringify(file));
    write({ tenant: 'repo', resources: ['mongo'] });
    const refused = await on.run('up', '--folder', folder);
    expect([refused.code, existsSync(on.folder('repo'))]).toEqual([2, false]);
    expect(refused.stderr).toContain('resources of vrooli-redis.json cannot be used: "mongo" is not a service');
    write({ tenant: 'repo', resources: ['postgres'] });
    const up = await on.run('up', '--folder', folder, '--json');
    expect(up.code).toBe(0);
    expect(up.json()).toMatchObject({ client: 'repo', companions: [{ name: 'postgres', state: 'running' }] });
    expect(await on.sql('repo', 'SELECT 1')).toBe('1');
    expect((await on.run('down', '--folder', folder)).code).toBe(0);
    expect((await on.companions('repo'))[0]?.state).toBe('stopped');
    expect((await on.run('down', '--folder', folder, '--remove', 'yes', '--yes', 'yes')).code).toBe(0);
    expect(existsSync(on.folder('repo'))).toBe(false);
  });

  test('a service that the tenant lacks › exit code 3, with the line that creates it', async () => {
    const { code, stderr } = await on.run('companions', '--client-id', 'shop', '--companion', 'minio');
    expect(code).toBe(3);
    expect(stderr).toContain('shop has no minio. Create it: --action create-client-env --client shop');
  });

  test.each([
    [['--change', 'stop'], '--change needs --companion'],
    [['--companion', 'postgres', '--change', 'restore'], '--change restore needs --backup-name'],
    [['--companion', 'postgres', '--backup-name', 'one'], '--backup-name is for --change backup or restore'],
    [['--companion', 'postgres', '--export', '/tmp'], '--export is given alone'],
  ])('flags %j › exit code 2 and the sentence', async (flags, message) => {
    const { code, stderr } = await on.run('companions', '--client-id', 'shop', ...flags);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
