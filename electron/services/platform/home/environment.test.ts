import { chownSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { deadPid } from '../../../../test/support/dead-pid.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { identifyProcess, isSameProcess } from '../process/process-identity.ts';
import { timeStamp } from '../time/time-stamp.ts';
import { pruneEmptyFolders } from './empty-folders.ts';
import { readEnvironment } from './environment.ts';
import { instancePaths, outsideLayout, shownPath } from './paths.ts';

const refused = (field: string) =>
  expect.objectContaining({ code: 'BAD_VALUE', data: expect.objectContaining({ field }) });

describe('environment', () => {
  test('empty variables › are like missing ones', () => {
    const empty = Object.fromEntries(
      ['VROOLI_HOME', 'REDIS_PORT', 'REDIS_MAX_MEMORY', 'REDIS_BIND', 'REDIS_DATA_DIR', 'REDIS_PERSISTENCE'].map(
        (name) => [name, ''],
      ),
    );
    const { given, ...values } = readEnvironment(empty);
    const { given: none, ...defaults } = readEnvironment({});
    expect(values).toEqual(defaults);
    expect([given.size, none.size]).toEqual([0, 0]);
    expect(values.home).toBe(join(homedir(), '.vrooli'));
  });

  test('sudo in the home of its caller › is refused, there or in a folder to be made; elsewhere it is not', (context) => {
    if (process.geteuid?.() !== 0) context.skip('sudo runs commands as root');
    const home = temporaryFolder();
    const by = (uid: string, folder: string) => () =>
      readEnvironment({ VROOLI_HOME: folder, SUDO_UID: uid, SUDO_USER: 'dev' });
    expect(by('1234', home)).not.toThrow();
    chownSync(home, 1234, 1234);
    for (const folder of [home, join(home, 'new/.vrooli')]) expect(by('1234', folder)).toThrow(refused('sudo'));
    expect(by('1234', home)).toThrow(/ belongs to dev, and sudo runs this command as root: .* Run it without sudo\.$/);
    expect(by('1235', home)).not.toThrow();
    expect(() => readEnvironment({ VROOLI_HOME: home })).not.toThrow();
  });

  test('only own variables › count as given', () => {
    expect(
      [...readEnvironment({ REDIS_PORT: '7000', VROOLI_HOME: '/h', PATH: '/bin', MY_REDIS_PORT: '1' }).given].sort(),
    ).toEqual(['REDIS_PORT', 'VROOLI_HOME']);
  });

  test.each([
    ['REDIS_PORT', ['0', '65536', '-1', '6380.5', '1e3', 'x', ' 6380']],
    ['REDIS_CLIENT_PORT_END', ['6380', '65536']],
    ['REDIS_READY_TIMEOUT', ['0', '3601']],
    ['REDIS_DATABASES', ['0', '1000001']],
    ['REDIS_MAX_MEMORY', ['lots', '-1', '1.5gb', '2tb', '1', '512']],
    ['REDIS_MAX_MEMORY_POLICY', ['lru', 'ALLKEYS-LRU']],
    ['REDIS_PERSISTENCE', ['all', 'RDB']],
    ['REDIS_PROTECTED_MODE', ['true', 'Yes']],
    ['REDIS_SAVE_INTERVALS', ['900', '0 1', '900 -1', '900 x', '""']],
    ['REDIS_BIND', ['localhost', '*', '127.0.0.1 ::1', '1.2.3']],
    ['REDIS_CONTAINER_NAME', ['-x', 'a b', 'a/b', '../x', 'ä']],
    ['REDIS_LOGLEVEL', ['info', '']],
  ] as const)('%s › invalid values › are refused with the name of the variable', (name, values) => {
    for (const value of values) {
      if (value === '') expect(() => readEnvironment({ [name]: value })).not.toThrow();
      else expect(() => readEnvironment({ [name]: value }), value).toThrow(refused(name));
    }
  });

  test('a file with Windows line ends › leaves no carriage return in a value', () => {
    const { home, mainPort, defaults, naming } = readEnvironment({
      VROOLI_HOME: '/h\r',
      REDIS_PORT: '7000\r',
      REDIS_PASSWORD: 'p\r',
      REDIS_CONTAINER_NAME: 'c\r\r',
    });
    expect([home, mainPort, defaults.password, naming.mainContainer]).toEqual(['/h', 7000, 'p', 'c']);
  });

  test('a size with blanks › is used without them, since Redis would refuse it', () => {
    expect(readEnvironment({ REDIS_MAX_MEMORY: ' 1gb ' }).defaults.maxMemory).toBe('1gb');
  });

  test('save points with more blanks › are joined by one', () => {
    expect(readEnvironment({ REDIS_SAVE_INTERVALS: ' 900  1\t300 10 ' }).defaults.saveIntervals).toBe('900 1 300 10');
  });

  test('the range of tenants › one port is enough, and its end may not come first', () => {
    expect(readEnvironment({ REDIS_CLIENT_PORT_START: '7000', REDIS_CLIENT_PORT_END: '7000' }).tenantPorts).toEqual({
      start: 7000,
      end: 7000,
    });
    expect(() => readEnvironment({ REDIS_CLIENT_PORT_START: '7000', REDIS_CLIENT_PORT_END: '6999' })).toThrow(
      refused('REDIS_CLIENT_PORT_END'),
    );
  });

  test('relative folders › are resolved, so that a later change of the working directory does not move them', () => {
    const { home, mainFolders } = readEnvironment({ VROOLI_HOME: 'rel', REDIS_DATA_DIR: './d' });
    expect([home, mainFolders.data, mainFolders.logs]).toEqual([
      join(process.cwd(), 'rel'),
      join(process.cwd(), 'd'),
      null,
    ]);
  });
});

describe('paths', () => {
  test('main and a tenant › have separate folders, and chosen folders are for main only', () => {
    const environment = readEnvironment({ VROOLI_HOME: '/h', REDIS_DATA_DIR: '/data', REDIS_LOG_DIR: '/logs' });
    expect(instancePaths(environment, 'main')).toMatchObject({
      root: '/h/redis',
      data: '/data',
      configFile: '/h/redis/config/redis.conf',
      logFile: '/logs/redis.log',
    });
    expect(instancePaths(environment, 'acme')).toMatchObject({
      root: '/h/clients/acme/redis',
      data: '/h/clients/acme/redis/data',
      logs: '/h/clients/acme/redis/logs',
    });
    expect(instancePaths(environment, 'main')).toBe(instancePaths(environment, 'main'));
  });

  test('folders changed by the record of main › are used from then on', () => {
    const environment = { ...readEnvironment({ VROOLI_HOME: '/h' }) };
    const before = instancePaths(environment, 'main');
    const changing = environment as { mainFolders: typeof environment.mainFolders };
    changing.mainFolders = { data: '/elsewhere', config: null, logs: null };
    expect([before.data, instancePaths(environment, 'main').data]).toEqual(['/h/redis/data', '/elsewhere']);
  });

  test('folders for the record › the usual ones, also written differently, are left out', () => {
    expect(outsideLayout('/h', { data: '/h/redis/data/', config: '/h/redis/../redis/config', logs: '/other' })).toEqual(
      { data: null, config: null, logs: '/other' },
    );
  });

  test('a path for people › begins with ~ only inside of the home folder', () => {
    const own = homedir();
    expect([shownPath(own), shownPath(`${own}/a`), shownPath(`${own}-other/a`), shownPath('/a/../b')]).toEqual([
      '~',
      '~/a',
      `${own}-other/a`,
      '/b',
    ]);
  });

  test('empty folders of a home › are removed, and one with a file stays', async () => {
    const home = temporaryFolder();
    for (const name of ['redis/desktop/locks', 'redis/desktop/journal', 'clients'])
      mkdirSync(join(home, name), { recursive: true });
    writeFileSync(join(home, 'redis/desktop/journal/x'), '');
    await pruneEmptyFolders(home);
    expect(
      ['redis/desktop/locks', 'clients', 'redis/desktop/journal'].map((name) => existsSync(join(home, name))),
    ).toEqual([false, false, true]);
    await pruneEmptyFolders(join(home, 'none'));
  });
});

describe('processes and times', () => {
  test('a process › is the same only with its start time, and a dead one is none', async () => {
    const own = await identifyProcess(process.pid);
    expect(own?.pid).toBe(process.pid);
    expect(await isSameProcess({ pid: process.pid, began: own?.began ?? null })).toBe(true);
    expect(await isSameProcess({ pid: process.pid, began: '1' })).toBe(false);
    expect(await isSameProcess({ pid: process.pid, began: null })).toBe(true);
    expect(await identifyProcess(deadPid())).toBeNull();
    for (const pid of [0, -1, 2 ** 31, Number.NaN]) expect(await identifyProcess(pid), String(pid)).toBeNull();
  });

  test('a time stamp › is local, and sorts like the time', () => {
    expect(timeStamp(new Date('2026-01-02T03:04:05'))).toBe('20260102-030405');
    const times = [9, 10, 99].map((minutes) => timeStamp(new Date(2026, 8, 30, 0, minutes)));
    expect(times).toEqual([...times].sort());
  });
});
