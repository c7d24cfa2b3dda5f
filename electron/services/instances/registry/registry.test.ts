import { existsSync, mkdirSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fakeRuntime, someEntry } from '../../../../test/support/fake-runtime.ts';
import { CONTAINERS, PROGRAMS } from '../../../../test/support/runtime-kinds.ts';
import { environmentOf, place } from '../../../../test/support/some-instance.ts';
import { onlyFiles } from '../../../../test/support/some-operations.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { undoAll } from '../../operations/undo/undo.ts';
import { instancePaths } from '../../platform/home/paths.ts';
import type { PortRegistry } from '../../ports/port-registry.ts';
import { createAdoption } from './adopt-main.ts';
import { createCatalogue } from './catalogue.ts';
import { makeFolders, missingFolders } from './folders.ts';
import { noLimits } from './instance-record.ts';
import { beyondThisComputer, requireOwnAddress } from './main-address.ts';
import { type MainRecord, mainRecordNow, writeMainRecord } from './main-record.ts';
import { tlsHere, withOwnAddress } from './own-address.ts';
import { placementOf } from './placement.ts';
import { recordedEngine, withRecordedMain } from './recorded-environment.ts';
import { registerPort } from './register-port.ts';
import { instanceNames, instanceSpec } from './spec.ts';
import { writeTenant } from './tenant-record.ts';

const engine = { host: 'unix:///var/run/docker.sock', tls: false, certificates: null };
const plain = { runtime: CONTAINERS, port: 6390, image: 'redis:8', installed: true } as const satisfies MainRecord;
const noMounts = { data: null, config: null, logs: null };

describe('folders › undo entries', () => {
  test('a new instance › removing the topmost missing folders leaves no trace', async () => {
    const home = temporaryFolder();
    const paths = instancePaths(environmentOf(home), 'acme');
    const entries = missingFolders(paths);
    expect(entries).toEqual([{ type: 'folder', path: join(home, 'clients') }]);
    makeFolders(paths);
    expect([paths.data, paths.config, paths.logs, paths.backups].every((path) => existsSync(path))).toBe(true);
    expect(statSync(paths.data).mode & 0o777).toBe(0o700);
    await undoAll(entries, onlyFiles);
    expect(readdirSync(home)).toEqual([]);
  });

  test('some folders exist › they stay, with their content', async () => {
    const home = temporaryFolder();
    const paths = instancePaths(environmentOf(home), 'main');
    place(join(paths.data, 'dump.rdb'), 'REDIS');
    const entries = missingFolders(paths);
    makeFolders(paths);
    await undoAll(entries, onlyFiles);
    expect(readdirSync(paths.root)).toEqual(['data']);
    expect(readdirSync(paths.data)).toEqual(['dump.rdb']);
  });

  test('all folders exist › no entry', () => {
    const paths = instancePaths(environmentOf(temporaryFolder()), 'main');
    makeFolders(paths);
    expect(missingFolders(paths)).toEqual([]);
  });

  test('a folder is a link to a missing folder › it counts as existing', () => {
    const paths = instancePaths(environmentOf(temporaryFolder()), 'main');
    makeFolders({ ...paths, data: paths.logs });
    symlinkSync('/nowhere', paths.data);
    expect(missingFolders(paths)).toEqual([]);
  });
});

describe('placement', () => {
  const paths = instancePaths(environmentOf('/home/x/.vrooli'), 'main');
  const options = { protectedMode: 'yes', password: null, publishOn: undefined } as const;

  test.each([
    [undefined, ['127.0.0.1']],
    ['127.0.0.1', ['127.0.0.1']],
    ['0.0.0.0', ['0.0.0.0']],
    ['192.168.0.7', ['127.0.0.1', '192.168.0.7']],
  ])('a process that listens on %s › binds %j', (publishOn, bind) => {
    expect(placementOf(PROGRAMS, paths, 6390, { ...options, publishOn })).toEqual({
      bind,
      port: 6390,
      protectedMode: 'yes',
      dir: paths.data,
      logfile: paths.logFile,
      pidfile: paths.pidFile,
    });
  });

  test('a container › has the paths and the port inside, whatever is published', () => {
    expect(placementOf(CONTAINERS, paths, 6390, { ...options, publishOn: '0.0.0.0' })).toEqual({
      bind: ['0.0.0.0'],
      port: 6379,
      protectedMode: 'no',
      dir: '/data',
      logfile: '/var/log/redis/redis.log',
      pidfile: '/tmp/redis.pid',
    });
  });

  test('a container with a password › keeps its protected mode', () => {
    expect(placementOf(CONTAINERS, paths, 6390, { ...options, password: 'x' }).protectedMode).toBe('yes');
  });
});

describe('spec', () => {
  const environment = environmentOf('/home/x/.vrooli', { REDIS_CLIENT_PREFIX: 'shop', REDIS_CONTAINER_NAME: 'cache' });
  const record = { port: 6390, image: 'redis:8', limits: noLimits };
  const specOf = (id: string, change: Partial<Parameters<typeof instanceSpec>[3]> = {}) =>
    instanceSpec(environment, id, instancePaths(environment, id), { ...record, ...change });

  test('names › are those of the environment, as the older scripts made them', () => {
    expect(instanceNames(environment, 'main')).toEqual({ container: 'cache', network: 'vrooli-resources' });
    expect(instanceNames(environment, 'acme')).toEqual({ container: 'shop-acme', network: 'vrooli-acme-network' });
  });

  test('a record with names › they win', () => {
    expect(specOf('acme', { container: 'old', network: 'older' })).toMatchObject({
      container: 'old',
      network: 'older',
    });
  });

  test('a tenant › has labels and candidates for its own subnet, main has none', () => {
    expect(specOf('acme').labels).toEqual({ 'vrooli.client': 'acme', 'vrooli.resource': 'redis' });
    expect(specOf('main').labels).toEqual({ 'vrooli.resource': 'redis' });
    expect(specOf('main').subnets).toEqual([]);
    expect(specOf('acme').subnets.length).toBeGreaterThan(1);
  });

  test('the subnets of a tenant › are the same every time, private, and differ between tenants', () => {
    const subnets = specOf('acme').subnets;
    expect(specOf('acme').subnets).toEqual(subnets);
    expect(new Set(subnets).size).toBe(subnets.length);
    expect(subnets.every((subnet) => /^(10|172|192)\.\d+\.\d+\.\d+\/\d+$/.test(subnet))).toBe(true);
    expect(specOf('beta').subnets).not.toEqual(subnets);
  });

  test('closed to other computers › the field is omitted, open › it is set', () => {
    expect(specOf('acme', { outgoing: false })).not.toHaveProperty('outgoing');
    expect(specOf('acme', { outgoing: true })).toMatchObject({ outgoing: true });
    expect(specOf('acme')).not.toHaveProperty('publishOn');
    expect(specOf('acme', { publishOn: '192.168.0.7' })).toMatchObject({ publishOn: '192.168.0.7' });
  });
});

describe('own address', () => {
  const tls = { ca: '/usr/local/etc/redis/tls/ca.crt', cert: null, key: '/run/secrets/key', passphrase: null };
  const entry = someEntry('main', { runtime: CONTAINERS });
  const none = { tls: null, socket: null, renamed: {} };

  test('no special settings › the entry is unchanged', () => {
    expect(withOwnAddress(entry, none, '/conf')).toBe(entry);
    expect(withOwnAddress(entry, null, '/conf')).toBe(entry);
    const unpublished = { ...entry, address: null };
    expect(withOwnAddress(unpublished, { ...none, socket: '/s' }, '/conf')).toBe(unpublished);
  });

  test('renamed commands › belong to the address of any runtime', () => {
    const renamed = { CONFIG: 'secret-config' };
    for (const runtime of [CONTAINERS, PROGRAMS] as const)
      expect(withOwnAddress(someEntry('main', { runtime }), { ...none, renamed }, '/conf').address).toMatchObject({
        renamed,
      });
  });

  test('TLS in a container › its files are those on this computer', () => {
    expect(tlsHere(tls, '/conf')).toEqual({
      ca: '/conf/tls/ca.crt',
      cert: null,
      key: '/run/secrets/key',
      passphrase: null,
    });
    expect(withOwnAddress(entry, { ...none, tls }, '/conf').address).toMatchObject({ tls: { ca: '/conf/tls/ca.crt' } });
  });

  test('a Unix socket in a container › wins over TLS', () => {
    const { address } = withOwnAddress(entry, { ...none, tls, socket: '/data/redis.sock' }, '/conf');
    expect(address).toMatchObject({ path: '/data/redis.sock' });
    expect(address).not.toHaveProperty('tls');
  });

  test('a process › knows its own TLS and socket already', () => {
    const process = someEntry('main');
    expect(withOwnAddress(process, { ...none, tls, socket: '/s' }, '/conf')).toBe(process);
  });
});

describe('main address', () => {
  const other = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .find(({ internal, family }) => !internal && family === 'IPv4')?.address;

  test.each(['127.0.0.1', '127.0.1.1', '::1', '0.0.0.0', '::', ...(other ? [other] : [])])(
    '%s › is allowed',
    (address) => {
      expect(requireOwnAddress(address)).toBe(address);
    },
  );

  test('an address of another computer › BAD_VALUE names the own ones', () => {
    expect(() => requireOwnAddress('192.0.2.1')).toThrow(
      /REDIS_BIND: "192\.0\.2\.1" is not an address of this computer \(/,
    );
  });

  test.each([
    ['127.0.0.1', '', null],
    ['::1', '', null],
    ['0.0.0.0', '', /can read and change all data/],
    ['192.168.0.7', 'secret', /and knows the password can use it/],
  ])('%s with the password %j › warns: %s', (address, password, expected) => {
    const warning = beyondThisComputer(address, password);
    if (expected === null) expect(warning).toBeNull();
    else expect(warning).toMatch(expected);
  });
});

describe('recorded environment', () => {
  test('no record › the variables of the shell apply', () => {
    const given = environmentOf(temporaryFolder(), { REDIS_DATA_DIR: '/srv/data', REDIS_CONTAINER_NAME: 'cache' });
    const environment = withRecordedMain(given);
    expect(environment.mainFolders).toEqual({ data: '/srv/data', config: null, logs: null });
    expect(environment.naming.mainContainer).toBe('cache');
  });

  test('main is installed › its record wins over the shell, at every access', async () => {
    const home = temporaryFolder();
    const environment = withRecordedMain(
      environmentOf(home, { REDIS_DATA_DIR: '/srv/new', REDIS_NETWORK_NAME: 'new' }),
    );
    await writeMainRecord(home, {
      ...plain,
      folders: { data: '/srv/old', config: null, logs: '/var/log' },
      container: 'old',
    });
    expect(environment.mainFolders).toEqual({ data: '/srv/old', config: null, logs: '/var/log' });
    expect(environment.naming).toMatchObject({ mainContainer: 'old', mainNetwork: 'new' });
    expect(instancePaths(environment, 'main').data).toBe('/srv/old');
    await writeMainRecord(home, { ...plain, folders: { data: null, config: null, logs: null } });
    expect(instancePaths(environment, 'main').data).toBe(join(home, 'redis/data'));
  });

  test('main is uninstalled and its data kept › a new installation reuses it, unless a variable names a folder', async () => {
    const home = temporaryFolder();
    const folders = { data: '/srv/kept', config: '/srv/conf', logs: null };
    await writeMainRecord(home, { ...plain, installed: false, folders });
    expect(withRecordedMain(environmentOf(home)).mainFolders).toEqual(folders);
    const other = withRecordedMain(environmentOf(home, { REDIS_DATA_DIR: '/srv/other' }));
    expect(other.mainFolders).toEqual({ ...folders, data: '/srv/other' });
  });

  test('no usable main record › the record of its process leads to redis.conf, and that to the folders', () => {
    const home = temporaryFolder();
    const outside = temporaryFolder();
    const configFile = place(
      join(outside, 'conf/redis.conf'),
      `dir ${outside}/data\nlogfile ${outside}/log/redis.log\n`,
    );
    place(
      join(home, 'redis/desktop/processes/main.json'),
      JSON.stringify({ id: 'main', program: 'x', configFile, running: null }),
    );
    expect(withRecordedMain(environmentOf(home)).mainFolders).toEqual({
      config: join(outside, 'conf'),
      data: join(outside, 'data'),
      logs: join(outside, 'log'),
    });
  });

  test('the engine › is that of main, else that of a tenant', async () => {
    const home = temporaryFolder();
    const environment = environmentOf(home);
    expect(recordedEngine({ home })).toBeNull();
    mkdirSync(join(home, 'clients/acme'), { recursive: true });
    const other = { ...engine, host: 'tcp://10.0.0.1:2375' };
    const tenant = {
      ...plain,
      limits: noLimits,
      container: null,
      network: null,
      created: null,
      group: null,
      notes: null,
      branch: null,
    };
    await writeTenant(environment, 'acme', { ...tenant, engine: other });
    expect(recordedEngine({ home })).toEqual(other);
    await writeMainRecord(home, { ...plain, engine });
    expect(recordedEngine({ home })).toEqual(engine);
    await writeMainRecord(home, { ...plain, engine, installed: false });
    expect(recordedEngine({ home })).toEqual(other);
  });
});

describe('adoption of main', () => {
  const adopting = async (
    change: Partial<MainRecord>,
    found: Partial<Parameters<ReturnType<typeof createAdoption>>[0]>,
  ) => {
    const home = temporaryFolder();
    const environment = environmentOf(home);
    await writeMainRecord(home, { ...plain, ...change });
    const entry = someEntry('main', { runtime: CONTAINERS, publishedOn: '127.0.0.1' });
    const paths = instancePaths(environment, 'main');
    await createAdoption(environment)({ entry, unreachable: null, paths, ...found }, engine);
    return mainRecordNow(home);
  };

  test('a record of an earlier version › gets the facts of its container', async () => {
    expect(await adopting({}, {})).toMatchObject({
      folders: { data: null, config: null, logs: null },
      container: 'vrooli-client-main',
      network: 'vrooli-main-network',
      publishOn: '127.0.0.1',
      engine,
    });
  });

  test('no container now › the names of the environment', async () => {
    expect(await adopting({}, { entry: null })).toMatchObject({
      container: 'vrooli-redis-resource',
      network: 'vrooli-resources',
    });
  });

  test('the engine has moved › only its address changes', async () => {
    const old = { ...engine, host: 'unix:///old.sock' };
    const folders = { data: '/srv/data', config: null, logs: null };
    expect(await adopting({ folders, container: 'c', network: 'n', engine: old }, {})).toMatchObject({
      folders,
      engine,
    });
  });

  test.each<[string, Partial<MainRecord>, Partial<Parameters<ReturnType<typeof createAdoption>>[0]>]>([
    ['the record is complete', { folders: noMounts, engine }, {}],
    ['the engine is unreachable', {}, { unreachable: new Error('x') }],
    ['the entry is of the other runtime', {}, { entry: someEntry('main', { runtime: PROGRAMS }) }],
    ['main is uninstalled', { installed: false }, {}],
  ])('%s › nothing is written', async (_, change, found) => {
    expect(await adopting(change, found)).toEqual({ ...plain, ...change });
  });
});

describe('port registry of an instance', () => {
  test.each([
    ['running', [someEntry('main')], ['enter main 6500 running']],
    ['stopped', [someEntry('main', { state: 'stopped' })], ['enter main 6500 stopped']],
    ['removed', [], ['release main']],
  ] as const)('%s › %j', async (_, entries, expected) => {
    const environment = environmentOf(temporaryFolder());
    const runtimes = { docker: fakeRuntime(CONTAINERS), process: fakeRuntime(PROGRAMS, entries) };
    const calls: string[] = [];
    const ports = {
      enter: async (...args: unknown[]) => void calls.push(['enter', ...args].join(' ')),
      release: async (id: string) => void calls.push(`release ${id}`),
    } as unknown as PortRegistry;
    await registerPort(ports, createCatalogue(environment, runtimes), 'main');
    expect(calls).toEqual(expected);
  });
});
