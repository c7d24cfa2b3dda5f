import { chmodSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CONTAINERS, PROGRAMS } from '../../../../test/support/runtime-kinds.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import type { SettingDefaults } from '../../platform/home/environment.ts';
import { aclFile, needsPassword } from './acl-users.ts';
import { createConfCache } from './conf-cache.ts';
import { type ConfPlace, confPlaceOf, confPlaceOfFile, pathHere, serverPath } from './conf-place.ts';
import { modeOf, persistenceOf, switchesFor } from './persistence-mode.ts';
import { directiveValue, parseRedisConf } from './redis-conf.ts';
import { configuredSettings, masterOf, renamedCommands, settingsOf } from './server-settings.ts';
import { newRedisConf, type Placement, placeRedisConf } from './template.ts';
import { publishedTls, whyNoPlainPort } from './tls-place.ts';

const here = confPlaceOfFile('/nowhere/redis.conf');
const settings = (text: string, place: ConfPlace = here) => settingsOf(parseRedisConf(text), place);

describe('how a client reaches a server', () => {
  test('bind › the local address that it listens on', () => {
    const host = (bind: string) => settings(`bind ${bind}\n`).host;
    expect(settings('port 1\n').host).toBe('127.0.0.1');
    expect(['* -::*', '0.0.0.0', '10.0.0.5 127.0.0.1', '-127.0.0.1', 'localhost'].map(host)).toEqual(
      ['*', '0', '1', '2', '3'].map(() => '127.0.0.1'),
    );
    expect(['::1', '-::1', '::', '::*', '10.0.0.5 ::1'].map(host)).toEqual(['1', '2', '3', '4', '5'].map(() => '::1'));
    expect(['10.0.0.5', '-10.0.0.5 10.0.0.6'].map(host)).toEqual(['10.0.0.5', '10.0.0.5']);
  });

  test('port, TLS port and socket › the first of them that leads to the server', () => {
    const reached = (text: string) => {
      const { port, tls, socket } = settings(text);
      return { port, tls: tls !== null, socket };
    };
    expect(reached('port 1\ntls-port 2\nunixsocket /s\n')).toEqual({ port: 1, tls: false, socket: null });
    expect(reached('port 0\ntls-port 2\nunixsocket /s\n')).toEqual({ port: 2, tls: true, socket: null });
    expect(reached('port 0\nunixsocket /s\n')).toEqual({ port: null, tls: false, socket: '/s' });
    expect(reached('port 0\nunixsocket s\n')).toMatchObject({ socket: '/nowhere/s' });
    expect(reached('port 0\n')).toEqual({ port: null, tls: false, socket: null });
  });

  test('an impossible port › has no port, and the problem names the line', () => {
    for (const value of ['70000', '-1', '1e3', 'x', '""', '123456', ' ']) {
      const { port, problem } = settings(`# a\nport ${value}\n`);
      expect(port, value).toBeNull();
      expect(problem, value).toContain('redis.conf, line 2, says port');
    }
    expect(settings('port 65535\n')).toMatchObject({ port: 65_535, problem: null });
    expect(settings('port 1\ntls-port 65536\n').problem).toContain('line 2, says tls-port 65536');
    expect(settings('port 0\n').problem).toContain('would not listen at all');
  });

  test('TLS files › of the server as a client, then its own, and none where it asks for none', () => {
    const base = 'port 0\ntls-port 1\ntls-ca-cert-file ca\ntls-cert-file c\ntls-key-file k\ntls-key-file-pass p\n';
    expect(settings(base).tls).toEqual({ ca: 'ca', cert: 'c', key: 'k', passphrase: 'p' });
    expect(settings(`${base}tls-client-cert-file cc\ntls-client-key-file ck\n`).tls).toEqual({
      ca: 'ca',
      cert: 'cc',
      key: 'ck',
      passphrase: null,
    });
    for (const word of ['no', 'OPTIONAL'])
      expect(settings(`${base}tls-auth-clients ${word}\n`).tls).toEqual({
        ca: 'ca',
        cert: null,
        key: null,
        passphrase: null,
      });
  });

  test('renamed commands › in any case, the last line counts, and a name of Object is a name', () => {
    const renamed = renamedCommands(
      parseRedisConf(
        'rename-command config c1\nrename-command CONFIG c2\nrename-command keys ""\nrename-command constructor x\n',
      ),
    );
    expect(Object.entries(renamed)).toEqual([
      ['CONFIG', 'c2'],
      ['KEYS', ''],
      ['CONSTRUCTOR', 'x'],
    ]);
  });

  test('a master › of any name; "no one" and half an address are none', () => {
    const master = (text: string) => masterOf(parseRedisConf(text));
    expect(master('replicaof 10.0.0.1 6379\n')).toEqual({ host: '10.0.0.1', port: 6379 });
    expect(master('replicaof a 1\nslaveof b 2\n')).toEqual({ host: 'b', port: 2 });
    for (const text of [
      'replicaof no one\n',
      'replicaof ""\n',
      'replicaof a\n',
      'replicaof a 99999\n',
      'replicaof a 1\nreplicaof no one\n',
    ])
      expect(master(text), text).toBeNull();
  });

  test('any text › as a configuration › never fails, and a port is a port', () => {
    const line = fc
      .tuple(
        fc.constantFrom('port', 'tls-port', 'bind', 'save', 'maxmemory', 'user', 'replicaof', 'requirepass', ''),
        fc.string({ unit: 'binary', maxLength: 15 }),
      )
      .map((pair) => pair.join(' '));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const { port, memoryLimitBytes, host } = settings(lines.join('\n'));
        if (port !== null) expect(Number.isInteger(port) && port > 0 && port <= 65_535).toBe(true);
        if (memoryLimitBytes !== null) expect(memoryLimitBytes).toBeGreaterThan(0);
        expect(host).not.toBe('');
      }),
    );
  });

  test('an empty redis.conf › is damaged, since Redis would start without a password', async () => {
    const folder = temporaryFolder();
    const place = confPlaceOfFile(join(folder, 'redis.conf'));
    expect(await configuredSettings(place)).toBeNull();
    writeFileSync(place.file, '\n  \n');
    await expect(configuredSettings(place)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    writeFileSync(place.file, '# a comment is enough\n');
    expect(await configuredSettings(place)).toMatchObject({ port: null, memoryLimitBytes: null, persistence: 'rdb' });
  });
});

describe('the default user', () => {
  const needs = (text: string, place = here) => needsPassword(parseRedisConf(text), place);

  test('without a rule › requirepass decides', () => {
    expect([needs('port 1\n'), needs('requirepass x\n'), needs('requirepass ""\n')]).toEqual([false, true, false]);
    expect(needs('requirepass x\nuser other on nopass\n')).toBe(true);
  });

  test('its rules, in order › the last one about passwords counts, in any case', () => {
    const rules = (text: string) => needs(`requirepass x\nuser default ${text}\n`);
    expect([rules('on nopass'), rules('on NOPASS ~* +@all')]).toEqual([false, false]);
    expect([
      rules('on >p'),
      rules('on #hash'),
      rules('on ~* +@all'),
      rules('nopass resetpass'),
      rules('nopass RESET'),
      rules('nopass >p'),
    ]).toEqual([1, 2, 3, 4, 5, 6].map(() => true));
    expect(rules('>p nopass')).toBe(false);
  });

  test('an ACL file › overrides the rules and requirepass; an unreadable one does not', () => {
    const folder = temporaryFolder();
    const place = confPlaceOfFile(join(folder, 'redis.conf'));
    const file = join(folder, 'users.acl');
    const text = 'requirepass x\naclfile users.acl\n';
    expect(aclFile(parseRedisConf(text), place)).toBe(file);
    writeFileSync(file, 'user default on nopass ~* +@all\n');
    expect(needs(text, place)).toBe(false);
    writeFileSync(file, 'user default on >p\n');
    expect(needs('aclfile users.acl\n', place)).toBe(true);
    // Without this user in the file Redis gives it the defaults: no password.
    writeFileSync(file, 'user other on >p\n');
    expect(needs(text, place)).toBe(false);
    const none = 'requirepass x\naclfile none.acl\n';
    expect(needs(none, place)).toBe(true);
    mkdirSync(join(folder, 'none.acl'));
    expect(needs(none, place)).toBe(true);
  });
});

describe('paths of a server', () => {
  const container: ConfPlace = {
    ...here,
    cwd: '/data',
    mounts: [
      { inside: '/data', here: '/host/d' },
      { inside: '/data/deep', here: '/host/deep' },
      { inside: '/', here: '/host/root' },
    ],
  };

  test('in a container › the longest mount wins, and names that only begin alike do not match', () => {
    expect(pathHere(container, '/data/a/b')).toBe('/host/d/a/b');
    expect(pathHere(container, '/data')).toBe('/host/d');
    expect(pathHere(container, '/data/deep/x')).toBe('/host/deep/x');
    expect(pathHere(container, '/database')).toBe('/host/root/database');
    expect(pathHere({ mounts: container.mounts?.slice(0, 2) ?? null }, '/database')).toBeNull();
  });

  test('a path with `..` › cannot leave the mount', () => {
    expect(pathHere(container, serverPath(container, '/data', '../data/../../data/x'))).toBe('/host/d/x');
    expect(serverPath({ mounts: null }, '/a/b', '../c')).toBe('/a/c');
  });

  test('an instance › without a container yet › has the place that its runtime will use', () => {
    const paths = { configFile: '/h/redis.conf', config: '/h', data: '/h/data', logs: '/h/logs' };
    expect(confPlaceOf({ paths, entry: null, record: { runtime: CONTAINERS } }).cwd).toBe('/data');
    expect(confPlaceOf({ paths, entry: null, record: { runtime: PROGRAMS } })).toMatchObject({
      cwd: '/h/data',
      mounts: null,
    });
    const files = { cwd: '/own', mounts: null, args: ['--port', '1'], defaults: [] };
    expect(confPlaceOf({ paths, entry: { runtime: PROGRAMS, files } })).toEqual({ file: '/h/redis.conf', ...files });
  });
});

describe('cached configurations', () => {
  test('a change of redis.conf or of an included file › is read, and nothing else is', () => {
    const folder = temporaryFolder();
    const place = confPlaceOfFile(join(folder, 'redis.conf'));
    let reads = 0;
    const cache = createConfCache((conf) => {
      reads += 1;
      return directiveValue(conf, 'timeout');
    });
    expect(cache.readNow(place)).toBeNull();
    writeFileSync(place.file, 'include conf.d/*.conf\ninclude later.conf\n');
    mkdirSync(join(folder, 'conf.d'));
    expect([cache.readNow(place), cache.readNow(place), reads]).toEqual([null, null, 1]);
    writeFileSync(join(folder, 'conf.d/a.conf'), 'timeout 1\n');
    expect([cache.readNow(place), cache.readNow(place), reads]).toEqual(['1', '1', 2]);
    writeFileSync(join(folder, 'later.conf'), 'timeout 22\n');
    expect([cache.readNow(place), reads]).toEqual(['22', 3]);
    const at = new Date(1000);
    utimesSync(join(folder, 'conf.d/a.conf'), at, at);
    expect([cache.readNow(place), reads]).toEqual(['22', 4]);
  });

  test('the same file in two places › has two results', () => {
    const folder = temporaryFolder();
    const place = confPlaceOfFile(join(folder, 'redis.conf'));
    writeFileSync(place.file, 'timeout 1\n');
    const cache = createConfCache(
      (conf) => conf.lines.filter(({ directive }) => directive?.name === 'timeout').at(-1)?.directive?.args[0],
    );
    expect([cache.readNow(place), cache.readNow({ ...place, args: ['--timeout', '9'] })]).toEqual(['1', '9']);
  });

  test.skipIf(process.geteuid?.() === 0)(
    `a file without read permission › is an error each time, and read after it is allowed${process.geteuid?.() === 0 ? ' [skipped: root can read every file]' : ''}`,
    async () => {
      const folder = temporaryFolder();
      const place = confPlaceOfFile(join(folder, 'redis.conf'));
      writeFileSync(place.file, 'timeout 1\n', { mode: 0 });
      const cache = createConfCache((conf) => directiveValue(conf, 'timeout'));
      await expect(cache.read(place)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
      chmodSync(place.file, 0o600);
      expect(await cache.read(place)).toBe('1');
    },
  );
});

describe('a new redis.conf', () => {
  const defaults: SettingDefaults = {
    maxMemory: '2gb',
    maxMemoryPolicy: 'allkeys-lru',
    persistence: 'rdb',
    saveIntervals: '900 1 300 10',
    password: '',
    databases: 16,
    protectedMode: 'no',
    logLevel: 'notice',
    tcpBacklog: 511,
    timeout: 0,
    tcpKeepalive: 300,
  };
  const placement: Placement = {
    bind: ['127.0.0.1', '::1'],
    port: 6380,
    protectedMode: 'no',
    dir: '/my data',
    logfile: '/l "q"',
    pidfile: '/p',
  };

  test('each persistence mode › is read back as that mode', () => {
    for (const mode of ['rdb', 'aof', 'both', 'none'] as const) {
      const conf = parseRedisConf(newRedisConf({ ...defaults, persistence: mode }, placement));
      expect(modeOf(persistenceOf(conf))).toBe(mode);
    }
  });

  test('any password and paths › are read back unchanged', () => {
    const text = fc.string({ unit: fc.constantFrom(...'ab "\'\\#é\n\u0001'), minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(text, text, (password, dir) => {
        const conf = parseRedisConf(newRedisConf({ ...defaults, password }, { ...placement, dir }));
        expect(directiveValue(conf, 'requirepass')).toBe(password);
        expect(directiveValue(conf, 'dir')).toBe(dir);
        expect(settingsOf(conf, here)).toMatchObject({ port: 6380, problem: null, passwordSet: true });
      }),
    );
  });

  test('an existing file in a new place › only the lines of the place change', () => {
    const text = '# mine\nport 1\nDIR /old\nmaxmemory 1gb\nbind 0.0.0.0\nbind 10.0.0.1\n';
    const placed = placeRedisConf(text, placement, { requirepass: ['x y'], timeout: null });
    expect(placed.startsWith('# mine\nport 6380\ndir "/my data"\nmaxmemory 1gb\nbind 127.0.0.1 ::1\n')).toBe(true);
    expect(placed).toContain('daemonize no\n');
    expect(placed).toContain('requirepass "x y"\n');
    expect(placeRedisConf(placed, placement, { requirepass: ['x y'] })).toBe(placed);
  });
});

describe('persistence modes', () => {
  test('every mode from every other one › the switches lead to that mode, and existing save points stay', () => {
    const now = { appendonly: 'no', save: '60 5' };
    for (const mode of ['rdb', 'aof', 'both', 'none'] as const) {
      const switches = switchesFor(mode, now, '900 1');
      expect(modeOf(switches)).toBe(mode);
      if (mode === 'rdb' || mode === 'both') expect(switches.save).toBe('60 5');
    }
    expect(switchesFor('rdb', { appendonly: 'yes', save: ' ' }, '900 1').save).toBe('900 1');
  });

  test('a file without save lines › has those of Redis', () => {
    expect(modeOf(persistenceOf(parseRedisConf('port 1\n')))).toBe('rdb');
    expect(modeOf(persistenceOf(parseRedisConf('save ""\nappendonly YES\n')))).toBe('aof');
  });
});

test('no plain port › in a container TLS must use the published port; a socket helps a process only', () => {
  const why = (text: string, published: { port: number } | null = null) =>
    whyNoPlainPort({ published }, parseRedisConf(text));
  expect(why('port 0\n')).toContain('Set tls-port');
  expect(why('port 0\nunixsocket /s\n')).toBeNull();
  expect(why('port 0\ntls-port 7000\n')).toBeNull();
  expect(why('port 0\nunixsocket /s\n', { port: 6400 })).toContain('Set tls-port');
  expect(why('port 0\ntls-port 7000\n', { port: 6400 })).toContain('set tls-port 6379');
  expect(why('port 0\ntls-port 6379\n', { port: 6400 })).toBeNull();
  expect(
    ['tls-port 7000\n', 'tls-port 0\n', 'tls-port 6379\n', 'tls-port x\n'].map((text) =>
      publishedTls(parseRedisConf(text)),
    ),
  ).toEqual([7000, null, null, null]);
});
